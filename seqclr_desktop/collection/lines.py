"""The lines of a collection: their shapes, their reading order, and the lists of them."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Sequence

from seqclr_desktop.collection.drafts import keep_drafts_where
from seqclr_desktop.collection.line_filter import LineFilter
from seqclr_desktop.collection.line_rows import (
    SELECT_LINES,
    ids_of_page,
    line_from_row,
    lines_of_page,
    place_lines,
    regions_of_page,
    update_shape,
    write_regions,
)
from seqclr_desktop.collection.page_lines import PageLines, read_page_lines, write_page_lines
from seqclr_desktop.collection.replacing_lines import LinesReplaced, carry_out, find_again, plan_replacement
from seqclr_desktop.collection.shelf import Shelf
from seqclr_desktop.collection.stored_values import writable_text
from seqclr_desktop.document import Line, Region
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.geometry import Box


class Lines(Shelf):
    """The lines of a collection. Unknown ids raise CollectionError."""

    def lines(self, page_id: int) -> list[Line]:
        """The page's lines in reading order, with their newest human and machine texts."""
        with self._database.reading() as connection:
            return lines_of_page(connection, page_id)

    def line(self, line_id: int) -> Line:
        return self.lines_by_id([line_id])[0]

    def lines_by_id(self, line_ids: Sequence[int]) -> list[Line]:
        """In the order of `line_ids`."""
        found = self.lines_there(line_ids)
        missing = set(line_ids) - {line.id for line in found}
        if missing:
            raise _unknown_line(min(missing))
        return found

    def lines_there(self, line_ids: Sequence[int]) -> list[Line]:
        """The same, but lines that have gone meanwhile are passed over."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{SELECT_LINES} WHERE l.is_removed = 0 AND l.id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(line_ids)),),
            )
            found = {row[0]: line_from_row(row) for row in rows}
        return [found[line_id] for line_id in line_ids if line_id in found]

    def line_ids(self, kind: LineFilter = LineFilter.ALL, page_ids: Sequence[int] | None = None) -> list[int]:
        """The chosen lines in reading order: by page, then by position. Without `page_ids`, of all pages."""
        chosen = "1" if page_ids is None else "p.id IN (SELECT value FROM json_each(:pages))"
        # CROSS JOIN walks the pages in order and their lines in order, so that nothing is sorted
        query = f"""SELECT l.id FROM pages p CROSS JOIN lines l ON l.page_id = p.id AND l.is_removed = 0
                    WHERE {chosen} AND {kind.condition} ORDER BY p.position, p.id, l.position"""
        with self._database.reading() as connection:
            rows = connection.execute(query, {"pages": json.dumps(list(page_ids or ()))}).fetchall()
        return [row[0] for row in rows]

    def nearest_line(self, kind: LineFilter, line_id: int | None, steps: int) -> int | None:
        """The next line of a kind after `line_id` (`steps` +1) or before it (-1) in reading order, round the ends.

        None when there is no other.
        """
        way, beyond = ("ASC", ">") if steps > 0 else ("DESC", "<")
        limit = f"p.position {beyond}= ? AND (p.position, p.id, l.position) {beyond} (?, ?, ?)"
        with self._database.reading() as connection:
            here = connection.execute(
                "SELECT p.position, p.position, p.id, l.position FROM lines l JOIN pages p ON p.id = l.page_id"
                " WHERE l.id = ?",
                (line_id,),
            ).fetchone()
            for where, values in ((limit, tuple(here)), ("1", ())) if here is not None else (("1", ()),):
                # CROSS JOIN walks the pages in order and their lines in order, so that the first is soon found
                query = f"""SELECT l.id FROM pages p CROSS JOIN lines l ON l.page_id = p.id AND l.is_removed = 0
                            WHERE {where} AND {kind.condition} AND l.id IS NOT ?
                            ORDER BY p.position {way}, p.id {way}, l.position {way} LIMIT 1"""
                row = connection.execute(query, (*values, line_id)).fetchone()
                if row is not None:
                    return int(row[0])
        return None

    def line_count(self, kind: LineFilter = LineFilter.ALL) -> int:
        with self._database.reading() as connection:
            query = f"SELECT count(*) FROM lines l WHERE l.is_removed = 0 AND {kind.condition}"
            return int(connection.execute(query).fetchone()[0])

    def line_counts(self) -> dict[LineFilter, int]:
        """How many lines each filter lets through."""
        with self._database.reading():
            return {kind: self.line_count(kind) for kind in LineFilter}

    def set_comment(self, line_id: int, comment: str) -> None:
        """Write a remark to a line, for people; an empty one takes it away."""
        with self._database.writing() as connection:
            _line(connection, line_id)
            connection.execute("UPDATE lines SET comment = ? WHERE id = ?", (writable_text(comment.strip()), line_id))

    def regions(self, page_id: int) -> list[Region]:
        """The page's regions in the order that `Line.region_index` counts."""
        with self._database.reading() as connection:
            return regions_of_page(connection, page_id)

    def set_regions(self, page_id: int, regions: Sequence[Region]) -> None:
        """Put `regions` in the place of the page's present ones."""
        with self._database.writing() as connection:
            write_regions(connection, page_id, regions)

    def replace_lines(self, page_id: int, regions: Sequence[Region], lines: Sequence[Line]) -> LinesReplaced:
        """Put found lines (in reading order) in the place of the page's lines, without losing human work.

        A line with human text takes the place of the new line on the same ink, keeping its id and all its
        versions; one that no new line matches is kept as it is, and new lines drawn over it are left out.
        The same goes for lines that a person drew (these keep their shape) or marked unusable.
        """
        plan = plan_replacement(self.lines(page_id), lines)
        with self._database.writing() as connection:
            _check_page(connection, page_id)
            keep_drafts_where(connection, "l.page_id = ?", (page_id,))  # what is being typed is human work too
            now = lines_of_page(connection, page_id)
            if now != plan.old:  # someone wrote while the lines were compared, which is done without a lock
                plan = plan_replacement(now, lines)
            replaced = carry_out(connection, page_id, plan, regions, lines)
            connection.execute("UPDATE pages SET lines_looked_for = 1 WHERE id = ?", (page_id,))
            return replaced

    def page_lines(self, page_id: int) -> PageLines:
        """The page's lines and the texts that wait beside it, as one state."""
        with self._database.reading() as connection:
            return read_page_lines(connection, page_id)

    def set_page_lines(self, before: PageLines, after: PageLines) -> PageLines:
        """Go from one state of a page to another, and return the one it is in then.

        Lines that leave the page keep their rows and all versions of their texts, so that the way back
        loses nothing; what was changed since `before` by others stays changed, and so does what is being typed.
        """
        with self._database.writing() as connection:
            _check_page(connection, after.page_id)
            keep_drafts_where(connection, "l.page_id = ?", (after.page_id,))
            return write_page_lines(connection, before, after)

    def find_lines_again(
        self, page_id: int, regions: Sequence[Region], lines: Sequence[Line], box: Box | None = None
    ) -> tuple[PageLines, PageLines]:
        """As `replace_lines`, but only for the lines within `box` when there is one, and so that it can be undone.

        Returns the states before and after, for `set_page_lines`.
        """
        before = self.page_lines(page_id)
        after = self.set_page_lines(before, find_again(before, lines, regions, box))
        self.mark_lines_looked_for(page_id)
        return before, after

    def forget_removed_lines(self) -> None:
        """Delete the lines taken off pages on which no person ever wrote; undoing can bring them back no more."""
        with self._database.writing() as connection:
            connection.execute(
                """DELETE FROM lines WHERE is_removed = 1 AND NOT EXISTS
                   (SELECT 1 FROM text_versions v WHERE v.line_id = lines.id AND v.author_kind <> 'model')"""
            )

    def mark_lines_looked_for(self, page_id: int) -> None:
        """Remember that a search for lines ended on this page, even if it found none."""
        with self._database.writing() as connection:
            _check_page(connection, page_id)
            connection.execute("UPDATE pages SET lines_looked_for = 1 WHERE id = ?", (page_id,))

    def update_line(self, line: Line) -> None:
        """Store the line's shape, region, direction, flag and place in the reading order; texts stay."""
        with self._database.writing() as connection:
            assert line.id is not None
            stored = _line(connection, line.id)
            assert stored.page_id is not None
            update_shape(connection, dataclasses.replace(line, position=stored.position))
            if line.position != stored.position:
                _move(connection, stored.page_id, line.id, line.position)

    def set_unusable(self, line_id: int, is_unusable: bool) -> None:
        """Mark a line as not worth reading or learning from, or take the mark back."""
        with self._database.writing() as connection:
            _line(connection, line_id)
            connection.execute("UPDATE lines SET is_unusable = ? WHERE id = ?", (is_unusable, line_id))


def _line(connection: sqlite3.Connection, line_id: int) -> Line:
    row = connection.execute(f"{SELECT_LINES} WHERE l.id = ? AND l.is_removed = 0", (line_id,)).fetchone()
    if row is None:
        raise _unknown_line(line_id)
    return line_from_row(row)


def _unknown_line(line_id: int) -> CollectionError:
    return CollectionError(f"There is no line {line_id} in this collection.", advice="It may have been removed.")


def _check_page(connection: sqlite3.Connection, page_id: int | None) -> None:
    if connection.execute("SELECT 1 FROM pages WHERE id = ?", (page_id,)).fetchone() is None:
        raise CollectionError(f"There is no page {page_id} in this collection.", advice="It may have been removed.")


def _move(connection: sqlite3.Connection, page_id: int, line_id: int, position: int) -> None:
    order = [number for number in ids_of_page(connection, page_id) if number != line_id]
    order.insert(max(position, 0), line_id)
    place_lines(connection, order)
