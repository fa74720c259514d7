"""What the palette alone cannot say: corners, paddings, the one primary button, quiet scroll bars.

Distances are pixels in steps of 4; signs beside a text are as large as it (`em`), and text follows the application
font. Whatever has a border here has all its parts here: Qt paints a control whole, or leaves it to the sheet whole.
A widget becomes special through a property: `primary`, `quiet`, `role` ("heading", "muted", "card", …).
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
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
QPushButton[link="true"] { background: transparent; border: none; border-bottom: 2px solid transparent;
    border-radius: 0; color: $accent; text-decoration: underline; padding: 6px 0 4px 0; }
QPushButton[link="true"]:focus { background: $accent_soft; border-bottom-color: $accent; }
QPushButton::menu-indicator { image: url("$icons/sheet-down.svg"); width: 0.75em; height: 0.75em;
    subcontrol-origin: padding; subcontrol-position: center right; right: 6px; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px; color: $text; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $accent_soft; border-color: $accent; }
QToolButton:focus { border: 2px solid $accent; padding: 4px; }
QToolButton:disabled { color: $control_border; }

QPushButton[inline="true"] { padding: 0; }
QToolButton[inline="true"] { padding: 0; border: none; }

QLineEdit, QPlainTextEdit, QTextEdit {
    background: $base; color: $text; border: 1px solid $control_border; border-radius: 6px; padding: 4px 8px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid $accent; padding: 3px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled { color: $control_border; border-color: $border; }

QSpinBox, QDoubleSpinBox, QComboBox { background: $base; color: $text; border: 1px solid $control_border;
    border-radius: 6px; padding: 4px 8px; selection-background-color: $accent; selection-color: $on_accent; }
QComboBox:hover { background: $hover; }
QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border: 2px solid $accent; padding: 3px 7px; }
QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled { color: $control_border; border-color: $border; }
QComboBox::drop-down { border: none; width: 1.6em; subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("$icons/sheet-down.svg"); width: 0.75em; height: 0.75em; }
QComboBox QAbstractItemView { background: $base; color: $text; border: 1px solid $control_border; outline: 0;
    border-radius: 0; padding: 4px; selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 1.6em; padding: 0 8px; }
QAbstractSpinBox::up-button { border: none; width: 1.4em; subcontrol-origin: border; subcontrol-position: top right;
    margin: 2px 2px 0 2px; border-top-right-radius: 4px; }
QAbstractSpinBox::down-button { border: none; width: 1.4em; subcontrol-origin: border;
    subcontrol-position: bottom right; margin: 0 2px 2px 2px; border-bottom-right-radius: 4px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url("$icons/sheet-up.svg"); width: 0.7em; height: 0.7em; }
QAbstractSpinBox::down-arrow { image: url("$icons/sheet-down.svg"); width: 0.7em; height: 0.7em; }

QRadioButton, QCheckBox { spacing: 8px; }
QRadioButton::indicator { width: ${radio_px}px; height: ${radio_px}px; border: 1px solid $control_border;
    border-radius: ${round_px}px; background: $base; }
QRadioButton::indicator:checked { width: ${dot_px}px; height: ${dot_px}px; border: ${ring_px}px solid $accent;
    background: $on_accent; }
QRadioButton::indicator:focus { border-color: $accent; }

QCheckBox::indicator { width: 0.8em; height: 0.8em; border: 1px solid $control_border; border-radius: 3px;
    background: $base; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
    image: url("$icons/sheet-check-$theme.svg"); }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QCheckBox::indicator:disabled { border-color: $border; }

QSlider:horizontal { min-height: ${slider_px}px; }
QSlider::groove:horizontal { background: $pressed; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $base; border: 2px solid $control_border; width: 14px; height: 14px;
    border-radius: 9px; margin: -7px 0; }
QSlider::handle:horizontal:hover { background: $hover; }
QSlider::handle:horizontal:focus { border-color: $accent; }

QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
    padding: 6px 8px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:selected:focus { background: $accent_soft; }

QListView, QTableView, QTreeView { background: $base; color: $text; border: 1px solid $border; border-radius: 6px;
    outline: 0; alternate-background-color: $window; gridline-color: $border; }
QListView:focus, QTableView:focus, QTreeView:focus { border-color: $accent; }
QListView::item:selected, QTableView::item:selected, QTreeView::item:selected {
    background: $accent_soft; color: $text; }
QListView[role="grid"], QListView[role="strip"] { border: none; background: $window; border-radius: 0; }
QTableView::item { padding: 0 8px; }
QHeaderView { background: $window; border: none; border-bottom: 1px solid $border; }
QHeaderView::section { background: $window; color: $muted; border: none; padding: 6px 11px; }
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
QMenu { background: $base; color: $text; border: 1px solid $border; padding: 4px; icon-size: ${icon_px}px; }
QMenu::item { padding: 5px 24px 5px 28px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $control_border; }
QMenu::right-arrow { image: url("$icons/sheet-right.svg"); width: 0.75em; height: 0.75em; margin: 0 8px; }
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


def style_sheet(colours: Colours, icons_folder: Path, text_px: int) -> str:
    """The application's style sheet in these colours.

    `sheet-*.svg` lie in `icons_folder`, in colours of their own, as sheets cannot tint; `text_px` is the height of a
    line of text, for the few lengths that cannot be told in `em`.
    """
    values = {name: str(value) for name, value in asdict(colours).items()}
    values |= {"icons": icons_folder.as_posix(), "theme": "dark" if colours.is_dark else "light"}
    return _SHEET.substitute(
        values, slider_px=max(text_px, 20), icon_px=icon_side_px(text_px), **_radio_button(text_px)
    )


def icon_side_px(text_px: int) -> int:
    """The side of an icon beside text whose lines are `text_px` high: 16, or more where a person reads large text."""
    return max(16, round(0.9 * text_px))


def _radio_button(text_px: int) -> dict[str, int]:
    """Rounds that are as large chosen as not: corners rounder than half a side would become square."""
    half = max(round(0.4 * text_px), 5)
    ring = half // 2 + 1
    return {"radio_px": 2 * half, "round_px": half + 1, "dot_px": 2 * (half + 1 - ring), "ring_px": ring}
