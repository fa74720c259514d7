"""The lines of a page as one state, and going from one state to another: the ground on which mending is undone.

An act of mending is a pair of states. Rows of lines are hidden and shown, never deleted, so that going back
brings the very lines with every version of their texts. What others changed in between is left alone: only
what differs between the state an act began from and the one it leads to is written.

Texts change all or none: an act that moved a word from one line to another would, half undone, lose the word
or double it. Where one of its texts was rewritten since, the others stay too.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from seqclr_desktop.collection.line_rows import (
    insert_line,
    lines_of_page,
    place_lines,
    regions_of_page,
    update_shape,
    waiting_lines_of_page,
    write_regions,
)
from seqclr_desktop.collection.transcriptions import point_at, write_version
from seqclr_desktop.document import AuthorKind, Line, Region, TextVersion

_WRITTEN = (
    "baseline",
    "polygon",
    "direction",
    "region_index",
    "origin",
    "flag",
    "is_unusable",
    "accepted",
    "text_waits",
)


@dataclass(frozen=True)
class PageLines:
    """`lines` stand on the page, in reading order; the texts of `waiting`, which do not, await a decision.

    A line without an id is new. `regions` are those that `Line.region_index` counts.
    """

    page_id: int
    lines: tuple[Line, ...] = ()
    waiting: tuple[Line, ...] = ()
    regions: tuple[Region, ...] = ()

    def with_lines(self, lines: Sequence[Line], *, waiting: Sequence[Line] | None = None) -> PageLines:
        """The same page with other lines; their positions are their places."""
        placed = tuple(dataclasses.replace(line, position=place) for place, line in enumerate(lines))
        return dataclasses.replace(self, lines=placed, waiting=self.waiting if waiting is None else tuple(waiting))

    def line(self, line_id: int | None) -> Line | None:
        """The line with this id, on the page or waiting."""
        return next((line for line in (*self.lines, *self.waiting) if line.id == line_id), None)


def with_ids_of(state: PageLines, reached: PageLines) -> PageLines:
    """`state` once it was reached for the first time: its new lines and new texts as they were stored then."""
    with_id = {line.id: line for line in reached.lines}
    stored = [
        there if line.id is None else with_id.get(line.id, line) if _is_new_text(line) else line
        for line, there in zip(state.lines, reached.lines, strict=False)
    ]
    return dataclasses.replace(state, lines=tuple(stored))


def _is_new_text(line: Line) -> bool:
    return line.human is not None and line.human.id is None


def read_page_lines(connection: sqlite3.Connection, page_id: int) -> PageLines:
    return PageLines(
        page_id,
        tuple(lines_of_page(connection, page_id)),
        tuple(waiting_lines_of_page(connection, page_id)),
        tuple(regions_of_page(connection, page_id)),
    )


def write_page_lines(connection: sqlite3.Connection, before: PageLines, after: PageLines) -> PageLines:
    """Go from `before` to `after` and return what the page then is, new lines with their ids.

    Lines that neither state knows stay. A line that leaves the page with a text that `before` does not
    know makes that text wait: nothing written in between vanishes.
    """
    page_id = after.page_id
    now = read_page_lines(connection, page_id)
    changes_texts = _texts_are_as_known(now, before, after)
    brought = [_bring(connection, now, before, line, changes_text=changes_texts) for line in after.lines]
    has_new = any(line.id is None for line in after.lines)  # whose ids are told by their places
    order = brought if has_new else _in_order_given_since(now, before, brought)
    for line in now.lines:
        if line.id not in order:
            _take_off_or_keep(connection, line, before, after, order)
    for line in after.waiting:  # the shape too: the row may have stood elsewhere on the page in between
        update_shape(connection, dataclasses.replace(line, text_waits=True))
    for line in before.waiting:
        if not _is_among(line, (*after.lines, *after.waiting)):
            _set_waiting(connection, line, is_waiting=False)
    place_lines(connection, order)
    if _shapes(before.regions) != _shapes(after.regions):
        write_regions(connection, page_id, after.regions)
    return read_page_lines(connection, page_id)


def _in_order_given_since(now: PageLines, before: PageLines, brought: list[int]) -> list[int]:
    """The lines of an act in its order; where it changes none, as they stand `now`.

    Those that come to the page follow the line behind which the act has them.
    """
    there = {line.id for line in now.lines} & set(brought)
    known = [line.id for line in before.lines if line.id in there]
    if known != [line_id for line_id in brought if line_id in known]:
        return brought
    order = [line.id for line in now.lines if line.id is not None and line.id in known]
    for place, line_id in enumerate(brought):
        if line_id not in order:
            order.insert(order.index(brought[place - 1]) + 1 if place else 0, line_id)
    return order


def _texts_are_as_known(now: PageLines, before: PageLines, after: PageLines) -> bool:
    """Whether all lines whose texts an act changes still have the texts that `before` knows."""
    for wanted in after.lines:
        known, present = before.line(wanted.id), now.line(wanted.id)
        if known is None or known.human == wanted.human:
            continue
        if present is None or _text_id(present) != _text_id(known):
            return False
    return True


def _bring(
    connection: sqlite3.Connection, now: PageLines, before: PageLines, wanted: Line, *, changes_text: bool
) -> int:
    """The id of `wanted`, which is on the page afterwards: as a new row, one shown again, or one changed."""
    page_id = now.page_id
    if wanted.id is None or not _exists(connection, page_id, wanted.id):
        line_id = insert_line(connection, page_id, wanted, wanted.position)
        _set_comment(connection, line_id, wanted.comment)
        return line_id
    connection.execute("UPDATE lines SET is_removed = 0 WHERE id = ? AND is_removed = 1", (wanted.id,))
    known, present = before.line(wanted.id), now.line(wanted.id)
    if known is None or present is None:
        update_shape(connection, wanted)
        return wanted.id
    changes = {name: getattr(wanted, name) for name in _WRITTEN if getattr(known, name) != getattr(wanted, name)}
    if changes:
        update_shape(connection, dataclasses.replace(present, **changes))
    if known.comment == present.comment and known.comment != wanted.comment:
        _set_comment(connection, wanted.id, wanted.comment)
    if changes_text and known.human != wanted.human:
        _change_text(connection, wanted.id, wanted.human)
    return wanted.id


def _set_comment(connection: sqlite3.Connection, line_id: int, comment: str) -> None:
    connection.execute("UPDATE lines SET comment = ? WHERE id = ?", (comment, line_id))


def _change_text(connection: sqlite3.Connection, line_id: int, version: TextVersion | None) -> None:
    """Back to a version the line has had, or on to a new one; every version stays in its history."""
    if version is not None and version.id is None:
        write_version(connection, line_id, version)
    else:
        point_at(connection, line_id, version or TextVersion("", AuthorKind.PERSON))


def _text_id(line: Line) -> int | None:
    return line.human.id if line.human is not None else None


def _take_off_or_keep(
    connection: sqlite3.Connection, line: Line, before: PageLines, after: PageLines, order: list[int]
) -> None:
    assert line.id is not None
    known = before.line(line.id)
    if known is None:
        order.append(line.id)
        return
    was_written_since = line.human is not None and (known.human is None or known.human.id != line.human.id)
    connection.execute("UPDATE lines SET is_removed = 1 WHERE id = ?", (line.id,))
    _set_waiting(connection, line, is_waiting=was_written_since or _is_among(line, after.waiting))


def _set_waiting(connection: sqlite3.Connection, line: Line, *, is_waiting: bool) -> None:
    connection.execute("UPDATE lines SET text_waits = ? WHERE id = ?", (is_waiting, line.id))


def _exists(connection: sqlite3.Connection, page_id: int, line_id: int) -> bool:
    query = "SELECT 1 FROM lines WHERE id = ? AND page_id = ?"
    return connection.execute(query, (line_id, page_id)).fetchone() is not None


def _is_among(line: Line, lines: Sequence[Line]) -> bool:
    return any(other.id == line.id for other in lines)


def _shapes(regions: Sequence[Region]) -> list[tuple[object, str]]:
    return [(region.polygon, region.kind) for region in regions]
