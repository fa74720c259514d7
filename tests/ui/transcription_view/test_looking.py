"""Zoom and look of the line and its page, on a real collection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Direction
from seqclr_desktop.ui.line_images import HEIGHT_PX, LineImages
from seqclr_desktop.ui.preferences import Preferences
from seqclr_desktop.ui.transcription_view.look_dialog import LookDialog
from seqclr_desktop.ui.transcription_view.picture_look import BLEED_THROUGH, FADED_INK, INVERTED, PLAIN
from seqclr_desktop.ui.transcription_view.reading_place import expected_letters, reading_share
from seqclr_desktop.ui.transcription_view.view import TranscriptionView
from seqclr_desktop.ui.transcription_view.zoomed_picture import ZoomedPicture
from tests.builders import PAGE_HEIGHT_PX, PAGE_WIDTH_PX, make_content, make_line, make_page

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Page a with the lines 1 and 2, page b with line 3; both show the same scan, grey throughout."""
    Image.new("L", (PAGE_WIDTH_PX, PAGE_HEIGHT_PX), 200).save(tmp_path / "scan.png")
    with Collection.create(tmp_path / "c") as opened:
        for name, texts in (("a", ("", "")), ("b", ("",))):
            opened.add_page(make_page(name, path=tmp_path / "scan.png"), make_content(*texts))
        yield opened


@pytest.fixture
def view(qtbot: QtBot, collection: Collection) -> TranscriptionView:
    view = TranscriptionView(LineImages())
    qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
    view.resize(1080, 640)
    view.show_collection(collection)
    with qtbot.waitActive(view):
        view.show()
    qtbot.waitUntil(lambda: view._strip._picture.image is not None)
    qtbot.waitUntil(lambda: view._page.canvas._picture_item._picture is not None)  # type: ignore[union-attr]
    return view


def page_grey(view: TranscriptionView) -> int:
    """The shade of the page above, off its lines and its veil."""
    view._page.canvas.set_dimmed(False)
    view._page.canvas.show_lines([])
    picture = view._page.canvas.viewport().grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() // 2).value()


def turn_wheel(widget: ZoomedPicture, steps: int, modifier: Qt.KeyboardModifier) -> None:
    point = QPointF(40, 20)
    turned = QPoint(0, 120 * steps)
    event = QWheelEvent(
        point, point, QPoint(), turned, Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(widget, event)


def test_the_line_grows_by_key_and_gets_a_sharper_picture(qtbot: QtBot, view: TranscriptionView) -> None:
    field, picture = view._strip.field, view._strip._picture
    before = picture.image_box()
    for _ in range(3):
        qtbot.keyClick(field, Qt.Key.Key_Plus, ALT)
    qtbot.waitUntil(lambda: picture.image_box().height() > 1.5 * before.height())
    qtbot.waitUntil(lambda: picture.image is not None and picture.image.height() >= 2 * HEIGHT_PX)
    assert Preferences().line_zoom == view._strip.zoom == pytest.approx(1.25**3)
    qtbot.keyClick(field, Qt.Key.Key_Minus, ALT)
    assert view._strip.zoom == pytest.approx(1.25**2)
    qtbot.keyClick(field, Qt.Key.Key_0, ALT)
    qtbot.waitUntil(lambda: picture.image_box().height() == pytest.approx(before.height(), abs=1))


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(Qt.Key.Key_Plus, ALT), (Qt.Key.Key_Plus, ALT | Qt.KeyboardModifier.ShiftModifier), (Qt.Key.Key_Equal, ALT)],
)
def test_plus_is_plus_on_all_keyboards(
    qtbot: QtBot, view: TranscriptionView, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    qtbot.keyClick(view._strip.field, key, modifiers)
    assert view._strip.zoom == pytest.approx(1.25)


def test_the_wheel_zooms_with_ctrl_and_moves_along_without(qtbot: QtBot, view: TranscriptionView) -> None:
    picture = view._strip._picture
    turn_wheel(picture, 4, CTRL)
    assert view._strip.zoom == pytest.approx(1.25**4)
    qtbot.waitUntil(lambda: picture.image_box().width() > picture.width() + 120)
    left = picture.image_box().left()
    turn_wheel(picture, -1, Qt.KeyboardModifier.NoModifier)
    assert picture.image_box().left() == pytest.approx(left - 120)


def test_an_enlarged_line_moves_along_with_what_is_typed(qtbot: QtBot) -> None:
    picture = ZoomedPicture(80)
    qtbot.addWidget(picture)
    picture.resize(400, 160)
    image = QImage(1000, 96, QImage.Format.Format_Grayscale8)
    for direction, first, last in (
        (Direction.LEFT_TO_RIGHT, "left", "right"),
        (Direction.RIGHT_TO_LEFT, "right", "left"),
    ):
        picture.set_zoom(2)
        picture.show_image(image, direction)
        picture.follow(0)
        at_first = picture.image_box()
        picture.follow(1)
        at_last = picture.image_box()
        sides = {"left": at_first.left() if first == "left" else at_last.left()}
        sides["right"] = (at_last if last == "right" else at_first).right()
        assert sides == {"left": pytest.approx(0), "right": pytest.approx(400)}


def test_how_far_one_reads_is_guessed_from_the_lines_beside() -> None:
    written, bare = make_line(0, "twelve words"), make_line(1)
    assert expected_letters(bare, (written, None)) == pytest.approx(12)
    assert expected_letters(written, ()) == 12
    assert reading_share(6, 6, 12) == pytest.approx(0.5)
    assert reading_share(30, 30, 12) == 1


def test_the_page_keeps_its_zoom_from_page_to_page(qtbot: QtBot, view: TranscriptionView) -> None:
    canvas = view._page.canvas
    canvas.zoom_in()
    zoom = canvas.zoom
    qtbot.keyClick(view._strip.field, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: canvas.page is not None and canvas.page.name == "b")
    assert canvas.zoom == pytest.approx(zoom)


def test_each_page_keeps_its_look_and_the_others_theirs(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    view._looking.choose(FADED_INK)
    qtbot.keyClick(view._strip.field, Qt.Key.Key_PageDown)
    assert view._looking.look == PLAIN
    view._looking.choose(INVERTED)
    view.show_collection(collection)
    assert view._desk is not None
    assert (view._desk.line.page_id, view._looking.look) == (2, INVERTED)  # type: ignore[union-attr]
    qtbot.keyClick(view._strip.field, Qt.Key.Key_PageUp)
    assert view._looking.look == FADED_INK


def test_a_look_can_be_given_to_all_pages(qtbot: QtBot, view: TranscriptionView) -> None:
    view._looking.choose(BLEED_THROUGH)
    view._looking.use_everywhere()
    qtbot.keyClick(view._strip.field, Qt.Key.Key_PageDown)
    assert view._looking.look == BLEED_THROUGH


def test_line_and_page_are_shown_in_the_look_and_the_scan_stays(
    view: TranscriptionView, collection: Collection
) -> None:
    scan = collection.page(1).path.read_bytes()
    view._looking.choose(INVERTED)
    picture = view._strip._picture.image
    assert picture is not None
    assert picture.pixelColor(picture.width() // 2, picture.height() // 2) == QColor(55, 55, 55)
    assert page_grey(view) == 55
    view._looking.choose(PLAIN)
    assert page_grey(view) == 200
    assert collection.page(1).path.read_bytes() == scan


def test_sliders_show_at_once_and_keep_at_the_end(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    view._looking._adjust()
    dialog = view.findChild(LookDialog)
    assert dialog is not None
    dialog._brightness.setValue(40)
    assert view._looking.look.brightness == 40
    assert not collection.setting("transcription.looks")
    dialog.accept()
    assert "40" in collection.setting("transcription.looks")
