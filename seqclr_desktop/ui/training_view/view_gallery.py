"""What pretraining compares, before any time is spent: pairs of views of lines, and sliders that change them live."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from seqclr_desktop.errors import AppError
from seqclr_desktop.training.shown_views import ViewPair
from seqclr_desktop.ui.background import Ask, Background
from seqclr_desktop.ui.text import error_words, tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.training_view.view_picture import ViewPicture
from seqclr_desktop.ui.training_view.view_ranges import Range, chosen_beside, ranges, standard_ranges
from seqclr_desktop.ui.widgets.card import muted_label
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout

PairMaker = Callable[[Mapping[str, float], int, int], Sequence[ViewPair]]
_PAUSE_MS = 120  # a slider on its way is not followed at every step
_STEPS = 100


class RangeSlider(QWidget):
    """One range: its name, a slider, the value. Signal: `changed()`."""

    changed = Signal()

    def __init__(self, about: Range, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = about
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(_STEPS * about.least), round(_STEPS * about.most))
        self.slider.setPageStep(5)
        self.slider.setAccessibleName(about.label)
        self.slider.setAccessibleDescription(about.help)
        self.setToolTip(about.help)
        self._value = muted_label(wraps=False)
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(0)
        rows.addWidget(QLabel(about.label), 0, 0)
        rows.addWidget(self._value, 0, 1, Qt.AlignmentFlag.AlignTrailing)
        rows.addWidget(self.slider, 1, 0, 1, 2)
        rows.setColumnStretch(0, 1)
        self.slider.valueChanged.connect(self._tell)
        self._tell()

    @property
    def value(self) -> float:
        return self.slider.value() / _STEPS

    def set_value(self, value: float) -> None:
        self.slider.setValue(round(_STEPS * value))

    def _tell(self) -> None:
        self._value.setText(f"{self.slider.value() / _STEPS:.2f}")
        self.changed.emit()


class ViewGallery(QDialog):
    """Accepted, `chosen` are the ranges for the next pretraining (empty: the standard ones)."""

    def __init__(self, make_pairs: PairMaker, values: Mapping[str, float], parent: QWidget | None = None) -> None:
        """`values` are ranges chosen before, by name."""
        super().__init__(parent)
        self.setWindowTitle(tr("What pretraining compares"))
        self._make_pairs = make_pairs
        self._which_lines = self._which_views = 0
        self._asked: Ask | None = None
        self._background = Background(self, is_patient=True)  # the first question loads PyTorch
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._wait.timeout.connect(self._ask)
        self.pictures: list[ViewPicture] = []
        self.sliders = {about.name: RangeSlider(about) for about in ranges()}
        self._told = muted_label()
        self._problem = muted_label()
        self._pairs = QVBoxLayout()
        self.other_lines = QPushButton(tr("Other lines"))
        self.other_views = QPushButton(tr("Other views"))
        self.standard = QPushButton(tr("Standard values"))
        self._place()
        self._show_values({**standard_ranges(), **values})
        for slider in self.sliders.values():
            slider.changed.connect(self._wait.start)
        self.other_lines.clicked.connect(self._take_other_lines)
        self.other_views.clicked.connect(self._take_other_views)
        self.standard.clicked.connect(lambda: self._show_values(standard_ranges()))
        self.resize(1020, 660)
        self._ask()

    @property
    def values(self) -> dict[str, float]:
        """As the sliders stand."""
        return {name: slider.value for name, slider in self.sliders.items()}

    @property
    def chosen(self) -> dict[str, float]:
        return chosen_beside(self.values)

    def done(self, result: int) -> None:
        """Whoever closes it does not wait for a view on its way."""
        self._wait.stop()
        if self._asked is not None:
            self._asked.cancel()
        super().done(result)

    def words(self) -> str:
        """All that is said about the pairs."""
        return f"{self._told.text()} {self._problem.text()}".strip()

    def _ask(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        values, lines, views = self.values, self._which_lines, self._which_views
        self._asked = self._background.ask(
            lambda: self._make_pairs(values, lines, views), self._show_pairs, self._show_problem
        )

    def _show_pairs(self, pairs: Sequence[ViewPair]) -> None:
        chosen = [picture.chosen for picture in self.pictures]
        for picture in self.pictures:
            self._pairs.removeWidget(picture)
            picture.hide()
            picture.deleteLater()
        self.pictures = [ViewPicture(pair) for pair in pairs]
        for place, picture in enumerate(self.pictures):
            picture.chosen = chosen[place] if place < len(chosen) else -1
            self._pairs.insertWidget(place, picture)
        self._problem.setText("" if pairs else tr("There are no lines to show yet."))
        self._problem.setVisible(not pairs)
        contrasted = sum(len(pair.contrasted) for pair in pairs)
        without_ink = sum(len(pair.without_ink) for pair in pairs)
        self._told.setText(
            tr("{n} window(s) are compared here; {empty} hold too little ink.", contrasted, empty=without_ink)
        )

    def _show_problem(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self._problem.setText(error_words(error))
        self._problem.show()

    def _take_other_lines(self) -> None:
        self._which_lines += 1
        self._ask()

    def _take_other_views(self) -> None:
        self._which_views += 1
        self._ask()

    def _show_values(self, values: Mapping[str, float]) -> None:
        for name, slider in self.sliders.items():
            slider.set_value(values[name])

    def _place(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(5 * SPACE)
        columns.addWidget(self._pair_area(), 1)
        columns.addWidget(self._slider_area())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 5 * SPACE)
        rows.setSpacing(3 * SPACE)
        rows.addWidget(
            muted_label(
                tr(
                    "Pretraining gets two altered views of each line and learns which windows show the same ink. "
                    "Faded windows are left out: they hold too little ink, or do not show whole in both views. "
                    "Point at a window, or use the arrow keys, to see where it is in the other view."
                )
            )
        )
        rows.addLayout(columns, 1)
        rows.addWidget(self._told)
        rows.addLayout(self._buttons())

    def _pair_area(self) -> QScrollArea:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 3 * SPACE, 0)
        self._pairs.setSpacing(5 * SPACE)
        column.addLayout(self._pairs)
        column.addWidget(self._problem)
        column.addStretch(1)
        self._problem.hide()
        area = _scrolling(body)
        area.setAccessibleName(tr("Pairs of views"))
        return area

    def _slider_area(self) -> QScrollArea:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 3 * SPACE, 0)
        column.setSpacing(2 * SPACE)
        for slider in self.sliders.values():
            column.addWidget(slider)
        column.addStretch(1)
        area = _scrolling(body)
        area.setAccessibleName(tr("How far lines are changed"))
        area.setFixedWidth(max(body.sizeHint().width(), 60 * SPACE) + 6 * SPACE)
        return area

    def _buttons(self) -> FlowLayout:
        use = QPushButton(tr("Use for the next pretraining"))
        use.setProperty("primary", "true")
        use.clicked.connect(self.accept)
        row = FlowLayout()
        for button in (self.other_lines, self.other_views, self.standard):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addWidget(use)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        row.addWidget(close)
        return row


def _scrolling(body: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
