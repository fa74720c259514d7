"""How line and page are seen: zoom of the line, and brightness and contrast, which each page keeps for itself.

What is chosen changes the screen only: never the scan, and nothing that a model gets.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from seqclr_desktop.collection import Collection
from seqclr_desktop.errors import AppError
from seqclr_desktop.ui.preferences import Preferences
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.transcription_view.keys import Act, KeyTable, words_for
from seqclr_desktop.ui.transcription_view.line_strip import LineStrip
from seqclr_desktop.ui.transcription_view.look_dialog import LookDialog
from seqclr_desktop.ui.transcription_view.page_above import PageAbove
from seqclr_desktop.ui.transcription_view.picture_look import (
    BLEED_THROUGH,
    FADED_INK,
    INVERTED,
    PLAIN,
    PictureLook,
    read_look,
    read_looks,
    write_look,
    write_looks,
)
from seqclr_desktop.ui.transcription_view.zoomed_picture import next_zoom

_LOOK, _LOOKS = "transcription.look", "transcription.looks"


class Looking(QObject):
    """The look of one strip and the page above it. `zoomed()` after the line has another size; `problem(AppError)`."""

    zoomed = Signal()
    problem = Signal(object)

    def __init__(self, strip: LineStrip, page: PageAbove, keys: KeyTable, preferences: Preferences) -> None:
        super().__init__(strip)
        self._strip, self._page, self._keys, self._preferences = strip, page, keys, preferences
        self._collection: Collection | None = None
        self._page_id: int | None = None
        self._usual = PLAIN  # of pages that have no look of their own
        self._looks: dict[int, PictureLook] = {}
        self.acts: dict[Act, Callable[[], None]] = {
            Act.LARGER: lambda: self._zoom(next_zoom(strip.zoom, +1)),
            Act.SMALLER: lambda: self._zoom(next_zoom(strip.zoom, -1)),
            Act.WHOLE_LINE: lambda: self._zoom(1.0),
        }
        self.menu = self._make_menu(strip)
        strip.set_zoom(preferences.line_zoom)
        strip.zoom_wanted.connect(self._zoom)

    @property
    def look(self) -> PictureLook:
        """How the present page is shown."""
        return self._looks.get(self._page_id, self._usual) if self._page_id is not None else self._usual

    def show_collection(self, collection: Collection | None) -> None:
        """Show pages as they were shown when the collection was last open."""
        self._collection, self._page_id = collection, None
        self._usual = read_look(collection.setting(_LOOK)) if collection is not None else PLAIN
        self._looks = read_looks(collection.setting(_LOOKS)) if collection is not None else {}
        self._show()

    def show_page(self, page_id: int | None) -> None:
        """Another page may be before one's eyes."""
        if page_id != self._page_id:
            before, self._page_id = self.look, page_id
            if self.look != before:
                self._show()

    def choose(self, look: PictureLook) -> None:
        """Show this page so, now and whenever it is seen again."""
        self._try(look)
        self._keep()

    def use_everywhere(self) -> None:
        """Show all pages of the collection as this one."""
        self._usual, self._looks = self.look, {}
        self._keep()

    def _try(self, look: PictureLook) -> None:
        """Show this page so without keeping it yet, as while a slider moves."""
        if self._page_id is not None:
            self._looks[self._page_id] = look
            self._show()

    def _keep(self) -> None:
        if self._collection is None:
            return
        try:
            self._collection.set_setting(_LOOK, write_look(self._usual))
            self._collection.set_setting(_LOOKS, write_looks(self._looks))
        except AppError as error:
            self.problem.emit(error)

    def _show(self) -> None:
        self._strip.set_look(self.look)
        self._page.set_look(self.look)

    def _zoom(self, zoom: float) -> None:
        self._strip.set_zoom(zoom)
        self._preferences.line_zoom = self._strip.zoom
        self.zoomed.emit()

    def _adjust(self) -> None:
        dialog = LookDialog(self.look, self._strip.window())
        dialog.changed.connect(self._try)
        dialog.finished.connect(lambda _result: self._keep())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _make_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(tr("&Picture"), parent)
        for act, deed in self.acts.items():
            action = menu.addAction(words_for(act))
            action.triggered.connect(deed)
            self._name_key(action, act)
            self._keys.changed.connect(partial(self._name_key, action, act))
        menu.addSeparator()
        for words, look in (
            (tr("As &scanned"), PLAIN),
            (tr("&Faded ink"), FADED_INK),
            (tr("&Bleed-through"), BLEED_THROUGH),
            (tr("&Light writing on dark ground"), INVERTED),
        ):
            menu.addAction(words, partial(self.choose, look))
        menu.addAction(tr("&Adjust…"), self._adjust)
        menu.addSeparator()
        menu.addAction(tr("All &pages of the collection like this one"), self.use_everywhere)
        return menu

    def _name_key(self, action: QAction, act: Act) -> None:
        action.setText(f"{words_for(act)}\t{self._keys.name_of(act)}")
