"""Newly found lines in the place of a page's old ones, without losing what people did.

A person's line (with a text they wrote or imported, with a comment, marked unusable, or drawn by hand) either takes the
place of the new line on the same ink, keeping its id and every version of its text, or stays as it is;
a text that stayed so waits for a person's decision. A line takes over the new line's shape too, unless a
person drew its own.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from seqclr_desktop.collection.line_matching import MATCH_SHARE, height_px_of, lines_covered, match_lines
from seqclr_desktop.collection.line_rows import (
    insert_line,
    place_lines,
    update_shape,
    write_regions,
    write_texts_of,
)
from seqclr_desktop.collection.page_lines import PageLines
from seqclr_desktop.collection.transcriptions import write_version
from seqclr_desktop.document import Line, LineOrigin, Region
from seqclr_desktop.geometry import Box, resample

_SAMPLES = 24
_FEET = 0.4  # of a line's height above its baseline: so much of it shows no letters, only where they stand


@dataclass(frozen=True)
class LinesReplaced:
    """`found`: new lines now on the page; `texts_moved`: of these, how many took over an old line's human
    work; `kept`: old lines left as they were because no new line matched them.
    """

    found: int
    texts_moved: int
    kept: int


@dataclass(frozen=True)
class Plan:
    """What becomes of each line: `old` are the page's lines it was made for; `heirs` maps the place of a new
    line to the old line that takes it; `kept` old lines stay; new lines at the places `left_out` do not come.
    """

    old: list[Line]
    heirs: dict[int, Line]
    kept: list[Line]
    left_out: set[int]


def plan_replacement(old: list[Line], new: Sequence[Line]) -> Plan:
    """The slow part, without any table."""
    # all old lines look for their successors, or a text whose own line was missed would take its neighbour's
    successors = {old[i].id: place for i, place in match_lines(old, new).items()}
    precious = [line for line in old if _is_human_work(line)]
    kept = [line for line in precious if line.id not in successors]
    over_kept = lines_covered(new, kept) - set(successors.values())
    return Plan(
        old=old,
        heirs={successors[line.id]: line for line in precious if line.id in successors},
        kept=kept,
        left_out={place for place in over_kept if new[place].human is None},
    )


def lines_after(plan: Plan, regions: Sequence[Region], lines: Sequence[Line]) -> list[Line]:
    """The lines of the page once `plan` is done, in reading order; those that are to be stored have no id."""
    placed = [
        _heir(plan.heirs[place], line) if place in plan.heirs else dataclasses.replace(line, id=None)
        for place, line in enumerate(lines)
        if place not in plan.left_out
    ]
    for line in plan.kept:
        text_waits = line.text_waits or line.human is not None
        kept = dataclasses.replace(line, region_index=_region_around(line, regions), text_waits=text_waits)
        placed.insert(place_for(line, placed), kept)
    return placed


def carry_out(
    connection: sqlite3.Connection, page_id: int, plan: Plan, regions: Sequence[Region], lines: Sequence[Line]
) -> LinesReplaced:
    """Do what `plan` says, inside the caller's transaction; its old lines must be those of the page."""
    _clear(connection, plan)
    write_regions(connection, page_id, regions)
    for place, heir in plan.heirs.items():
        _hand_over_texts(connection, heir, lines[place])
    placed = lines_after(plan, regions, lines)
    ids = [_store(connection, page_id, line, place) for place, line in enumerate(placed)]
    place_lines(connection, ids)
    return LinesReplaced(found=len(placed) - len(plan.kept), texts_moved=len(plan.heirs), kept=len(plan.kept))


def find_again(state: PageLines, new: Sequence[Line], regions: Sequence[Region], box: Box | None) -> PageLines:
    """The page after its lines, or those that lie mostly in `box`, were found again as `new`.

    Lines outside `box` stay as they are and so do the regions; nothing is written here.
    """
    if box is not None:
        return _found_in(box, state, new)
    found = lines_after(plan_replacement(list(state.lines), new), regions, new)
    return dataclasses.replace(state.with_lines(found), regions=tuple(regions))


def _found_in(box: Box, state: PageLines, new: Sequence[Line]) -> PageLines:
    """No new line is laid over one that stays, nor does a line go whose successor was left out for that."""
    inside = lines_mostly_in(box, state.lines)
    outside = [line for line in state.lines if line not in inside]
    over_outside = lines_covered(new, outside)
    left_out = [new[place] for place in sorted(over_outside)]
    new = [line for place, line in enumerate(new) if place not in over_outside]
    bereft = lines_covered(inside, left_out) - lines_covered(inside, [*new, *outside])
    inside = [line for place, line in enumerate(inside) if place not in bereft]
    outside = [line for line in state.lines if line not in inside]
    over_bereft = lines_covered(new, outside)  # the rests of lines that stay after all
    new = [line for place, line in enumerate(new) if place not in over_bereft]
    found = [
        dataclasses.replace(line, region_index=_region_around(line, state.regions))
        for line in lines_after(plan_replacement(inside, new), state.regions, new)
    ]
    first = state.lines.index(inside[0]) if inside else place_for(found[0], outside) if found else 0
    return state.with_lines([*outside[:first], *found, *outside[first:]])


def lines_mostly_in(box: Box, lines: Sequence[Line]) -> list[Line]:
    """Those of whose baselines at least half lies in `box`, but for a line of which it shows the feet alone."""
    if not lines:
        return []
    feet_px = _FEET * median(height_px_of(line) for line in lines)
    return [line for line in lines if _lies_in(line, dataclasses.replace(box, top=box.top + feet_px))]


def _lies_in(line: Line, box: Box) -> bool:
    points = resample(line.baseline, _SAMPLES)
    x, y = points[:, 0], points[:, 1]
    inside = (box.left <= x) & (x <= box.right) & (box.top <= y) & (y <= box.bottom)
    return bool(inside.mean() >= MATCH_SHARE)


def _store(connection: sqlite3.Connection, page_id: int, line: Line, place: int) -> int:
    if line.id is None:
        return insert_line(connection, page_id, line, place)
    update_shape(connection, line)
    return line.id


def _is_human_work(line: Line) -> bool:
    return line.human is not None or line.is_unusable or bool(line.comment) or line.origin is LineOrigin.PERSON


def _clear(connection: sqlite3.Connection, plan: Plan) -> None:
    """Remove the other lines; those that ever had a human text keep their row, out of sight."""
    spared = {line.id for line in (*plan.heirs.values(), *plan.kept)}
    gone = [(line.id,) for line in plan.old if line.id not in spared]
    ever_human = "EXISTS (SELECT 1 FROM text_versions v WHERE v.line_id = lines.id AND v.author_kind <> 'model')"
    connection.executemany(f"UPDATE lines SET is_removed = 1 WHERE id = ? AND {ever_human}", gone)
    connection.executemany("DELETE FROM lines WHERE id = ? AND is_removed = 0", gone)


def _hand_over_texts(connection: sqlite3.Connection, old: Line, new: Line) -> None:
    """A text that comes with the new line joins the history of the old one that takes its place."""
    if old.human is not None and new.human is not None:
        write_version(connection, _id(old), new.human, becomes_newest=False)
        new = dataclasses.replace(new, human=None)
    write_texts_of(connection, _id(old), new)


def _heir(old: Line, new: Line) -> Line:
    """The old line in the new one's place."""
    if old.origin is LineOrigin.PERSON:
        return dataclasses.replace(old, region_index=new.region_index)
    is_unusable = old.is_unusable or new.is_unusable
    return dataclasses.replace(
        new,
        id=old.id,
        page_id=old.page_id,
        is_unusable=is_unusable,
        comment=old.comment,
        human=old.human,
        machine=old.machine,
    )


def _id(line: Line) -> int:
    assert line.id is not None
    return line.id


def _region_around(line: Line, regions: Sequence[Region]) -> int | None:
    """The first region whose box holds the middle of the line."""
    x, y = _middle(line)
    for number, region in enumerate(regions):
        xs, ys = zip(*region.polygon, strict=True) if region.polygon else ((), ())
        if xs and min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys):
            return number
    return None


def place_for(line: Line, placed: Sequence[Line]) -> int:
    """Beside the nearest line: after it when that one is higher on the page, else before it."""
    if not placed:
        return 0
    x, y = _middle(line)

    def distance(index: int) -> float:
        other_x, other_y = _middle(placed[index])
        return (other_x - x) ** 2 + (other_y - y) ** 2

    nearest = min(range(len(placed)), key=distance)
    return nearest + 1 if _middle(placed[nearest])[1] <= y else nearest


def _middle(line: Line) -> tuple[float, float]:
    xs, ys = zip(*line.baseline, strict=True)
    return (sum(xs) / len(xs), sum(ys) / len(ys))
