"""Find the lines of one page again, or of a rectangle on it, so that the act can be undone.

Lines outside the rectangle stay untouched, and so do the ends outside it of lines that lie mostly inside. Inside,
texts go on to the new lines as in `jobs.find_lines`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from seqclr_desktop.collection import Collection, PageLines
from seqclr_desktop.collection.replacing_lines import lines_mostly_in
from seqclr_desktop.document import Line
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.geometry import Box, Point, Polyline
from seqclr_desktop.images.reading import grey_scan
from seqclr_desktop.jobs.find_lines import PageSearch
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.layout import FoundLayout, Segmenter
from seqclr_desktop.layout.ink import WORKING_PIXELS, reduce_page
from seqclr_desktop.layout.rests_of_lines import with_rests

LEAST_SIDE_PX = 16
_LEAST_ABOVE = 0.3  # of a line's height that must lie between the upper edge and its baseline
_STEPS = 3  # the scan is read, the lines are found, the lines are kept


@dataclass(frozen=True)
class FoundAgain:
    """The page's lines before and after, for `Collection.set_page_lines`; `lines_found` were found just now."""

    before: PageLines
    after: PageLines
    lines_found: int


class FindLinesAgain:
    """Find the lines of the page, or of `box` (page pixels) only. `segmenter` is the bundled default."""

    title = "Find lines again"

    def __init__(
        self, collection_folder: Path, page_id: int, box: Box | None = None, segmenter: Segmenter | None = None
    ) -> None:
        self.collection_folder = collection_folder
        self.page_id = page_id
        self.box = box
        self._segmenter = segmenter

    def run(self, control: Control) -> FoundAgain:
        """Raises UnreadableFileError for a scan that cannot be read, CollectionError for a page that a person has
        turned or taken out meanwhile, Cancelled before anything is changed.
        """
        with Collection.open(self.collection_folder) as collection:
            page = collection.page(self.page_id)
            control.report(Progress(0, _STEPS, "steps", page.name))
            grey = grey_scan(page)
            control.report(Progress(1, _STEPS, "steps", page.name))
            search = PageSearch.of(collection, self._segmenter)
            layout = search.lines_of(page, grey) if self.box is None else lines_in_box(search.segmenter, grey, self.box)
            lines = layout.lines if self.box is None else self._with_rests(collection, layout.lines, self.box, grey)
            control.report(Progress(2, _STEPS, "steps", page.name))
            if collection.page(self.page_id).rotation != page.rotation:
                raise CollectionError(
                    "The page was turned while its lines were looked for.", advice="Look for them once more."
                )
            before, after = collection.find_lines_again(self.page_id, layout.regions, lines, self.box)
            control.show(Progress(_STEPS, _STEPS, "steps", page.name))
            return FoundAgain(before, after, len(layout.lines))

    def _with_rests(self, collection: Collection, found: Sequence[Line], box: Box, grey: np.ndarray) -> Sequence[Line]:
        return with_rests(found, lines_mostly_in(box, collection.lines(self.page_id)), box, grey)


def lines_in_box(segmenter: Segmenter, grey: np.ndarray, box: Box) -> FoundLayout:
    """The lines of the part of the page (H, W) uint8 in `box`, in page pixels; none for a box of no size.

    The part is looked at as large as the whole page is, to which segmenters are used; where nothing is
    found so, once more in full size, since the writing may be small.
    """
    height, width = grey.shape
    left, top = max(int(box.left), 0), max(int(box.top), 0)
    right, bottom = min(int(box.right), width), min(int(box.bottom), height)
    if right - left < LEAST_SIDE_PX or bottom - top < LEAST_SIDE_PX:
        return FoundLayout()
    part = np.ascontiguousarray(grey[top:bottom, left:right])
    small = reduce_page(part, max(1, int(WORKING_PIXELS * part.size / grey.size)))
    lines = segmenter.find_lines(small).lines
    scale = (part.shape[1] / small.shape[1], part.shape[0] / small.shape[0])
    if not lines and small.size < part.size:
        lines, scale = segmenter.find_lines(part).lines, (1.0, 1.0)
    return FoundLayout((), tuple(_placed(line, scale, (left, top)) for line in _inside(lines)))


def _inside(lines: Sequence[Line]) -> list[Line]:
    """Without the feet of a line cut off by the upper edge: its baseline is in the rectangle, its letters are not."""
    if not lines:
        return []
    usual = float(np.median([line.box.bottom - line.box.top for line in lines]))
    return [line for line in lines if float(np.mean([y for _, y in line.baseline])) >= _LEAST_ABOVE * usual]


def _placed(line: Line, scale: tuple[float, float], corner: tuple[int, int]) -> Line:
    def there(points: Sequence[Point]) -> Polyline:
        return tuple((round(x * scale[0] + corner[0], 1), round(y * scale[1] + corner[1], 1)) for x, y in points)

    return replace(line, baseline=there(line.baseline), polygon=there(line.polygon), region_index=None)
