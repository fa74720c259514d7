"""Colours can be read, icons exist and are tinted, nothing outside the theme names a colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QSpinBox, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.app import make_application
from seqclr_desktop.ui.colours import DARK, LIGHT, Colours
from seqclr_desktop.ui.style_sheet import style_sheet
from seqclr_desktop.ui.theme import ThemeChoice, colours, give_icon, icon, theme

_PAIRS = [
    ("text", "window"), ("text", "panel"), ("text", "base"), ("text", "hover"), ("text", "accent_soft"),
    ("muted", "window"), ("muted", "panel"), ("muted", "base"), ("muted", "accent_soft"), ("muted", "hover"),
    ("accent", "window"), ("accent", "base"), ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("warning", "window"), ("warning", "warning_soft"), ("error", "window"), ("error", "base"), ("ok", "window"),
    ("line_tag_text", "line"), ("line_tag_text", "line_read"), ("line_tag_text", "line_doubtful"),
]  # fmt: skip


def _luminance(value: str) -> float:
    """Relative luminance after WCAG 2."""
    colour = QColor(value)
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), _PAIRS)
def test_text_can_be_read_on_its_ground(scheme: Colours, front: str, back: str) -> None:
    assert _contrast(getattr(scheme, front), getattr(scheme, back)) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_controls_can_be_seen(scheme: Colours) -> None:
    assert _contrast(scheme.control_border, scheme.window) >= 3
    assert _contrast(scheme.control_border, scheme.base) >= 3


def test_icons_follow_the_theme(qtbot: QtBot) -> None:
    make_application()
    theme().choose(ThemeChoice.LIGHT)
    button = QPushButton("x")
    qtbot.addWidget(button)
    give_icon(button, "new")
    light = button.icon().pixmap(16).toImage()
    theme().choose(ThemeChoice.DARK)
    assert colours() is DARK
    assert button.icon().pixmap(16).toImage() != light
    theme().choose(ThemeChoice.SYSTEM)


def test_every_icon_that_is_asked_for_is_there(qtbot: QtBot, checkout: Path) -> None:
    make_application()
    names = set()
    for path in (checkout / "seqclr_desktop" / "ui").rglob("*.py"):
        names |= set(
            re.findall(r'(?:give_icon\([^,]+, |_tool\(|pixmap\()"([a-z-]+)"', path.read_text(encoding="utf-8"))
        )
    assert names
    for name in names:
        assert not icon(name).isNull(), name


def test_every_picture_of_the_style_sheet_is_there(qtbot: QtBot, checkout: Path) -> None:
    for scheme in (LIGHT, DARK):
        named = re.findall(r'url\("([^"]+)"\)', style_sheet(scheme, checkout / "resources" / "icons", 16))
        assert named
        assert all(Path(path).is_file() for path in named)


def test_fields_have_a_frame_in_the_dark(qtbot: QtBot) -> None:
    make_application()
    theme().choose(ThemeChoice.DARK)
    for field in (QSpinBox(), QComboBox()):
        qtbot.addWidget(field)
        field.show()
        picture = field.grab().toImage()
        assert picture.pixelColor(picture.width() // 2, 0).name() == DARK.control_border
    theme().choose(ThemeChoice.SYSTEM)


def test_only_the_theme_names_colours(checkout: Path) -> None:
    room = checkout / "seqclr_desktop" / "ui"
    free = {"colours.py", "style_sheet.py"}
    guilty = [
        path.name
        for path in room.rglob("*.py")
        if path.name not in free and re.search(r"\"#[0-9a-fA-F]{3,8}\"|QColor\(\s*\d", path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_an_icon_given_again_and_again_is_remembered_once(qtbot: QtBot) -> None:
    make_application()
    button = QPushButton("x")
    qtbot.addWidget(button)
    give_icon(button, "pause")
    dressed = len(theme()._dressed)
    for name in ("resume", "pause", "resume"):  # as the row of a job does with each thing it is told
        give_icon(button, name)
    assert len(theme()._dressed) == dressed
    theme().choose(ThemeChoice.DARK)
    assert button.icon().pixmap(16).toImage() == icon("resume").pixmap(16).toImage()
    theme().choose(ThemeChoice.SYSTEM)


@pytest.fixture
def large_text() -> Iterator[None]:
    """The application for somebody who reads text at twice its usual size."""
    application = make_application()
    usual = application.font()
    large = QFont(usual)
    large.setPointSizeF(2 * usual.pointSizeF())
    application.setFont(large)
    theme().choose(ThemeChoice.LIGHT)
    yield
    application.setFont(usual)
    theme().choose(ThemeChoice.SYSTEM)


@pytest.mark.usefixtures("large_text")
def test_icons_of_menus_grow_with_their_text(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    side = menu.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, menu)
    assert 0.8 * menu.fontMetrics().height() < side < menu.fontMetrics().height()


@pytest.mark.usefixtures("large_text")
def test_the_arrow_of_a_button_with_a_menu_grows_with_its_text(qtbot: QtBot) -> None:
    button, menu = QPushButton("x"), QMenu()
    for widget in (button, menu):
        qtbot.addWidget(widget)
    assert arrow_px(button, menu) > 0.45 * button.fontMetrics().height()


def arrow_px(button: QPushButton, menu: QMenu) -> int:
    """How wide what is drawn behind the words of a button with a menu is."""
    button.ensurePolished()
    button.resize(300, 60)

    def grey() -> np.ndarray:
        picture = button.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
        return rows[:, 200:300].astype(int)

    plain = grey()
    button.setMenu(menu)
    changed = np.flatnonzero((np.abs(grey() - plain) > 8).any(axis=0))
    return int(changed.max() - changed.min() + 1) if len(changed) else 0


def test_a_button_that_looks_like_a_link_begins_where_the_text_above_it_does(qtbot: QtBot) -> None:
    make_application()
    link = QPushButton("Change which pages")
    link.setProperty("link", "true")
    qtbot.addWidget(link)
    link.ensurePolished()
    option = QStyleOptionButton()
    option.initFrom(link)
    assert link.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, link).left() == 0
