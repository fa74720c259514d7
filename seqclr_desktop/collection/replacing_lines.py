"""Newly found lines in the place of a page's old ones, without losing what people did.

A person's line (with a text they wrote or imported, marked unusable, or drawn by hand) either takes the
place of the new line on the same ink, keeping its id and every version of its text, or stays as it is.
It takes over the new line's shape too, unless a person drew its own.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from seqclr_desktop.collection.line_matching import lines_covered, match_lines
from seqclr_desktop.collection.line_rows import (
    insert_line,
    place_lines,
    update_shape,
    write_regions,
    write_texts_of,
)
from seqclr_desktop.collection.transcriptions import write_version
from seqclr_desktop.document import Line, LineOrigin, Region


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


def plan_replacement(old: list[Line], new: Sequence[Line], *, keep_human: bool) -> Plan:
    """The slow part, without any table."""
    # all old lines look for their successors, or a text whose own line was missed would take its neighbour's
    successors = {old[i].id: place for i, place in match_lines(old, new).items()}
    precious = [line for line in old if keep_human and _is_human_work(line)]
    kept = [line for line in precious if line.id not in successors]
    over_kept = lines_covered(new, kept) - set(successors.values())
    return Plan(
        old=old,
        heirs={successors[line.id]: line for line in precious if line.id in successors},
        kept=kept,
        left_out={place for place in over_kept if new[place].human is None},
    )


def carry_out(
    connection: sqlite3.Connection, page_id: int, plan: Plan, regions: Sequence[Region], lines: Sequence[Line]
) -> LinesReplaced:
    """Do what `plan` says, inside the caller's transaction; its old lines must be those of the page."""
    _clear(connection, plan)
    write_regions(connection, page_id, regions)
    placed = []
    for place, line in enumerate(lines):
        if place in plan.heirs:
            placed.append(_take_over(connection, plan.heirs[place], line))
        elif place not in plan.left_out:
            line_id = insert_line(connection, page_id, line, place)
            placed.append(dataclasses.replace(line, id=line_id))
    for line in plan.kept:
        _keep(connection, line, regions, placed)
    place_lines(connection, [_id(line) for line in placed])
    return LinesReplaced(found=len(placed) - len(plan.kept), texts_moved=len(plan.heirs), kept=len(plan.kept))


def _keep(connection: sqlite3.Connection, line: Line, regions: Sequence[Region], placed: list[Line]) -> None:
    """Leave an old line as it is, in the region and at the place in `placed` where it now belongs."""
    update_shape(connection, dataclasses.replace(line, region_index=_region_around(line, regions)))
    placed.insert(_place_for(line, placed), line)


def _is_human_work(line: Line) -> bool:
    return line.human is not None or line.is_unusable or line.origin is LineOrigin.PERSON


def _clear(connection: sqlite3.Connection, plan: Plan) -> None:
    """Remove the other lines; those that ever had a human text keep their row, out of sight."""
    spared = {line.id for line in (*plan.heirs.values(), *plan.kept)}
    gone = [(line.id,) for line in plan.old if line.id not in spared]
    ever_human = "EXISTS (SELECT 1 FROM text_versions v WHERE v.line_id = lines.id AND v.author_kind <> 'model')"
    connection.executemany(f"UPDATE lines SET is_removed = 1 WHERE id = ? AND {ever_human}", gone)
    connection.executemany("DELETE FROM lines WHERE id = ? AND is_removed = 0", gone)


def _take_over(connection: sqlite3.Connection, old: Line, new: Line) -> Line:
    """The old line in the new one's place. A text that comes with the new line joins the history."""
    if old.human is not None and new.human is not None:
        write_version(connection, _id(old), new.human, becomes_newest=False)
        new = dataclasses.replace(new, human=None)
    write_texts_of(connection, _id(old), new)
    if old.origin is LineOrigin.PERSON:
        placed = dataclasses.replace(old, region_index=new.region_index)
    else:
        is_unusable = old.is_unusable or new.is_unusable
        placed = dataclasses.replace(new, id=old.id, page_id=old.page_id, is_unusable=is_unusable)
    update_shape(connection, placed)
    return placed


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


def _place_for(line: Line, placed: Sequence[Line]) -> int:
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
