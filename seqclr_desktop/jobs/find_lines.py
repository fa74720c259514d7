"""Find the lines of the pages of a collection and keep them, one page at a time.

Texts that people wrote are never lost: the collection hands them on to the new lines or keeps the old
lines. A page that cannot be read becomes a problem in the report and the others go on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Direction, Line, Page
from seqclr_desktop.errors import AppError, CollectionError, StorageError
from seqclr_desktop.images.reading import grey_scan
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.problems import PageProblem
from seqclr_desktop.jobs.writing_direction import collection_direction
from seqclr_desktop.layout import FoundLayout, Segmenter, default_segmenter
from seqclr_desktop.layout.single_line import in_folders_of_lines, line_of_picture

if TYPE_CHECKING:
    import numpy as np

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FindLinesReport:
    """What came of it. `lines_flagged` are among `lines_found`; skipped pages had been looked at before."""

    pages_done: int
    lines_found: int
    lines_flagged: int
    pages_skipped: int
    problems: tuple[PageProblem, ...]
    pages_per_second: float


class FindLines:
    """Find the lines of the named pages, or of all.

    Without `force`, only pages never looked at and without lines are looked at. `segmenter` is the
    bundled default unless another is handed in. With a `finding_id` (`Collection.begin_finding`) what is found can
    be taken back, whichever way the job ends.
    """

    title = "Find lines"

    def __init__(
        self,
        collection_folder: Path,
        page_names: Sequence[str] = (),
        force: bool = False,
        segmenter: Segmenter | None = None,
        finding_id: int | None = None,
    ) -> None:
        self.collection_folder = collection_folder
        self.page_names = tuple(page_names)
        self.force = force
        self.finding_id = finding_id
        self._segmenter = segmenter

    def run(self, control: Control) -> FindLinesReport:
        """Raises CollectionError for unknown page names, Cancelled when stopped; finished pages are kept."""
        with Collection.open(self.collection_folder) as collection:
            asked = collection.pages_named(self.page_names) if self.page_names else collection.pages()
            pages = [page for page in asked if self.force or page.needs_search]
            find = PageFinder(collection, PageSearch.of(collection, self._segmenter), self.finding_id)
            return _find_all(find, pages, len(asked) - len(pages), control)


@dataclass(frozen=True)
class PageSearch:
    """Finds the lines of any page of a collection; the pages `line_picture_ids` lie in folders of single lines."""

    segmenter: Segmenter
    direction: Direction
    line_picture_ids: frozenset[int | None]

    @classmethod
    def of(cls, collection: Collection, segmenter: Segmenter | None = None) -> PageSearch:
        """As suits the collection. `segmenter` is the bundled default unless another is handed in."""
        direction = collection_direction(collection)
        line_pictures = in_folders_of_lines(collection.pages())
        return cls(segmenter or default_segmenter(direction), direction, line_pictures)

    def lines_of(self, page: Page, grey: np.ndarray) -> FoundLayout:
        """What is found on the page's scan (H, W) uint8."""
        found = self.segmenter.find_lines(grey)
        return line_of_picture(grey, found, self.direction, is_among_lines=page.id in self.line_picture_ids)


@dataclass(frozen=True)
class PageFinder:
    """Finds the lines of one page after the other and keeps them, with a `finding_id` so that it can be undone."""

    collection: Collection
    search: PageSearch
    finding_id: int | None = None

    def __call__(self, page_id: int) -> Sequence[Line]:
        """A page that a person turns meanwhile is looked at again; one that they take out has no lines."""
        layout, rotation = FoundLayout(), None
        while known := self.collection.pages_by_id([page_id]):
            page = known[0]
            if page.rotation == rotation:
                self._keep(page_id, layout)
                return layout.lines
            layout, rotation = self.search.lines_of(page, grey_scan(page)), page.rotation
        return ()

    def _keep(self, page_id: int, layout: FoundLayout) -> None:
        if self.finding_id is None:
            self.collection.replace_lines(page_id, layout.regions, layout.lines)
        else:
            self.collection.find_lines_in(self.finding_id, page_id, layout.regions, layout.lines)


def _find_all(
    find: Callable[[int], Sequence[Line]], pages: Sequence[Page], skipped: int, control: Control
) -> FindLinesReport:
    began = time.monotonic()
    found_count = flagged_count = 0
    problems: list[PageProblem] = []
    control.report(Progress(0, len(pages), "pages"))
    for done, page in enumerate(pages, start=1):
        try:
            assert page.id is not None
            found = find(page.id)
            found_count += len(found)
            flagged_count += sum(bool(line.flag) for line in found)
        except (CollectionError, StorageError):
            raise  # the collection or the disk is in trouble: the next page would fare no better
        except AppError as error:
            problems.append(PageProblem.of(page.name, error))
        except (MemoryError, RuntimeError, ValueError) as error:  # PyTorch tells of full memory by the second
            _log.exception("no lines found on %s", page.name)
            problems.append(PageProblem(page.name, f"The lines of this page could not be found: {error}."))
        elapsed = time.monotonic() - began
        control.report(Progress(done, len(pages), "pages", page.name, elapsed / done * (len(pages) - done)))
    elapsed = max(time.monotonic() - began, 1e-6)
    return FindLinesReport(
        pages_done=len(pages) - len(problems),
        lines_found=found_count,
        lines_flagged=flagged_count,
        pages_skipped=skipped,
        problems=tuple(problems),
        pages_per_second=len(pages) / elapsed if pages else 0.0,
    )
