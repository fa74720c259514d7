"""What helps with one line and is no text: other readings, special characters, direction and font.

Wishes come by key and by the menu of the button below the field.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Direction, Line
from seqclr_desktop.errors import AppError
from seqclr_desktop.marks import MarkedText, follow_edit
from seqclr_desktop.ui.preferences import Preferences, ReadingFont
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.transcription_view.keys import Act, KeyTable, words_for
from seqclr_desktop.ui.transcription_view.line_strip import LineStrip
from seqclr_desktop.ui.transcription_view.looking import Looking
from seqclr_desktop.ui.transcription_view.other_readings import readings_at
from seqclr_desktop.ui.transcription_view.reading_font import next_scale
from seqclr_desktop.ui.transcription_view.special_characters import SpecialCharacters

_DIRECTIONS = "transcription.directions"


class Tools(QObject):
    """The tools of one strip. `resized()` after the text has another size, `problem(AppError)` when keeping fails."""

    resized = Signal()
    problem = Signal(object)

    def __init__(
        self,
        strip: LineStrip,
        characters: SpecialCharacters,
        looking: Looking,
        keys: KeyTable,
        preferences: Preferences,
    ) -> None:
        super().__init__(strip)
        self._strip, self._characters, self._looking = strip, characters, looking
        self._keys, self._preferences = keys, preferences
        self._collection: Collection | None = None
        self._line: Line | None = None
        self._directions: dict[str, str] = {}
        self.acts: dict[Act, Callable[[], None]] = {
            Act.CHARACTERS: characters.toggle_palette,
            Act.OTHER_READINGS: self.show_other_readings,
            Act.DIRECTION: self.turn_direction,
        }
        self.menu = self._make_menu(strip)
        self._set_font()

    def show_collection(self, collection: Collection | None) -> None:
        """Work on `collection`: its characters, its directions, the look of its pages."""
        self._collection, self._line = collection, None
        stored = collection.setting(_DIRECTIONS) if collection is not None else ""
        self._directions = json.loads(stored) if stored else {}
        self._looking.show_collection(collection)
        self._characters.show_collection(collection)

    def show_line(self, line: Line) -> None:
        """Another line has been shown in the strip."""
        self._line = line
        self._looking.show_page(line.page_id)
        chosen = self._directions.get(str(line.id))
        self._strip.field.force_direction(Direction(chosen) if chosen else None)

    def turn_direction(self) -> None:
        """Write the line in the other direction than it has now, whatever its letters say."""
        line, collection = self._line, self._collection
        if line is None or line.id is None or collection is None:
            return
        is_rtl = self._strip.field.direction is Direction.RIGHT_TO_LEFT
        wanted = Direction.LEFT_TO_RIGHT if is_rtl else Direction.RIGHT_TO_LEFT
        self._directions[str(line.id)] = wanted.value
        try:
            collection.update_line(replace(collection.line(line.id), direction=wanted))
            collection.set_setting(_DIRECTIONS, json.dumps(self._directions))
        except AppError as error:
            self.problem.emit(error)
            return
        self._strip.field.force_direction(wanted)

    def show_other_readings(self) -> None:
        """Open the other readings of the word at the caret, to choose one."""
        menu = self.other_readings_menu()
        field = self._strip.field
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(field.mapToGlobal(QPoint(field.cursorRect().center().x(), field.height())))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def other_readings_menu(self) -> QMenu:
        """Up to five readings of the word at the caret, the likeliest first."""
        field = self._strip.field
        menu = QMenu(field)
        line, collection = self._line, self._collection
        found = None
        if line is not None and line.id is not None and line.machine is not None and collection is not None:
            shown = field.text() + field.offered
            found = readings_at(collection.alternatives(line.id), line.machine.text, shown, field.cursorPosition())
        for word, probability in found.readings if found is not None else ():
            assert found is not None
            action = menu.addAction(f"{word}\t{round(100 * probability)} %")
            action.triggered.connect(partial(self._take_reading, found.start, found.end, word))
        if menu.isEmpty():
            menu.addAction(tr("No other readings of this word")).setEnabled(False)
        return menu

    def _take_reading(self, start: int, end: int, word: str, _is_checked: bool = False) -> None:
        field = self._strip.field
        shown = field.text() + field.offered
        text = shown[:start] + word + field.text()[end:]  # what lies before a word not yet taken over is taken too
        before = field.marked
        field.change(MarkedText(text, follow_edit(before.marks, before.text, text)))

    def _make_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for act, deed in self.acts.items():
            action = menu.addAction(words_for(act))
            action.triggered.connect(deed)
            self._name_key(action, act)
            self._keys.changed.connect(partial(self._name_key, action, act))
        menu.addMenu(self._looking.menu)
        fonts = menu.addMenu(tr("&Reading font"))
        group = QActionGroup(fonts)
        for words, choice in (
            (tr("As the &system"), ReadingFont.SYSTEM),
            (tr("For &manuscripts (Junicode)"), ReadingFont.MANUSCRIPT),
            (tr("For &Hebrew (Ezra SIL)"), ReadingFont.HEBREW),
        ):
            action = fonts.addAction(words, partial(self._choose_font, choice))
            action.setCheckable(True)
            action.setChecked(self._preferences.reading_font is choice)
            group.addAction(action)
        fonts.addSeparator()
        for words, steps in ((tr("L&arger text"), +1), (tr("S&maller text"), -1), (tr("&Usual size"), 0)):
            fonts.addAction(words, partial(self._scale_font, steps))
        return menu

    def _name_key(self, action: QAction, act: Act) -> None:
        action.setText(f"{words_for(act)}\t{self._keys.name_of(act)}")

    def _choose_font(self, choice: ReadingFont) -> None:
        self._preferences.reading_font = choice
        self._set_font()

    def _scale_font(self, steps: int) -> None:
        """The text larger or smaller; with 0 steps as it came."""
        scale = self._preferences.reading_scale
        self._preferences.reading_scale = next_scale(scale, steps) if steps else 1.0
        self._set_font()

    def _set_font(self) -> None:
        self._strip.set_reading_font(self._preferences.reading_font, self._preferences.reading_scale)
        self.resized.emit()
