"""The keys of the step Lines: single letters and arrows over the page, which mean nothing elsewhere in the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from seqclr_desktop.ui.page_view.line_choice import LineChoice
from seqclr_desktop.ui.page_view.lines_desk import LinesDesk
from seqclr_desktop.ui.page_view.mender import Mender
from seqclr_desktop.ui.page_view.order_mode import OrderMode
from seqclr_desktop.ui.page_view.page_canvas import PageCanvas

KeyTable = Mapping[str, Callable[[], object]]

_WHILE_DRAWING = ("D", "F", "PgDown", "PgUp")  # keys of the page that do something else than mend lines


def choosing_and_mending(desk: LinesDesk, choice: LineChoice, mender: Mender, ordering: OrderMode) -> KeyTable:
    """The keys of what is done with the lines in sight."""
    return {
        "Down": lambda: choice.go_by(+1),
        "Up": lambda: choice.go_by(-1),
        "Shift+Down": lambda: choice.go_by(+1, extends=True),
        "Shift+Up": lambda: choice.go_by(-1, extends=True),
        "Ctrl+A": choice.choose_all,
        "Del": lambda: mender.delete(choice.ids),
        "D": desk.bar.draw.toggle,
        "F": desk.bar.box.toggle,
        "J": lambda: mender.merge(choice.ids),
        "T": lambda: mender.move_word(choice.ids, back=False),
        "Shift+T": lambda: mender.move_word(choice.ids, back=True),
        "I": lambda: mender.reverse(choice.ids),
        "P": desk.canvas.next_point,
        "Shift+P": lambda: desk.canvas.next_point(-1),
        "O": desk.lists.order.clicking.toggle,
        "Alt+Up": lambda: mender.change_height_by_steps(choice.ids, +1, 0),
        "Alt+Down": lambda: mender.change_height_by_steps(choice.ids, -1, 0),
        "Alt+Shift+Down": lambda: mender.change_height_by_steps(choice.ids, 0, +1),
        "Alt+Shift+Up": lambda: mender.change_height_by_steps(choice.ids, 0, -1),
        "Backspace": ordering.take_click_back,
    }


def give_keys_on_page(canvas: PageCanvas, table: KeyTable) -> None:
    """Keys that count while the page has the keyboard; those that mend lines do nothing while one is drawn."""
    for keys, deed in table.items():
        shortcut = _shortcut(keys, deed, canvas, Qt.ShortcutContext.WidgetShortcut)
        if keys not in _WHILE_DRAWING:
            canvas.drawing_changed.connect(partial(_enable_unless_drawing, shortcut))


def give_keys_anywhere(view: QWidget, table: KeyTable) -> None:
    """Keys that count wherever in the step the keyboard is."""
    for keys, deed in table.items():
        _shortcut(keys, deed, view, Qt.ShortcutContext.WidgetWithChildrenShortcut)


def _shortcut(keys: str, deed: Callable[[], object], where: QWidget, context: Qt.ShortcutContext) -> QShortcut:
    shortcut = QShortcut(QKeySequence.fromString(keys, QKeySequence.SequenceFormat.PortableText), where)
    shortcut.setContext(context)
    shortcut.activated.connect(deed)
    return shortcut


def _enable_unless_drawing(shortcut: QShortcut, is_line: bool, is_box: bool) -> None:
    """By shortcut rather than by letter, which another keyboard layout may give another code."""
    shortcut.setEnabled(not (is_line or is_box))
