"""The step Transcribe: the page above, below it the line with its text, and from one line to the next.

There is no Save: every pause in typing and every leaving of a line is written to the collection.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from seqclr_desktop.collection import Collection
from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.job import Control, Job, Outcome
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.text import error_words, tr
from seqclr_desktop.ui.transcription_view.desk import Desk
from seqclr_desktop.ui.transcription_view.keys import KEYS, Act, act_for
from seqclr_desktop.ui.transcription_view.line_field import without_keypad
from seqclr_desktop.ui.transcription_view.line_strip import LineStrip
from seqclr_desktop.ui.transcription_view.page_above import PageAbove
from seqclr_desktop.ui.transcription_view.strip_footer import StripFooter
from seqclr_desktop.ui.widgets.empty_state import EmptyState

PAUSE_MS = 300
_AHEAD = (3, 2, -1, 1, 0)  # lines whose pictures are made before they are looked at, the most urgent last


class TranscriptionView(QWidget):
    """Transcribing, line by line.

    Signals: `text_written()` when the collection has got a new text, so that counts elsewhere follow;
    `step_wanted(name)` when another step ("scans", "lines") must come first.
    """

    job_wanted = Signal(object)
    text_written = Signal()
    step_wanted = Signal(str)

    def __init__(self, images: LineImages | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._is_typed = False
        self._images = images or LineImages(parent=self)
        self._page = PageAbove()
        self._strip = LineStrip(self._images, [key.keys for key in KEYS])
        self._footer = StripFooter()
        self._empty = EmptyState()
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._acts: dict[Act, Callable[[], None]] = {
            Act.NEXT: self.go_on,
            Act.BACK: self.go_back,
            Act.CHECK: self.check_and_go_on,
            Act.PAGE_BACK: lambda: self._turn_page(-1),
            Act.PAGE_ON: lambda: self._turn_page(+1),
            Act.UNUSABLE: self.toggle_unusable,
        }
        self._place_widgets()
        self._connect()
        self.show_collection(None)

    # what the workspace calls ------------------------------------------------------------------------

    def show_collection(self, collection: Collection | None) -> None:
        """Work on `collection`; what is being typed is written to the one there was."""
        self.leave()
        self._images.forget()
        self._desk = Desk(collection) if collection is not None else None
        self._show_all()

    def refresh(self) -> None:
        """Something in the collection has changed: show it, without touching what is being typed."""
        if self._desk is None:
            return
        self.keep()
        self._desk.refresh()
        self._show_all()

    def show_line(self, line_id: int) -> None:
        """Go to a line that was chosen elsewhere."""
        self._go_to(line_id)

    def leave(self) -> None:
        """Write what is being typed and remember the place; call before the collection is closed."""
        if self._desk is not None and self.keep():
            self._desk.remember_place()

    def job_began(self, job: Job[object], control: Control) -> None:
        """Nothing here depends on jobs."""

    def job_progressed(self, job: Job[object], event: object) -> None:
        """Nothing here depends on jobs."""

    def job_ended(self, job: Job[object], outcome: Outcome[object]) -> None:
        self.refresh()

    # what a person does ------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Keep the text and go to the next line."""
        self._go_by(+1)

    def go_back(self) -> None:
        """Keep the text and go to the line before."""
        self._go_by(-1)

    def check_and_go_on(self) -> None:
        """Mark the text as checked, if there is one, and go to the next line that has none."""
        if self._desk is None or not self.keep(is_checked=bool(self._strip.text().strip()), is_leaving=True):
            return
        following = self._desk.next_without_text()
        if following is not None:
            self._go_to(following)
        else:
            self._show_line(keeps_typing=True)

    def toggle_unusable(self) -> None:
        """Say that the line cannot be used, or that it can after all."""
        if self._desk is None or self._desk.line is None or not self.keep():
            return
        self._desk.set_unusable(not self._desk.line.is_unusable)
        self._show_line(keeps_typing=True)
        self.text_written.emit()

    def keep(self, *, is_checked: bool = False, is_leaving: bool = False) -> bool:
        """Write what is typed, if it is new; false when it could not be written (the reason is shown).

        With `is_leaving` the line is not drawn again, since another takes its place.
        """
        self._pause.stop()
        if self._desk is None or not (self._is_typed or is_checked):
            return True
        try:
            is_new = self._desk.write(self._strip.text(), is_checked=is_checked)
        except AppError as error:
            self._strip.tell_problem(tr("Not kept yet: {reason}", reason=error_words(error)))
            self._pause.start(PAUSE_MS * 10)  # a full disk may have been cleared by then
            return False
        self._is_typed = False
        if is_new and not is_leaving:
            self._show_line(keeps_typing=True)
        if is_new:
            self.text_written.emit()
        return True

    # events ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = act_for(without_keypad(event))
        if act is None or self._desk is None or self._desk.line is None:
            super().keyPressEvent(event)
        else:
            self._acts[act]()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._strip.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    # inner -------------------------------------------------------------------------------------------

    def _place_widgets(self) -> None:
        below = QWidget()
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._strip, 1)
        rows.addWidget(self._footer)
        self._work = QSplitter(Qt.Orientation.Vertical)
        self._work.setChildrenCollapsible(False)
        self._work.addWidget(self._page)
        self._work.addWidget(below)
        self._work.setStretchFactor(0, 1)
        self._work.setStretchFactor(1, 0)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._work)
        self.setFocusProxy(self._strip.field)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.keep)
        self._strip.typed.connect(self._note_typing)
        self._strip.left.connect(self.keep)
        self._strip.before_wanted.connect(self.go_back)
        self._strip.after_wanted.connect(self.go_on)
        self._page.line_wanted.connect(self._go_to)
        self._footer.check_wanted.connect(self.check_and_go_on)
        self._footer.unusable_wanted.connect(self.toggle_unusable)
        self._empty.wanted.connect(lambda: self.step_wanted.emit(self._missing_step()))

    def _note_typing(self) -> None:
        """Write at the latest after one pause, even when the typing goes on: nothing older can be lost."""
        self._is_typed = True
        if not self._pause.isActive():
            self._pause.start(PAUSE_MS)

    def _go_by(self, steps: int) -> None:
        line = self._desk.neighbour(steps) if self._desk is not None else None
        if line is not None and line.id is not None:
            self._go_to(line.id)
        else:
            self.keep()

    def _turn_page(self, steps: int) -> None:
        line_id = self._desk.first_line_of_page(steps) if self._desk else None
        if line_id is not None:
            self._go_to(line_id)

    def _go_to(self, line_id: int) -> None:
        if self._desk is None or not self.keep(is_leaving=True):
            return
        self._desk.go_to(line_id)
        self._show_line()
        self._strip.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_all(self) -> None:
        has_line = self._desk is not None and self._desk.line is not None
        self._stack.setCurrentWidget(self._work if has_line else self._empty)
        if has_line:
            self._show_line(keeps_typing=self._is_typed)
            return
        if self._missing_step() == "scans":
            self._empty.show_words(
                tr("There are no scans yet"),
                tr("Add the pages of your collection first. Their lines are then found and can be transcribed here."),
                tr("Go to Scans"),
            )
        else:
            self._empty.show_words(
                tr("No lines have been found yet"),
                tr("Have the lines of writing found on your scans. Then each can be transcribed here."),
                tr("Go to Lines"),
            )

    def _missing_step(self) -> str:
        return "lines" if self._desk is not None and self._desk.page_count else "scans"

    def _show_line(self, *, keeps_typing: bool = False) -> None:
        desk = self._desk
        if desk is None or desk.line is None:
            return
        before, line, after = desk.neighbour(-1), desk.line, desk.neighbour(+1)
        self._ask_for_pictures(desk)
        if keeps_typing:
            self._strip.update_line(before, line, after)
        else:
            self._is_typed = False
            self._strip.show_line(before, line, after)
        self._page.show_line(desk.page, desk.page_lines, line)
        self._footer.show_place(desk.place, is_unusable=line.is_unusable)

    def _ask_for_pictures(self, desk: Desk) -> None:
        for steps in _AHEAD:
            line = desk.neighbour(steps)
            page = desk.page_of(line) if line else None
            if line is not None and page is not None and self._images.image(line) is None:
                self._images.want(page, desk.lines_of(page), [line])
