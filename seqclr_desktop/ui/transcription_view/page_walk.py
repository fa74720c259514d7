"""The way through the pages of a collection and their lines. Made for 100 000 lines: asks page by page. No Qt here."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import TypeVar

from seqclr_desktop.collection import Collection, LineFilter, PageFilter
from seqclr_desktop.document import Line, Page

ThingT = TypeVar("ThingT")

_PAGES_KEPT = 4  # the page at hand, its neighbours, and the one that was left


class PageWalk:
    """The pages that have lines, in order as they are now, and the lines of those near by.

    `page_count` counts all pages, those without lines included.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        every = collection.page_ids()
        bare = set(collection.page_ids(PageFilter.WITHOUT_LINES))
        self.page_count = len(every)
        self._ids = [page_id for page_id in every if page_id not in bare]
        self._places = {page_id: place for place, page_id in enumerate(self._ids)}
        self._pages: OrderedDict[int, Page] = OrderedDict()
        self._lines: OrderedDict[int, list[Line]] = OrderedDict()

    def page(self, page_id: int) -> Page:
        if page_id not in self._pages:
            _put(self._pages, page_id, self._collection.page(page_id))
        return self._pages[page_id]

    def lines(self, page_id: int) -> list[Line]:
        """The page's lines in reading order."""
        if page_id not in self._lines:
            _put(self._lines, page_id, self._collection.lines(page_id))
        self._lines.move_to_end(page_id)
        return self._lines[page_id]

    def put(self, line: Line) -> None:
        """Know `line` as it is now."""
        page_id = line.page_id
        if page_id is not None and page_id in self._lines:
            lines = self._lines[page_id]
            self._lines[page_id] = [line if other.id == line.id else other for other in lines]

    def next_page(self, page_id: int, steps: int) -> int | None:
        """The nearest page after (`steps` +1) or before (-1) that has lines."""
        place = self._places.get(page_id, -1) + steps
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def first_line(self) -> int | None:
        """The first line of the first page that has any."""
        return self.lines(self._ids[0])[0].id if self._ids else None

    def without_text(self, page_id: int | None) -> Iterator[int]:
        """First lines to transcribe of the pages after `page_id` and then, from the start, of those up to it."""
        open_pages = self._collection.page_ids(PageFilter.TO_TRANSCRIBE)
        here = -1 if page_id is None else self._places.get(page_id, -1)
        later = [other for other in open_pages if self._places.get(other, -1) > here]
        earlier = [other for other in open_pages if 0 <= self._places.get(other, -1) <= here]
        for other in (*later, *earlier):
            yield from self._collection.line_ids(LineFilter.TO_TRANSCRIBE, page_ids=[other])


def _put(shelf: OrderedDict[int, ThingT], page_id: int, thing: ThingT) -> None:
    shelf[page_id] = thing
    while len(shelf) > _PAGES_KEPT:
        shelf.popitem(last=False)
