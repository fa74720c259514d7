"""What lies on the desk: the current line, its page, and the way to the others. No Qt here.

The desk asks and writes the collection with short statements only, so that it may be used in the
window's thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from seqclr_desktop.collection import Collection, LineFilter
from seqclr_desktop.document import Line, Page, normalise_text
from seqclr_desktop.ui.transcription_view.line_walk import LineWalk

_PLACE_SETTING = "transcription.line"


@dataclass(frozen=True)
class Place:
    """Where one is: line `number` (from 1) of `lines_on_page`, and how much of the collection is done."""

    number: int
    lines_on_page: int
    human_count: int
    line_count: int


class Desk:
    """One open collection as the person who transcribes sees it."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._walk = LineWalk()
        self._pages: dict[int, Page] = {}
        self._page_lines: list[Line] = []
        self.refresh()

    def refresh(self) -> None:
        """See what has changed in the collection; the current line stays, if it is still there."""
        current = self._walk.current
        self._pages = {page.id: page for page in self._collection.pages() if page.id is not None}
        self._walk = LineWalk(
            self._collection.line_ids(),
            self._collection.line_ids(LineFilter.HUMAN),
            self._collection.line_ids(LineFilter.UNUSABLE),
        )
        self._page_lines = []
        start = current if current in self._walk else self._remembered_line()
        if start is not None:
            self.go_to(start)

    @property
    def page_count(self) -> int:
        return len(self._pages)

    @property
    def line(self) -> Line | None:
        """The current line; None only when the collection has no lines."""
        return self._on_page(self._walk.current)

    @property
    def page(self) -> Page | None:
        line = self.line
        return self._pages.get(line.page_id) if line and line.page_id is not None else None

    @property
    def page_lines(self) -> list[Line]:
        """The lines of the current page, in reading order."""
        return self._page_lines

    @property
    def place(self) -> Place:
        ids = [line.id for line in self._page_lines]
        number = ids.index(self._walk.current) + 1 if self._walk.current in ids else 0
        return Place(number, len(ids), self._walk.human_count, self._walk.line_count)

    def go_to(self, line_id: int) -> None:
        """Make `line_id` the current line. Lines that are no longer there are passed over in silence."""
        if line_id not in self._walk:
            return
        self._walk.current = line_id
        if self._on_page(line_id) is None:
            page_id = self._collection.line(line_id).page_id
            self._page_lines = self._collection.lines(page_id) if page_id is not None else []

    def neighbour(self, steps: int) -> Line | None:
        """The line `steps` further (or back), on this page or another."""
        line_id = self._walk.neighbour(steps)
        if line_id is None:
            return None
        return self._on_page(line_id) or self._collection.line(line_id)

    def next_without_text(self) -> int | None:
        return self._walk.next_without_text()

    def first_line_of_page(self, steps: int) -> int | None:
        """The first line of the page `steps` further (or back), pages without lines left out."""
        pages = [page for page in self._pages.values() if page.line_count]
        here = self.page
        places = [place for place, page in enumerate(pages) if here and page.id == here.id]
        wanted = places[0] + steps if places else 0
        if not 0 <= wanted < len(pages) or not places:
            return None
        page_id = pages[wanted].id
        ids = self._collection.line_ids(page_ids=[page_id]) if page_id is not None else []
        return ids[0] if ids else None

    def page_of(self, line: Line) -> Page | None:
        return self._pages.get(line.page_id) if line.page_id is not None else None

    def lines_of(self, page: Page) -> list[Line]:
        """The lines of `page`; of the current one without asking."""
        here = self.page
        if here is not None and page.id == here.id:
            return self._page_lines
        return self._collection.lines(page.id) if page.id is not None else []

    def write(self, text: str, *, is_checked: bool = False) -> bool:
        """Keep `text` for the current line, when it says something new; true when it was written."""
        line = self.line
        if line is None or line.id is None:
            return False
        if normalise_text(text) == _human_text(line) and not (is_checked and not _is_checked(line)):
            return False
        version = self._collection.write_human_text(line.id, text, is_checked=is_checked)
        self._walk.note_text(line.id, bool(version.text))
        self._put(replace(line, human=version if version.text else None))
        return True

    def set_unusable(self, is_unusable: bool) -> None:
        """Say whether the current line can be transcribed at all."""
        line = self.line
        if line is None or line.id is None:
            return
        self._collection.set_unusable(line.id, is_unusable)
        self._walk.note_unusable(line.id, is_unusable)
        self._put(replace(line, is_unusable=is_unusable))

    def remember_place(self) -> None:
        """Begin here when the collection is opened next."""
        if self._walk.current is not None:
            self._collection.set_setting(_PLACE_SETTING, str(self._walk.current))

    def _remembered_line(self) -> int | None:
        remembered = self._collection.setting(_PLACE_SETTING)
        if remembered.isdecimal() and int(remembered) in self._walk:
            return int(remembered)
        return self._walk.next_without_text() or self._walk.first()

    def _on_page(self, line_id: int | None) -> Line | None:
        return next((line for line in self._page_lines if line.id == line_id), None)

    def _put(self, changed: Line) -> None:
        self._page_lines = [changed if line.id == changed.id else line for line in self._page_lines]


def _human_text(line: Line) -> str:
    return line.human.text if line.human else ""


def _is_checked(line: Line) -> bool:
    return line.human is not None and line.human.is_checked
