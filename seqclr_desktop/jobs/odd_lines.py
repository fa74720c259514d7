"""Which lines of a collection a person should look at: page by page, with the scan where it can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line, Page
from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.layout.oddities import REASONS, OddLine

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class OddOnPage:
    """A line to look at. `number` counts the lines of its page from 1, as do the numbers of those `beside` it."""

    page_name: str
    number: int
    line_id: int
    reasons: tuple[str, ...]
    beside: tuple[int, ...] = ()


@dataclass(frozen=True)
class OddLinesReport:
    """`lines` by page and reading order; lines of pages without a readable scan are judged by their shapes alone."""

    lines: tuple[OddOnPage, ...]
    pages_done: int


class ListOddLines:
    """List the odd lines of the named pages, or of all that have lines."""

    title = "Look for odd lines"

    def __init__(self, collection_folder: Path, page_names: Sequence[str] = ()) -> None:
        self.collection_folder = collection_folder
        self.page_names = tuple(page_names)

    def run(self, control: Control) -> OddLinesReport:
        """Raises CollectionError for unknown page names, Cancelled when stopped; nothing is changed."""
        with Collection.open(self.collection_folder) as collection:
            asked = collection.pages_named(self.page_names) if self.page_names else collection.pages()
            pages = [page for page in asked if page.line_count]
            found: list[OddOnPage] = []
            for done, known in enumerate(pages, start=1):
                assert known.id is not None
                for page, lines in collection.pages_with_lines([known.id]):  # none when it was taken out meanwhile
                    found += _told(page, lines, odd_lines_on(page, lines))
                control.report(Progress(done, len(pages), "pages", known.name))
            return OddLinesReport(tuple(found), len(pages))


@dataclass(frozen=True)
class PageWithOddLines:
    """A page, its lines, and those among them to look at."""

    page_id: int
    lines: tuple[Line, ...]
    odd: tuple[OddLine, ...]


def first_with_odd_lines(
    collection_folder: Path, page_ids: Sequence[int], is_stopped: Callable[[], bool]
) -> PageWithOddLines | None:
    """The first of these pages with a line to look at; None when there is none, or when it `is_stopped`."""
    with Collection.open(collection_folder) as collection:
        for page_id in page_ids:
            if is_stopped():
                return None
            for page, lines in collection.pages_with_lines([page_id]):
                odd = odd_lines_on(page, lines) if lines else []
                if odd:
                    return PageWithOddLines(page_id, tuple(lines), tuple(odd))
    return None


def odd_lines_on(page: Page, lines: Sequence[Line], read: Callable[[Page], np.ndarray] | None = None) -> list[OddLine]:
    """The odd lines of a page; without its scan by their shapes alone. `read` gives the scan (H, W) uint8."""
    from seqclr_desktop.images.reading import grey_scan
    from seqclr_desktop.layout.odd_lines import ink_shares, odd_lines

    try:
        ink = ink_shares((read or grey_scan)(page), lines)
    except AppError:
        ink = None
    return odd_lines(lines, page.width_px, page.height_px, ink)


def _told(page: Page, lines: Sequence[Line], odd: Sequence[OddLine]) -> Iterator[OddOnPage]:
    numbers = {line.id: number for number, line in enumerate(lines, start=1)}
    for one in odd:
        assert one.line_id is not None
        reasons = tuple(REASONS[oddity] for oddity in one.oddities)
        yield OddOnPage(
            page.name, numbers[one.line_id], one.line_id, reasons, tuple(numbers[other] for other in one.others)
        )
