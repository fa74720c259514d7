"""What lies on the desk: the current line, its page, and the way to the others. No Qt here.

The desk asks and writes the collection with short statements only, so that it may be used in the
window's thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from seqclr_desktop.collection import Collection, LineFilter
from seqclr_desktop.document import Line, Page, TextVersion
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.marks import MarkedText
from seqclr_desktop.ui.transcription_view.page_walk import PageWalk

_PLACE_SETTING = "transcription.line"


@dataclass(frozen=True)
class Place:
    """Where one is: line `number` (from 1) of `lines_on_page`.

    Of the collection's `line_count` usable lines people have transcribed `human_count`.
    """

    number: int
    lines_on_page: int
    human_count: int
    line_count: int


class Desk:
    """One open collection as the person who transcribes sees it."""

    def __init__(self, collection: Collection, author: str = "") -> None:
        """`author` is who writes here."""
        self._collection = collection
        self._author = author
        self._line: Line | None = None
        self.refresh()

    def refresh(self) -> None:
        """See what has changed in the collection; the current line stays, if it is still there."""
        current = self._line.id if self._line else None
        self._walk = PageWalk(self._collection)
        self._count()
        self._line = None
        if current is not None:
            self.go_to(current)
        if self._line is None and self._line_count:
            self._begin()

    @property
    def page_count(self) -> int:
        return self._walk.page_count

    @property
    def line(self) -> Line | None:
        """The current line; None only when the collection has no lines."""
        return self._line

    @property
    def page(self) -> Page | None:
        return self.page_of(self._line) if self._line else None

    @property
    def page_lines(self) -> list[Line]:
        """The lines of the current page, in reading order."""
        page_id = self._line.page_id if self._line else None
        return self._walk.lines(page_id) if page_id is not None else []

    @property
    def place(self) -> Place:
        lines = self.page_lines
        return Place(self._index() + 1, len(lines), self._usable_count - self._open_count, self._usable_count)

    @property
    def is_all_transcribed(self) -> bool:
        """Whether no usable line is left without a person's text."""
        return self._line_count > 0 and not self._open_count

    def go_to(self, line_id: int) -> None:
        """Make `line_id` the current line. A line that is no longer there is passed over in silence."""
        known = next((line for line in self.page_lines if line.id == line_id), None)
        if known is not None:
            self._line = known
            return
        with suppress(CollectionError):
            page_id = self._collection.line(line_id).page_id
            if page_id is not None:
                self._line = next(line for line in self._walk.lines(page_id) if line.id == line_id)

    def neighbour(self, steps: int) -> Line | None:
        """The line `steps` further (or back), on this page or another."""
        if self._line is None or self._line.page_id is None:
            return None
        page_id, index = self._line.page_id, self._index() + steps
        while index < 0:
            before = self._walk.next_page(page_id, -1)
            if before is None:
                return None
            page_id, index = before, index + len(self._walk.lines(before))
        while index >= len(self._walk.lines(page_id)):
            after = self._walk.next_page(page_id, +1)
            if after is None:
                return None
            page_id, index = after, index - len(self._walk.lines(page_id))
        return self._walk.lines(page_id)[index]

    def next_without_text(self) -> int | None:
        """The next usable line that no person has transcribed; after the end it begins at the start again."""
        later = self.page_lines[self._index() + 1 :]
        here = next((line.id for line in later if _lacks_text(line)), None)
        if here is not None:
            return here
        page_id = self._line.page_id if self._line else None
        current = self._line.id if self._line else None
        return next((line_id for line_id in self._walk.without_text(page_id) if line_id != current), None)

    def next_of(self, kind: LineFilter, steps: int) -> int | None:
        """The nearest line of a kind after the current one (`steps` +1) or before it (-1), round the ends."""
        return self._collection.nearest_line(kind, self._line.id if self._line else None, steps)

    def is_open(self, line_id: int) -> bool:
        """Whether a line is still there to be transcribed."""
        with suppress(CollectionError):
            return _lacks_text(self._collection.line(line_id))
        return False

    def line_counts(self) -> dict[LineFilter, int]:
        return self._collection.line_counts()

    def set_comment(self, comment: str) -> bool:
        """Keep a comment on the current line; true when it is another than before."""
        line = self._line
        if line is None or line.id is None or comment.strip() == line.comment:
            return False
        self._collection.set_comment(line.id, comment)
        self._put_again(line.id)
        return True

    @property
    def folder(self) -> Path:
        return self._collection.folder

    def first_line_of_page(self, steps: int) -> int | None:
        """The first line of the next page (`steps` +1) or of the one before (-1), pages without lines left out."""
        page_id = self._line.page_id if self._line else None
        wanted = self._walk.next_page(page_id, steps) if page_id is not None else None
        return self._walk.lines(wanted)[0].id if wanted is not None else None

    def page_of(self, line: Line) -> Page | None:
        return self._walk.page(line.page_id) if line.page_id is not None else None

    def lines_of(self, page: Page) -> list[Line]:
        """The lines of `page`; of pages near by without asking."""
        return self._walk.lines(page.id) if page.id is not None else []

    def lines_around(self, steps: Iterable[int]) -> Iterator[tuple[Page, Sequence[Line], Line]]:
        """The lines so many `steps` further or back, those there are, each with its page and all lines of that."""
        for line in map(self.neighbour, steps):
            page = self.page_of(line) if line is not None else None
            if line is not None and page is not None:
                yield page, self.lines_of(page), line

    def write_draft(self, marked: MarkedText) -> None:
        """Keep what is being typed on the current line, without making it a version yet."""
        if self._line is not None and self._line.id is not None:
            self._collection.write_draft(self._line.id, marked, self._author)

    def write(self, marked: MarkedText, *, is_checked: bool = False) -> bool:
        """Make what was typed a version of the current line, when it says something new; true when it was written."""
        line = self._line
        if line is None or line.id is None:
            return False
        before = line.human
        version = self._collection.write_human_text(
            line.id, marked.text, author=self._author, is_checked=is_checked, marks=marked.marks
        )
        if version == before or (before is None and not version.text):
            return False
        changed = replace(line, human=version if version.text else None)
        self._open_count += _lacks_text(changed) - _lacks_text(line)
        self._put(changed)
        return True

    def set_checked(self, line_id: int, is_checked: bool) -> None:
        """Mark a line's text as checked, or take the mark back."""
        self._collection.set_checked(line_id, is_checked)
        self._put_again(line_id)

    def versions(self) -> list[TextVersion]:
        """All texts the current line ever had, newest first."""
        return self._collection.versions(self._line.id) if self._line and self._line.id is not None else []

    def set_unusable(self, line_id: int, is_unusable: bool) -> None:
        """Say whether a line can be transcribed at all."""
        self._collection.set_unusable(line_id, is_unusable)
        self._count()
        self._put_again(line_id)

    def remember_place(self) -> None:
        """Begin here when the collection is opened next."""
        if self._line is not None and self._collection.setting(_PLACE_SETTING) != (place := str(self._line.id)):
            self._collection.set_setting(_PLACE_SETTING, place)

    def _count(self) -> None:
        overview = self._collection.overview()
        self._line_count, self._usable_count = overview.line_count, overview.usable_count
        self._open_count = overview.to_transcribe_count

    def _begin(self) -> None:
        """Where one left, else at the first line without a text, else at the first."""
        remembered = self._collection.setting(_PLACE_SETTING)
        if remembered.isdecimal():
            self.go_to(int(remembered))
        if self._line is None:
            start = self.next_without_text() or self._walk.first_line()
            if start is not None:
                self.go_to(start)

    def _index(self) -> int:
        """The place of the current line on its page, from 0; -1 without one."""
        return next(
            (place for place, line in enumerate(self.page_lines) if self._line and line.id == self._line.id), -1
        )

    def _put(self, changed: Line) -> None:
        if self._line is not None and self._line.id == changed.id:
            self._line = changed
        self._walk.put(changed)

    def _put_again(self, line_id: int) -> None:
        self._put(self._collection.line(line_id))


def _lacks_text(line: Line) -> bool:
    return not line.is_unusable and not (line.human and line.human.text)
