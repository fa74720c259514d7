"""The strip one works on: the line's image directly above its text, its neighbours dimly around it."""

from __future__ import annotations

from collections.abc import Container
from math import ceil

from PySide6.QtCore import QKeyCombination, QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from seqclr_desktop.document import Line
from seqclr_desktop.marks import MarkedText, Marks
from seqclr_desktop.ui.line_images import HEIGHT_PX, LineImages
from seqclr_desktop.ui.preferences import ReadingFont
from seqclr_desktop.ui.text import in_a_row, tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.transcription_view.line_field import LineField
from seqclr_desktop.ui.transcription_view.mark_painting import mark_words
from seqclr_desktop.ui.transcription_view.neighbour_line import NeighbourLine
from seqclr_desktop.ui.transcription_view.other_readings import doubtful_spans
from seqclr_desktop.ui.transcription_view.picture_look import PLAIN, PictureLook, looked_at
from seqclr_desktop.ui.transcription_view.reading_font import as_chosen
from seqclr_desktop.ui.transcription_view.reading_place import expected_letters, reading_share, shown_direction
from seqclr_desktop.ui.transcription_view.suggestion import suggestion_for
from seqclr_desktop.ui.transcription_view.zoomed_picture import ZoomedPicture
from seqclr_desktop.ui.widgets.wording import percent_words
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel

_PICTURE_PX = 80


class LineStrip(QWidget):
    """Shows a line for transcribing and tells what the person does with it; writes nothing itself.

    Signals: `typed()`, `left()` (the focus went elsewhere), `before_wanted()`, `after_wanted()`,
    `zoom_wanted(float)`, `place_changed(share of the line before the caret)`.
    """

    typed = Signal()
    left = Signal()
    before_wanted = Signal()
    after_wanted = Signal()
    zoom_wanted = Signal(float)
    place_changed = Signal(float)

    def __init__(
        self, images: LineImages, passed_on: Container[QKeyCombination] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._images = images
        self._lines: tuple[Line | None, Line | None, Line | None] = (None, None, None)
        self._before = NeighbourLine()
        self._picture = ZoomedPicture(_PICTURE_PX)
        self._expected_letters = 1.0
        self.field = LineField(passed_on)
        self._field_font = self.field.font()
        self._look = PLAIN
        self._state = WrappingLabel()
        self._after = NeighbourLine()
        self._place()
        self._name_things()
        self.field.typed.connect(self.typed)
        self.field.typed.connect(self._tell_state)
        self.field.cursorPositionChanged.connect(lambda _before, _now: self._tell_state())
        self.field.cursorPositionChanged.connect(lambda _before, _now: self._follow_caret())
        self._picture.zoom_wanted.connect(self.zoom_wanted)
        self.field.left.connect(self.left)
        self._before.wanted.connect(self.before_wanted)
        self._after.wanted.connect(self.after_wanted)
        images.ready.connect(self._show_pictures)

    def show_line(self, before: Line | None, line: Line, after: Line | None) -> None:
        """Begin with `line`; what stood in the field is let go."""
        self._lines = (before, line, after)
        self._expected_letters = expected_letters(line, (before, after))
        text = line.human.text if line.human else ""
        marks = line.human.marks if line.human else ()
        self.field.show_text(text, suggestion_for(line), line.direction, marks)
        is_written = line.human is not None or line.machine is None
        self.field.show_doubts(
            "" if is_written else suggestion_for(line), () if is_written else doubtful_spans(line.machine)
        )
        self._show_pictures()
        self._tell_state()
        self._follow(0.0)  # of a text that is there one reads the beginning first, wherever the caret is

    def update_line(self, before: Line | None, line: Line, after: Line | None) -> None:
        """Show what has become of the lines without touching what is being typed."""
        self._lines = (before, line, after)
        self._show_pictures()
        self._tell_state()

    def set_look(self, look: PictureLook) -> None:
        """Show the pictures with this brightness and contrast; the scan stays as it is."""
        self._look = look
        self._show_pictures()

    @property
    def zoom(self) -> float:
        return self._picture.zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the line so many times as large as it is when all of it is seen."""
        self._picture.set_zoom(zoom)
        self._images.set_height(ceil(_PICTURE_PX * self.zoom / HEIGHT_PX) * HEIGHT_PX)
        self.updateGeometry()
        self._show_neighbours()

    def set_reading_font(self, choice: ReadingFont, scale: float = 1.0) -> None:
        """Write and read in this font, so many times as large as usual."""
        self.field.setFont(as_chosen(self._field_font, choice, scale))
        self.updateGeometry()
        self._show_neighbours()

    def text(self) -> str:
        return self.field.text()

    def tell_problem(self, sentence: str) -> None:
        """Say why the text could not be kept; it stays in the field."""
        self._set_state(sentence, "error")

    def state_text(self) -> str:
        """The small print under the field."""
        return self._state.text()

    def minimumSizeHint(self) -> QSize:
        alone = self._picture.sizeHint().height() + self.field.sizeHint().height() + self._state.sizeHint().height()
        return QSize(320, alone + 12 * SPACE)

    def sizeHint(self) -> QSize:
        """With room for the neighbours."""
        neighbours = self._before.sizeHint().height() + self._after.sizeHint().height()
        return self.minimumSizeHint() + QSize(0, neighbours)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_neighbours()

    def _show_neighbours(self) -> None:
        """Where there is too little room, the line alone is shown."""
        has_room = self.height() >= self.sizeHint().height()
        self._before.setVisible(has_room)
        self._after.setVisible(has_room)

    def _place(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, SPACE)
        rows.setSpacing(SPACE)
        rows.addWidget(self._before)
        rows.addSpacing(2 * SPACE)
        for widget in (self._picture, self.field, self._state):
            rows.addWidget(widget)
        rows.addSpacing(SPACE)
        rows.addWidget(self._after)
        rows.addStretch(1)
        self._state.setTextFormat(Qt.TextFormat.PlainText)

    def _name_things(self) -> None:
        self.field.setAccessibleName(tr("Text of the line"))
        self._picture.setAccessibleName(tr("Image of the line"))
        self._before.setAccessibleName(tr("Previous line"))
        self._after.setAccessibleName(tr("Next line"))

    def _show_pictures(self) -> None:
        before, line, after = self._lines
        self._before.show_line(before, self._image_of(before))
        self._after.show_line(after, self._image_of(after))
        if line is None:
            return
        self._picture.show_image(self._image_of(line), shown_direction(line))
        if problem := self._images.problem(line):
            self._picture.show_message(problem)

    def _image_of(self, line: Line | None) -> QImage | None:
        return looked_at(self._images.image(line), self._look) if line is not None else None

    def _follow_caret(self) -> None:
        self._follow(reading_share(self.field.cursorPosition(), len(self.field.text()), self._expected_letters))

    def _follow(self, share: float) -> None:
        self._picture.follow(share)
        self.place_changed.emit(share)

    def _tell_state(self) -> None:
        line = self._lines[1]
        if line is not None:
            words = state_words(line, self.field.marked, offers=bool(self.field.offered))
            self._set_state(in_a_row((marks_words(self.field.marks_here()), words)), "muted")

    def _set_state(self, sentence: str, role: str) -> None:
        self._state.setText(sentence)
        if self._state.property("role") != role:
            self._state.setProperty("role", role)
            self._state.style().polish(self._state)


def marks_words(marks: Marks) -> str:
    """The marks at the caret, with what was noted about them."""
    return ", ".join(map(mark_words, marks))


def state_words(line: Line, typed: MarkedText, *, offers: bool) -> str:
    """What there is to know about the line, in a few words."""
    if line.is_unusable:
        return tr("Marked as unusable: it is neither learnt from nor read.")
    if offers and line.machine is not None:
        model, sure = line.machine.author, line.machine.confidence
        if sure is None:
            return tr("Grey: read by “{model}”. Tab takes it over.", model=model)
        return tr("Grey: read by “{model}”, {sure} sure. Tab takes it over.", model=model, sure=percent_words(sure))
    human = line.human
    if human is not None and human.is_checked and (human.text, human.marks) == (typed.text.strip(), typed.marks):
        return tr("Checked")
    return line.flag
