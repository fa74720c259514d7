"""The step Transcribe: the page above, below it the line with its text, and from one line to the next.

There is no Save: every pause in typing is in the collection as a draft, and leaving a line makes it a version.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent, QUndoStack
from PySide6.QtWidgets import QStackedLayout, QWidget

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import TextVersion
from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.job import Job, Outcome
from seqclr_desktop.marks import MarkedText, tidied
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.preferences import Preferences
from seqclr_desktop.ui.transcription_view.desk import Desk
from seqclr_desktop.ui.transcription_view.history_dialog import HistoryDialog
from seqclr_desktop.ui.transcription_view.keys import MARK_ACTS, Act, KeyTable
from seqclr_desktop.ui.transcription_view.kind_walk import KindWalk
from seqclr_desktop.ui.transcription_view.line_field import without_keypad
from seqclr_desktop.ui.transcription_view.line_guide import LineGuide
from seqclr_desktop.ui.transcription_view.line_strip import LineStrip
from seqclr_desktop.ui.transcription_view.looking import Looking
from seqclr_desktop.ui.transcription_view.marking import Marking
from seqclr_desktop.ui.transcription_view.nothing_to_transcribe import NothingToTranscribe
from seqclr_desktop.ui.transcription_view.page_above import PageAbove
from seqclr_desktop.ui.transcription_view.palette import Palette
from seqclr_desktop.ui.transcription_view.special_characters import SpecialCharacters
from seqclr_desktop.ui.transcription_view.strip_footer import StripFooter
from seqclr_desktop.ui.transcription_view.text_edit import Deed, TextEdit
from seqclr_desktop.ui.transcription_view.text_keeper import TextKeeper
from seqclr_desktop.ui.transcription_view.tools import Tools
from seqclr_desktop.ui.transcription_view.work_area import WorkArea

_AHEAD = (3, 2, -1, 1, 0)  # lines whose pictures are made before they are looked at, the most urgent last


class TranscriptionView(QWidget):
    """Transcribing, line by line.

    Signals: `text_written()` when the collection has got a new text, so that counts elsewhere follow;
    `step_wanted(name)` when another step ("scans", "lines") must come first.
    """

    job_wanted = Signal(object)
    text_written = Signal()
    step_wanted = Signal(str)
    problem = Signal(object)

    def __init__(
        self,
        images: LineImages | None = None,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._preferences = preferences or Preferences()
        self.keys = KeyTable(self._preferences, self)
        self.undo_stack = QUndoStack(self)
        self._images = images or LineImages(parent=self)
        self._page = PageAbove()
        self._strip = LineStrip(self._images, self.keys)
        self._keeper = TextKeeper(self._strip)
        self._marking = Marking(self._strip.field, self.keys)
        self._palette = Palette()
        self._looking = Looking(self._strip, self._page, self.keys, self._preferences)
        self._characters = SpecialCharacters(self._strip.field, self._palette, self.keys, self._preferences)
        self._tools = Tools(self._strip, self._characters, self._looking, self.keys, self._preferences)
        self._footer = StripFooter(self.keys)
        self._footer.set_tools(self._tools.menu)
        self._guide = LineGuide()
        self._kinds = KindWalk(self._guide, self)
        self._empty = NothingToTranscribe()
        self._after_painting = QTimer(self, interval=0, singleShot=True)
        self._has_news = False  # for the counts elsewhere
        self._acts: dict[Act, Callable[[], None]] = {
            Act.NEXT: self.go_on,
            Act.BACK: self.go_back,
            Act.CHECK: self.check_and_go_on,
            Act.PAGE_BACK: lambda: self._turn_page(-1),
            Act.PAGE_ON: lambda: self._turn_page(+1),
            Act.DOWN: self.go_on,
            Act.UP: self.go_back,
            Act.PAGE_LEFT: lambda: self._turn_page(+1 if self._is_rtl else -1),
            Act.PAGE_RIGHT: lambda: self._turn_page(-1 if self._is_rtl else +1),
            Act.UNUSABLE: self.toggle_unusable,
            Act.ACCEPT_WORD: self.accept_word,
            Act.HISTORY: self.show_history,
            **self._tools.acts,
            **self._looking.acts,
            **{act: partial(self._marking.mark, kind) for act, kind in MARK_ACTS.items()},
        }
        self._place_widgets()
        self._connect()
        self.show_collection(None)

    # what the workspace calls ------------------------------------------------------------------------

    def show_collection(self, collection: Collection | None) -> None:
        """Work on `collection`; what is being typed is written to the one there was."""
        self.leave()
        self._images.forget()
        self.undo_stack.clear()
        self._tools.show_collection(collection)
        self._kinds.begin()
        self._has_news = False
        self._desk = Desk(collection, self._preferences.person) if collection is not None else None
        self._keeper.use(self._desk)
        self._guide.show_comment(None, "")
        self._show_all()

    def refresh(self) -> None:
        """Something in the collection has changed: show it, without touching what is being typed."""
        if self._desk is None:
            return
        self.keep()
        here = self._desk.line
        self._desk.refresh()
        is_here = here is not None and self._desk.line is not None and here.id == self._desk.line.id
        self._show_all(keeps_typing=self._keeper.has_unkept or (is_here and self._is_as_kept()))

    def show_line(self, line_id: int) -> None:
        """Go to a line that was chosen elsewhere."""
        self._go_to(line_id)

    def leave(self) -> bool:
        """Write what is being typed and remember the place; false when it could not be written.

        Call before the collection is closed.
        """
        if self._desk is None:
            return True
        if not (self._keep_comment() and self.keep()):
            return False
        with suppress(AppError):  # the text is kept; where it stands is not worth a message
            self._desk.remember_place()
        return True

    def job_ended(self, job: Job[object], outcome: Outcome[object]) -> None:
        self.refresh()
        self._kinds.job_ended(job, outcome)

    # what a person does ------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Keep the text and go to the next line."""
        self._go_by(+1)

    def go_back(self) -> None:
        """Keep the text and go to the line before."""
        self._go_by(-1)

    def check_and_go_on(self) -> None:
        """Mark the text as checked, if there is one, and go to the next line that has none."""
        desk, is_written = self._desk, bool(self._strip.text().strip())
        if desk is None or not self.keep(is_checked=is_written, is_leaving=True):
            return
        if is_written and desk.line is not None and desk.line.id is not None:
            check = partial(self._set_checked, desk.line.id)
            self.undo_stack.push(Deed(partial(check, False), partial(check, True)))
        following = self._kinds.following(desk)
        if following is not None:
            self._go_to(following)
        else:
            self._show_line(keeps_typing=True)

    def toggle_unusable(self) -> None:
        """Say that the line cannot be used, or that it can after all."""
        if self._desk is None or self._desk.line is None or not self.keep():
            return
        line = self._desk.line
        if line.id is None:
            return
        mark = partial(self._set_unusable, line.id)
        mark(not line.is_unusable)
        self.undo_stack.push(Deed(partial(mark, line.is_unusable), partial(mark, not line.is_unusable)))

    def accept_word(self) -> None:
        """Take over the next word of the suggestion; without one, Ctrl+Right moves on by a word as ever."""
        if not self._strip.field.accept_next_word():
            self._strip.field.cursorWordForward(False)

    def show_history(self) -> None:
        """Open the earlier versions of the line."""
        if self._desk is None or not self.keep():
            return
        dialog = HistoryDialog(self._desk.versions(), tidied(self._strip.field.marked), self)
        dialog.restore_wanted.connect(self._restore)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(lambda _result: self._strip.field.setFocus(Qt.FocusReason.OtherFocusReason))
        dialog.open()

    def keep(self, *, is_checked: bool = False, is_leaving: bool = False) -> bool:
        """Make what is typed a version, if it is new; false when it could not be written (the reason is shown).

        With `is_leaving` the line is not drawn again, since another takes its place.
        """
        return self._keeper.keep(is_checked=is_checked, is_leaving=is_leaving)

    # events ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = without_keypad(event)
        act, character = self.keys.act_for(keys), self.keys.character_for(keys)
        if self._desk is None or self._desk.line is None or not (act or character):
            super().keyPressEvent(event)
        elif act is not None:
            self._acts[act]()
        else:
            self._characters.write(character)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who goes to the view goes to the text. A proxy would take the Tab key past the rest."""
        (self._strip.field if self._strip.isVisible() else self._empty).setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._strip.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    # inner -------------------------------------------------------------------------------------------

    def _place_widgets(self) -> None:
        below = (self._guide, self._strip, self._palette, self._footer)
        self._work = WorkArea(self._page, self._strip, below)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._work)

    def _connect(self) -> None:
        self._keeper.written.connect(self._note_written)
        self._after_painting.timeout.connect(self._show_around)
        self._strip.field.edited.connect(self._note_edit)
        self._strip.field.undo_wanted.connect(self.undo_stack.undo)
        self._strip.field.redo_wanted.connect(self.undo_stack.redo)
        self._strip.left.connect(self.keep)
        self._strip.before_wanted.connect(self.go_back)
        self._strip.after_wanted.connect(self.go_on)
        self._page.line_wanted.connect(self._go_to)
        self._tools.problem.connect(self.problem)
        self._characters.problem.connect(self.problem)
        self._looking.problem.connect(self.problem)
        self._looking.zoomed.connect(self._make_room)
        self._tools.resized.connect(self._make_room)
        self._strip.place_changed.connect(self._page.follow)
        self._footer.act_wanted.connect(lambda act: self._acts[act]())
        self._kinds.job_wanted.connect(self.job_wanted)
        self._kinds.found.connect(lambda: self._go_in_kind(+1))
        self._guide.kind_chosen.connect(lambda: self._go_in_kind(+1))
        self._guide.move_wanted.connect(self._go_in_kind)
        self._guide.counts_wanted.connect(self._count_kinds)
        self._guide.comment_left.connect(self._keep_comment)
        self._empty.step_wanted.connect(self.step_wanted)

    def _note_written(self, is_leaving: bool) -> None:
        """The counts elsewhere follow; when another line takes the place of this one, after that is painted."""
        if is_leaving:
            self._has_news = True
            self._after_painting.start()
        else:
            self._tell_written()

    def _note_edit(self, before: MarkedText, after: MarkedText) -> None:
        line = self._desk.line if self._desk is not None else None
        if line is not None and line.id is not None:
            self.undo_stack.push(TextEdit(line.id, before, after, self._put_text))

    def _put_text(self, line_id: int, marked: MarkedText) -> None:
        """Show `marked` on a line, going there first; for undoing."""
        if self._go_to(line_id):
            self._strip.field.put(marked)

    def _set_checked(self, line_id: int, is_checked: bool) -> None:
        if self._desk is not None and self._go_to(line_id):
            self._desk.set_checked(line_id, is_checked)
            self._tell_written()

    def _set_unusable(self, line_id: int, is_unusable: bool) -> None:
        if self._desk is not None and self._go_to(line_id):
            self._desk.set_unusable(line_id, is_unusable)
            self._tell_written()

    def _tell_written(self) -> None:
        self._show_line(keeps_typing=True)
        self.text_written.emit()

    def _restore(self, version: TextVersion) -> None:
        """An earlier text again, as a new version."""
        self._strip.field.change(MarkedText(version.text, version.marks))
        self.keep()

    @property
    def _is_rtl(self) -> bool:
        return self._strip.field.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _go_in_kind(self, steps: int) -> None:
        """To the next line of the chosen kind, or the one before."""
        desk = self._desk
        if desk is None or not self.keep():
            return
        line_id = self._kinds.neighbour(desk, steps)
        if line_id is not None:
            self._go_to(line_id)

    def _count_kinds(self) -> None:
        if self._desk is not None and self.keep():
            self._guide.show_counts(self._desk.line_counts())

    def _keep_comment(self) -> bool:
        """Write the comment as it stands; false when it could not be written (the reason is shown)."""
        try:
            is_new = self._desk is not None and self._desk.set_comment(self._guide.comment.text())
        except AppError as error:
            self._keeper.tell_not_kept(error)
            return False
        if is_new:
            self._tell_written()
        return True

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

    def _go_to(self, line_id: int) -> bool:
        """Go to a line; false when the one before could not be kept, or there is no such line."""
        if self._desk is None:
            return False
        is_here = self._desk.line is not None and self._desk.line.id == line_id
        if is_here:
            return True
        if not (self._keep_comment() and self.keep(is_leaving=True)):
            return False
        self._desk.go_to(line_id)
        self._show_line()
        self._strip.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._desk.line is not None and self._desk.line.id == line_id

    def _make_room(self) -> None:
        self._work.make_room()
        self._after_painting.start()

    def _is_as_kept(self) -> bool:
        """Whether the field shows a text just as the collection has it, so that its caret may stay where it is."""
        human = self._desk.line.human if self._desk is not None and self._desk.line is not None else None
        typed = self._strip.field.marked
        return human is not None and (human.text, human.marks) == (typed.text.strip(), typed.marks)

    def _show_all(self, *, keeps_typing: bool = False) -> None:
        has_line = self._desk is not None and self._desk.line is not None
        self._stack.setCurrentWidget(self._work if has_line else self._empty)
        if has_line:
            self._show_line(keeps_typing=keeps_typing)
            self._show_around()
            return
        self._empty.show_missing(has_pages=self._desk is not None and bool(self._desk.page_count))

    def _show_line(self, *, keeps_typing: bool = False) -> None:
        desk = self._desk
        if desk is None or desk.line is None:
            return
        before, line, after = desk.neighbour(-1), desk.line, desk.neighbour(+1)
        if keeps_typing:
            self._strip.update_line(before, line, after)
        else:
            self._keeper.begin_line()
            self._strip.show_line(before, line, after)
            self._tools.show_line(line)
        self._guide.show_comment(line.id, line.comment)
        is_done = desk.is_all_transcribed
        self._guide.show_all_done(is_done)
        self._kinds.show_reason(line.id, is_all_transcribed=is_done)
        self._footer.show_place(desk.place, is_unusable=line.is_unusable)
        self._after_painting.start()

    def _show_around(self) -> None:
        """What may come after the line itself: its page, pictures of the lines after it, counts elsewhere."""
        desk = self._desk
        if desk is None or desk.line is None:
            return
        for page, page_lines, line in desk.lines_around(_AHEAD):
            self._images.want(page, page_lines, [line])
        self._page.show_line(desk.page, desk.page_lines, desk.line)
        if self._has_news:
            self._has_news = False
            self.text_written.emit()
