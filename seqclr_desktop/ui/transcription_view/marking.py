"""Putting marks on letters by key and by menu; a note or a language is asked for in a small dialog."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMenu

from seqclr_desktop.marks import BY_HAND, WITH_VALUE, Mark, MarkKind
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.transcription_view.keys import Act, KeyTable, words_for
from seqclr_desktop.ui.transcription_view.line_field import LineField
from seqclr_desktop.ui.transcription_view.mark_painting import mark_name, mark_words


class Marking(QObject):
    """The marks of one field."""

    def __init__(self, field: LineField, keys: KeyTable) -> None:
        super().__init__(field)
        self._field = field
        self._keys = keys
        field.menu_opened.connect(self._fill_menu)

    def mark(self, kind: MarkKind) -> None:
        """Put the mark on, or take it off where it already lies; ask for its word when it has one."""
        if kind not in WITH_VALUE:
            self._field.toggle_mark(kind)
            return
        start, end = self._field.marked_span(kind)
        here = next((m for m in self._field.marked.marks if m.kind is kind and m.start <= start < m.end), None)
        if here is not None:
            self._field.setSelection(here.start, here.end - here.start)
            start, end = here.start, here.end
        if start == end:
            return
        self._ask(kind, here.value if here is not None else "", (start, end))

    def _ask(self, kind: MarkKind, present: str, span: tuple[int, int]) -> None:
        dialog = QInputDialog(self._field)
        dialog.setInputMode(QInputDialog.InputMode.TextInput)
        dialog.setWindowTitle(words_for(Act(kind.value)))
        words = self._field.text()[span[0] : span[1]]
        dialog.setLabelText(
            tr("Note on “{words}”:", words=words)
            if kind is MarkKind.NOTE
            else tr("Language of “{words}” (a code such as la, fr or he):", words=words)
        )
        dialog.setTextValue(present)
        dialog.accepted.connect(lambda: self._set_value(kind, span, dialog.textValue().strip()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(lambda _result: self._field.setFocus())
        dialog.open()

    def _set_value(self, kind: MarkKind, span: tuple[int, int], value: str) -> None:
        """An empty word takes the mark away."""
        self._field.set_mark(kind, span, value)

    def _fill_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        marks = menu.addMenu(tr("&Mark"))
        here = self._field.marks_here()
        present = {mark.kind for mark in here}
        for kind in BY_HAND:
            action = marks.addAction(f"{mark_name(kind)}\t{self._keys.name_of(Act(kind.value))}")
            action.setCheckable(True)
            action.setChecked(kind in present)
            action.triggered.connect(partial(self._from_menu, kind))
        for mark in here:
            if mark.kind is MarkKind.TAG:  # can only be taken off
                action = marks.addAction(mark_words(mark).replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(True)
                action.triggered.connect(partial(self._take_off, mark))

    def _take_off(self, mark: Mark, _is_checked: bool = False) -> None:
        self._field.take_off(mark)

    def _from_menu(self, kind: MarkKind, _is_checked: bool = False) -> None:
        self.mark(kind)
