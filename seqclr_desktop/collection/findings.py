"""Searches for lines on many pages: each is one act, and is taken back and made again as one, page by page.

A page that a person or another program has changed since is left alone, so that nothing is lost by either.
All this is forgotten when the collection is closed, as is whatever else can be undone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from seqclr_desktop.collection.drafts import keep_drafts_where
from seqclr_desktop.collection.lines import Lines
from seqclr_desktop.collection.page_lines import read_page_lines, write_page_lines
from seqclr_desktop.collection.page_snapshots import digest_of, read_snapshot, write_snapshot
from seqclr_desktop.document import Line, Region
from seqclr_desktop.errors import CollectionError

_PAGES_AT_ONCE = 5  # written within some 120 ms on a slow machine, so that whoever else wants to write need not wait


@dataclass(frozen=True)
class FindingReport:
    """How far taking a search back, or making it again, has come with its `page_count` pages.

    Those named in `left_alone` had been changed since.
    """

    finding_id: int
    page_count: int
    pages_changed: int = 0
    left_alone: tuple[str, ...] = ()

    @property
    def pages_done(self) -> int:
        return self.pages_changed + len(self.left_alone)

    @property
    def is_complete(self) -> bool:
        return self.pages_done == self.page_count


class Findings(Lines):
    """The lines of a collection, and the searches for them that can be undone."""

    def begin_finding(self) -> int:
        """The number of a new search, to which pages are added by `find_lines_in`."""
        with self._database.writing() as connection:
            number = connection.execute("INSERT INTO findings DEFAULT VALUES").lastrowid
            assert number is not None
            return number

    def find_lines_in(self, finding_id: int, page_id: int, regions: Sequence[Region], lines: Sequence[Line]) -> None:
        """As `replace_lines`, as a part of this search. Raises CollectionError when there is no such page."""
        with self._database.writing() as connection:
            keep_drafts_where(connection, "l.page_id = ?", (page_id,))  # else the state before would lack them
            row = connection.execute("SELECT rotation, lines_looked_for FROM pages WHERE id = ?", (page_id,)).fetchone()
            before, after = self.find_lines_again(page_id, regions, lines)
            connection.execute(
                """INSERT INTO finding_pages
                   (finding_id, page_id, rotation, was_looked_for, before, after, left_as)
                   VALUES (?, ?, ?, ?, ?, ?, ?)""",
                (
                    finding_id,
                    page_id,
                    *row,
                    write_snapshot(before, after),
                    write_snapshot(after, before),
                    digest_of(after),
                ),
            )

    def undoing_finding(self, finding_id: int) -> Iterator[FindingReport]:
        """Give the pages of a search the lines they had before it; yields how far it has come.

        Raises CollectionError when it was taken back already.
        """
        if not self.finding_stands(finding_id):
            raise CollectionError("There is no such act to take back.", advice="It may have been taken back already.")
        yield from self._page_by_page(finding_id, is_onward=False)
        self._set_undone(finding_id, True)

    def redoing_finding(self, finding_id: int) -> Iterator[FindingReport]:
        """Give the pages the lines that were found; yields how far it has come.

        Raises CollectionError when the search was not taken back.
        """
        if self.finding_stands(finding_id):
            raise CollectionError("There is no such act to make again.", advice="It may stand already.")
        steps = self._page_by_page(finding_id, is_onward=True)
        with self._database.writing():  # a search of which no page could be made again does not stand
            self._set_undone(finding_id, False)
            first = next(steps)
        yield first
        yield from steps

    def finding_stands(self, finding_id: int) -> bool:
        """Whether the search was not taken back, at least not all of it."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT is_undone FROM findings WHERE id = ?", (finding_id,)).fetchone()
        return row is not None and not row[0]

    def finding_rotations(self, finding_id: int) -> dict[int, int]:
        """The pages of the search that are still there, and how each was turned then."""
        with self._database.reading() as connection:
            return dict(
                connection.execute("SELECT page_id, rotation FROM finding_pages WHERE finding_id = ?", (finding_id,))
            )

    def forget_removed_lines(self) -> None:
        """Delete the lines taken off pages on which no person ever wrote; undoing can bring them back no more."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM findings")
            super().forget_removed_lines()

    # inner -------------------------------------------------------------------------------------------

    def _page_by_page(self, finding_id: int, *, is_onward: bool) -> Iterator[FindingReport]:
        """How far it has come, at least once."""
        page_ids = self._pages_to_go(finding_id, stands=not is_onward)
        report = FindingReport(finding_id, len(page_ids))
        for first in range(0, max(len(page_ids), 1), _PAGES_AT_ONCE):
            some = page_ids[first : first + _PAGES_AT_ONCE]
            with self._database.writing() as connection:
                left_alone = [page_id for page_id in some if not _go(connection, finding_id, page_id, is_onward)]
                names = _names(connection, left_alone)
            report = replace(
                report,
                pages_changed=report.pages_changed + len(some) - len(left_alone),
                left_alone=(*report.left_alone, *names),
            )
            yield report

    def _pages_to_go(self, finding_id: int, *, stands: bool) -> list[int]:
        """In the order of the collection's pages."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT f.page_id FROM finding_pages f JOIN pages p ON p.id = f.page_id
                   WHERE f.finding_id = ? AND f.stands = ? ORDER BY p.position, p.id""",
                (finding_id, stands),
            )
            return [page_id for (page_id,) in rows]

    def _set_undone(self, finding_id: int, is_undone: bool) -> None:
        with self._database.writing() as connection:
            connection.execute("UPDATE findings SET is_undone = ? WHERE id = ?", (is_undone, finding_id))


def _go(connection: sqlite3.Connection, finding_id: int, page_id: int, is_onward: bool) -> bool:
    """Bring a page to the other side of a search; false when it was changed since, and is left alone."""
    keep_drafts_where(connection, "l.page_id = ?", (page_id,))  # what is being typed is a change too
    page = _page_of(connection, finding_id, page_id)
    if page is None:
        return False
    is_turned, before, after, left_as, was_looked_for = page
    now = read_page_lines(connection, page_id)
    if is_turned or digest_of(now) != left_as:
        return False
    reached = write_page_lines(connection, now, read_snapshot(connection, now, after if is_onward else before))
    before, after = (now, reached) if is_onward else (reached, now)
    connection.execute(
        "UPDATE finding_pages SET stands = ?, before = ?, after = ?, left_as = ? WHERE finding_id = ? AND page_id = ?",
        (
            is_onward,
            write_snapshot(before, after),
            write_snapshot(after, before),
            digest_of(reached),
            finding_id,
            page_id,
        ),
    )
    connection.execute("UPDATE pages SET lines_looked_for = ? WHERE id = ?", (is_onward or was_looked_for, page_id))
    return True


def _page_of(connection: sqlite3.Connection, finding_id: int, page_id: int) -> tuple[Any, ...] | None:
    row: tuple[Any, ...] | None = connection.execute(
        """SELECT f.rotation <> p.rotation, f.before, f.after, f.left_as, f.was_looked_for
           FROM finding_pages f JOIN pages p ON p.id = f.page_id WHERE f.finding_id = ? AND f.page_id = ?""",
        (finding_id, page_id),
    ).fetchone()
    return row


def _names(connection: sqlite3.Connection, page_ids: Sequence[int]) -> list[str]:
    rows = [connection.execute("SELECT name FROM pages WHERE id = ?", (page_id,)).fetchone() for page_id in page_ids]
    return [row[0] for row in rows if row is not None]
