"""Light and dark, following the system unless a person chose one; icons and fonts that go with them.

Widgets ask `colours()` while painting and `give_icon` once; when the theme changes, icons are made
anew and `theme().changed` is emitted for those who keep colours in other forms (pens, plots).
"""

from __future__ import annotations

import weakref
from enum import StrEnum
from functools import cache
from typing import Protocol, cast

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from seqclr_desktop import places
from seqclr_desktop.ui.colours import DARK, LIGHT, Colours
from seqclr_desktop.ui.style_sheet import icon_side_px, style_sheet

SPACE = 4
"""All distances are multiples of this many pixels."""


class ThemeChoice(StrEnum):
    """What a person chose in View > Theme."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class _TakesIcon(Protocol):
    def setIcon(self, icon: QIcon, /) -> None: ...


class Theme(QObject):
    """The look of the application: one instance, made by `theme()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choice = ThemeChoice.SYSTEM
        self._colours = LIGHT
        self._dressed: weakref.WeakKeyDictionary[QObject, tuple[str, str]] = weakref.WeakKeyDictionary()

    @property
    def colours(self) -> Colours:
        return self._colours

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    def begin(self, application: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        """Dress `application` and follow the system from now on."""
        application.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.choose(choice)

    def choose(self, choice: ThemeChoice) -> None:
        self._choice = choice
        self._apply(DARK if self._wants_dark() else LIGHT)

    def dress(self, target: QObject, icon_name: str, colour_name: str) -> None:
        """Give `target` (anything with `setIcon`) an icon that follows the theme."""
        self._dressed[target] = (icon_name, colour_name)
        cast(_TakesIcon, target).setIcon(icon(icon_name, colour_name))

    def _wants_dark(self) -> bool:
        if self._choice is ThemeChoice.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice is ThemeChoice.DARK

    def _system_changed(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self.choose(self._choice)

    def _apply(self, colours: Colours) -> None:
        self._colours = colours
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(_palette(colours))
            application.setStyleSheet(
                style_sheet(colours, places.resources_folder() / "icons", QFontMetrics(application.font()).height())
            )
        for target, look in list(self._dressed.items()):
            if shiboken6.isValid(target):
                cast(_TakesIcon, target).setIcon(icon(*look))
            else:
                del self._dressed[target]
        self.changed.emit()


@cache
def theme() -> Theme:
    """The one theme of the application."""
    return Theme()


def colours() -> Colours:
    """The colours in force; ask anew at each painting."""
    return theme().colours


def give_icon(target: QObject, name: str, colour: str = "text") -> None:
    """Give a button or an action the stroke icon `name` of `resources/icons`, in a colour of the theme."""
    theme().dress(target, name, colour)
    if isinstance(target, QAbstractButton):
        side = icon_side_px(target.fontMetrics().height())
        target.setIconSize(QSize(side, side))


def icon(name: str, colour: str = "text") -> QIcon:
    """The icon as it looks in the present theme; sharp at 16 and 20 px on screens up to double density."""
    scheme = colours()
    return _icon(name, getattr(scheme, colour), scheme.control_border)


@cache
def _icon(name: str, colour: str, disabled_colour: str) -> QIcon:
    made = QIcon()
    source = _svg_source(name)
    for mode, value in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled_colour)):
        for size in (16, 20, 32, 40):
            made.addPixmap(_tinted(source, QColor(value), size), mode)
    return made


def pixmap(name: str, size_px: int, colour: str = "muted") -> QPixmap:
    """A single picture of an icon, for empty states."""
    return _tinted(_svg_source(name), colours().colour(colour), size_px)


def sized_font(widget: QWidget, factor: float, *, bold: bool = False) -> QFont:
    """The widget's font times `factor`: 1.0 is body text, 1.15 a subheading, 1.5 a heading."""
    font = QFont(widget.font())
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    else:
        font.setPixelSize(round(font.pixelSize() * factor))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


@cache
def _svg_source(name: str) -> str:
    return (places.resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _tinted(source: str, colour: QColor, size_px: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour.name()).encode()))
    picture = QPixmap(QSize(size_px, size_px))
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        renderer.render(painter, QRectF(0, 0, size_px, size_px))
    return picture


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: c.window,
        QPalette.ColorRole.WindowText: c.text,
        QPalette.ColorRole.Base: c.base,
        QPalette.ColorRole.AlternateBase: c.panel,
        QPalette.ColorRole.Text: c.text,
        QPalette.ColorRole.Button: c.window,
        QPalette.ColorRole.ButtonText: c.text,
        QPalette.ColorRole.BrightText: c.on_accent,
        QPalette.ColorRole.Highlight: c.accent,
        QPalette.ColorRole.HighlightedText: c.on_accent,
        QPalette.ColorRole.Accent: c.accent,
        QPalette.ColorRole.Link: c.accent,
        QPalette.ColorRole.LinkVisited: c.accent,
        QPalette.ColorRole.ToolTipBase: c.base,
        QPalette.ColorRole.ToolTipText: c.text,
        QPalette.ColorRole.PlaceholderText: c.muted,
        QPalette.ColorRole.Light: c.hover,
        QPalette.ColorRole.Midlight: c.border,
        QPalette.ColorRole.Mid: c.border,
        QPalette.ColorRole.Dark: c.control_border,
        QPalette.ColorRole.Shadow: c.pressed,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.control_border))
    return palette
