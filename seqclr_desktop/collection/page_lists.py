"""The lists of pages a window may ask for: ids first, records for the part in sight.

Twenty thousand page records take too long to make at once; twenty thousand numbers do not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from seqclr_desktop.collection.line_rows import lines_of_page
from seqclr_desktop.collection.pages import SELECT_PAGES, Pages
from seqclr_desktop.document import Line, Page, Split


class PageFilter(StrEnum):
    """Which pages are wanted."""

    ALL = "all"
    WITHOUT_LINES = "without lines"
    TO_TRANSCRIBE = "to transcribe"  # some usable line has no human text
    TRANSCRIBED = "transcribed"  # every usable line has one

    @property
    def condition(self) -> str:
        """As SQL on the table `pages`."""
        return _CONDITIONS[self]


class PageOrder(StrEnum):
    """In which order."""

    ADDED = "added"
    NAME = "name"  # figures within names by their value: page 2 before page 10


_CONDITIONS = {
    PageFilter.ALL: "1",
    PageFilter.WITHOUT_LINES: "line_count = 0",
    PageFilter.TO_TRANSCRIBE: "to_transcribe_count > 0",
    PageFilter.TRANSCRIBED: "line_count > 0 AND to_transcribe_count = 0",
}


@dataclass(frozen=True)
class Share:
    """How much of a collection serves one purpose: pages, their lines, those that people have transcribed."""

    page_count: int = 0
    line_count: int = 0
    human_count: int = 0


class PageLists(Pages):
    """Pages by windows. Ids of pages that are gone meanwhile are passed over."""

    def page_ids(self, kind: PageFilter = PageFilter.ALL, order: PageOrder = PageOrder.ADDED) -> list[int]:
        """The chosen pages; some milliseconds for 20 000."""
        query = f"SELECT id, name FROM pages WHERE {kind.condition} ORDER BY position, id"
        with self._database.reading() as connection:
            rows = connection.execute(query).fetchall()
        if order is PageOrder.NAME:
            rows.sort(key=lambda row: _by_figures(row[1]))
        return [number for number, _ in rows]

    def pages_by_id(self, page_ids: Sequence[int]) -> list[Page]:
        """In the order of `page_ids`, with their counts."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{SELECT_PAGES} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(page_ids)),)
            )
            found = {row[0]: self._page_from_row(row) for row in rows}
        return [found[page_id] for page_id in page_ids if page_id in found]

    def pages_with_lines(self, page_ids: Sequence[int]) -> list[tuple[Page, list[Line]]]:
        """As `pages_by_id`, each with its lines as they lie at the same moment: pages are turned at any time."""
        with self._database.reading() as connection:
            return [(page, lines_of_page(connection, page.id or 0)) for page in self.pages_by_id(page_ids)]

    def shares(self) -> dict[Split | None, Share]:
        """What teaches, watches and tests, as far as pages do; under None what has no purpose yet."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT split, count(*), sum(line_count), sum(human_count) FROM pages GROUP BY split"
            )
            return {Split(split) if split else None: Share(*counts) for split, *counts in rows}

    def mean_confidences(self, page_ids: Sequence[int]) -> dict[int, float]:
        """For each of the pages that a machine has read, how sure it was (0–1), the mean over the lines it read."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT page_id, avg(confidence) FROM lines
                   WHERE page_id IN (SELECT value FROM json_each(?)) AND is_removed = 0 AND confidence IS NOT NULL
                   GROUP BY page_id""",
                (json.dumps(list(page_ids)),),
            )
            return dict(rows.fetchall())


def _by_figures(name: str) -> list[tuple[int, int, str]]:
    parts = re.split(r"(\d+)", name.casefold())
    return [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts if part]
