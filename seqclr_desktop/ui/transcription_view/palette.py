"""The palette of special characters under the field: a set to choose, and a button for each character."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QPushButton, QScrollArea, QWidget

from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, sized_font
from seqclr_desktop.ui.transcription_view.character_sets import CharacterSet
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout

_ROWS_SHOWN = 4.6  # of ordinary text: two rows of buttons
_DOTTED_CIRCLE = "\N{DOTTED CIRCLE}"  # combining marks need something to stand on


class Palette(QWidget):
    """`character_wanted(str)` when one is chosen, `key_wanted(str)` when it shall have a key.

    `import_wanted(for all collections?)` for another keyboard, `removal_wanted(name)` of one brought in.
    """

    character_wanted = Signal(str)
    key_wanted = Signal(str)
    import_wanted = Signal(bool)
    removal_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sets: tuple[CharacterSet, ...] = ()
        self._choice = QComboBox()
        self._choice.setAccessibleName(tr("Set of characters"))
        self._removable: Collection[str] = ()
        self._counts: Mapping[str, int] = {}
        self._key_names: Mapping[str, str] = {}
        self._more = QPushButton(tr("Keyboards"))
        self._more.setToolTip(tr("Bring in a virtual keyboard of eScriptorium (JSON)"))
        self._more.setProperty("quiet", "true")
        self._more.setMenu(self._make_menu())
        self._field = QWidget()
        self._flow = FlowLayout(self._field, spacing_px=SPACE)
        scroll = QScrollArea()  # a set may be long; it must not push the line away
        scroll.setWidget(self._field)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFixedHeight(round(_ROWS_SHOWN * self.fontMetrics().height()))
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 0, 4 * SPACE, SPACE)
        row.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(scroll, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        self._choice.currentIndexChanged.connect(self._show_set)

    def show_sets(
        self, sets: Sequence[CharacterSet], removable: Collection[str] = (), counts: Mapping[str, int] | None = None
    ) -> None:
        """Offer `sets`, of which those named in `removable` can be taken away; the one that was chosen stays so.

        `counts` says how often a character stands in the texts of the collection.
        """
        chosen = self._choice.currentText()
        self._sets, self._removable, self._counts = tuple(sets), removable, counts or {}
        self._choice.blockSignals(True)
        self._choice.clear()
        self._choice.addItems([one.name for one in self._sets])
        self._choice.setCurrentIndex(max(0, self._choice.findText(chosen)))
        self._choice.blockSignals(False)
        self._show_set(self._choice.currentIndex())

    def choose(self, name: str) -> None:
        """Show the set of this name."""
        self._choice.setCurrentIndex(max(0, self._choice.findText(name)))

    def show_keys(self, names: Mapping[str, str]) -> None:
        """Tell which characters have keys, and what these are called."""
        self._key_names = names
        self._show_set(self._choice.currentIndex())

    def set_menu(self) -> QMenu:
        """What can be done with the sets."""
        return self._more.menu()

    def buttons(self) -> list[QPushButton]:
        """One for each character shown."""
        return self._field.findChildren(QPushButton)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("&Import for this collection…"), lambda: self.import_wanted.emit(False))
        menu.addAction(tr("Import for &all collections…"), lambda: self.import_wanted.emit(True))
        menu.addSeparator()
        self._removal = QAction(tr("&Remove this set"), menu)
        self._removal.triggered.connect(lambda: self.removal_wanted.emit(self._choice.currentText()))
        menu.addAction(self._removal)
        menu.aboutToShow.connect(lambda: self._removal.setEnabled(self._choice.currentText() in self._removable))
        return menu

    def _show_set(self, index: int) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for character in self._sets[index].characters if 0 <= index < len(self._sets) else ():
            self._flow.addWidget(self._button(character))

    def _button(self, character: str) -> QPushButton:
        is_mark = unicodedata.combining(character[0]) != 0
        button = QPushButton((_DOTTED_CIRCLE + character) if is_mark else character.replace("&", "&&"))
        button.setFont(sized_font(button, 1.2))
        button.setProperty("quiet", "true")
        name = ", ".join(unicodedata.name(letter, f"U+{ord(letter):04X}").capitalize() for letter in character)
        about = "   ".join(filter(None, (self._key_names.get(character, ""), self._frequency(character))))
        button.setToolTip(f"{name}   {about}".strip())
        button.setAccessibleName(name)
        button.setAccessibleDescription(about)
        button.addAction(tr("&Give it a key…"), partial(self.key_wanted.emit, character))
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(partial(self.character_wanted.emit, character))
        return button

    def _frequency(self, character: str) -> str:
        count = self._counts.get(character, 0)
        return tr("{n} time(s) in your texts", count) if count else ""
