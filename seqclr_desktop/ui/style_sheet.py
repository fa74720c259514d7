"""What the palette alone cannot say: corners, paddings, the one primary button, quiet scroll bars.

Sizes are pixels in steps of 4 and never those of text, which follows the application font.
A widget becomes special through a property: `primary`, `quiet`, `role` ("heading", "muted", "card", …).
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from seqclr_desktop.ui.colours import Colours

_SHEET = Template("""
QToolTip { background: $base; color: $text; border: 1px solid $border; padding: 4px 8px; }

QPushButton { background: $base; color: $text; border: 1px solid $control_border; border-radius: 6px;
    padding: 5px 12px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton:disabled { color: $control_border; border-color: $border; background: $window; }
QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: $accent_hover; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background: $hover; color: $control_border; border-color: $border; }
QPushButton[quiet="true"] { background: transparent; border-color: transparent; color: $text; }
QPushButton[quiet="true"]:hover { background: $hover; }
QPushButton[quiet="true"]:focus { border: 2px solid $accent; }
QPushButton[link="true"] { background: transparent; border-color: transparent; color: $accent;
    text-decoration: underline; padding: 5px 4px; }
QPushButton[link="true"]:focus { border: 2px solid $accent; padding: 4px 3px; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px; color: $text; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $accent_soft; border-color: $accent; }
QToolButton:focus { border: 2px solid $accent; padding: 4px; }
QToolButton:disabled { color: $control_border; }

QLineEdit, QPlainTextEdit, QTextEdit {
    background: $base; color: $text; border: 1px solid $control_border; border-radius: 6px; padding: 4px 8px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid $accent; padding: 3px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled { color: $control_border; border-color: $border; }

QSpinBox { min-height: 22px; }

QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid $control_border; border-radius: 7px;
    background: $base; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid $accent; background: $on_accent; }
QRadioButton::indicator:focus { border-color: $accent; }

QCheckBox::indicator:unchecked { width: 12px; height: 12px; border: 1px solid $control_border; border-radius: 3px;
    background: $base; }
QCheckBox::indicator:unchecked:focus { border-color: $accent; }

QListView, QTableView, QTreeView { background: $base; color: $text; border: 1px solid $border; border-radius: 6px;
    outline: 0; alternate-background-color: $window; gridline-color: $border; }
QListView:focus, QTableView:focus, QTreeView:focus { border-color: $accent; }
QListView::item:selected, QTableView::item:selected, QTreeView::item:selected {
    background: $accent_soft; color: $text; }
QListView[role="grid"], QListView[role="strip"] { border: none; background: $window; border-radius: 0; }
QTableView::item { padding: 0 8px; }
QHeaderView { background: $window; border: none; }
QHeaderView::section { background: $window; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 6px 8px; }
QTableCornerButton::section { background: $window; border: none; }

QProgressBar { background: $hover; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control_border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: $panel; color: $text; padding: 2px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $base; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 28px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $control_border; }
QMenu::icon { padding-left: 8px; padding-right: 8px; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }

QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QFrame[role="rail"] { background: $panel; }
QFrame[role="card"] { background: $base; border: 1px solid $border; border-radius: 6px; }
QFrame[role="row"] { background: $base; border: 1px solid $border; border-radius: 6px; }
QFrame[role="row"]:focus { border: 1px solid $accent; background: $accent_soft; }
QFrame[role="advice"] { background: $accent_soft; border-radius: 0; }
QFrame[role="bar"] { background: $window; border-bottom: 1px solid $border; }
QFrame[role="footer"] { background: $panel; border-top: 1px solid $border; }
QFrame[role="separator"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="drop"] { border: 2px dashed $control_border; border-radius: 12px; }
QFrame[role="drop"][isOver="true"] { border-color: $accent; background: $accent_soft; }
QLabel { background: transparent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="error"] { color: $error; }
QLabel[role="ok"] { color: $ok; }
QGraphicsView { border: none; }
QGraphicsView[role="page"] { border: 2px solid transparent; }
QGraphicsView[role="page"]:focus { border-color: $accent; }
""")


def style_sheet(colours: Colours) -> str:
    """The application's style sheet in these colours."""
    return _SHEET.substitute({name: str(value) for name, value in asdict(colours).items()})
