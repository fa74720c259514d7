"""Line pictures come from another thread, once, and say when they cannot come."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.ui.line_images import HEIGHT_PX, LineImages, as_qimage
from tests.builders import PAGE_HEIGHT_PX, PAGE_WIDTH_PX, make_line, make_page

PAGE = make_page("a", id=1)
LINES = [make_line(number, id=number + 1) for number in range(3)]


class Scan:
    """Plays the scan of a page and counts how often it is read."""

    def __init__(self) -> None:
        self.read_count = 0

    def __call__(self, path: Path, frame: int, rotation: int) -> Image.Image:
        self.read_count += 1
        return Image.new("RGB", (PAGE_WIDTH_PX, PAGE_HEIGHT_PX), (200, 180, 90))


def vanished(path: Path, frame: int, rotation: int) -> Image.Image:
    raise UnreadableFileError("The scan is no longer where it was.")


def test_the_scan_is_read_once_for_all_lines_of_a_page(qtbot: QtBot) -> None:
    scan = Scan()
    images = LineImages(scan)
    images.want(PAGE, LINES, LINES)
    qtbot.waitUntil(lambda: all(images.image(line) is not None for line in LINES))
    assert scan.read_count == 1
    picture = images.image(LINES[0])
    assert picture is not None
    assert picture.height() == HEIGHT_PX
    assert picture.pixelColor(5, 5) == QColor(200, 180, 90)


def test_a_line_with_another_shape_is_another_picture(qtbot: QtBot) -> None:
    images = LineImages(Scan())
    images.want(PAGE, LINES, LINES[:1])
    qtbot.waitUntil(lambda: images.image(LINES[0]) is not None)
    assert images.image(make_line(0, id=1, right=500)) is None


def test_a_missing_scan_is_told_in_a_sentence(qtbot: QtBot) -> None:
    images = LineImages(vanished)
    with qtbot.waitSignal(images.ready):
        images.want(PAGE, LINES, LINES[:1])
    assert "no longer" in images.problem(LINES[0])
    assert images.image(LINES[0]) is None


def test_a_scan_that_was_found_again_is_shown(qtbot: QtBot) -> None:
    def read(path: Path, frame: int, rotation: int) -> Image.Image:
        return vanished(path, frame, rotation) if path == PAGE.path else Scan()(path, frame, rotation)

    images = LineImages(read)
    images.want(PAGE, LINES, LINES[:1])
    qtbot.waitUntil(lambda: images.problem(LINES[0]) != "")
    images.want(make_page("a", id=1, path=Path("/elsewhere/a.jpg")), LINES, LINES[:1])
    assert images.problem(LINES[0]) == ""
    qtbot.waitUntil(lambda: images.image(LINES[0]) is not None)


def test_forgotten_pictures_do_not_arrive(qtbot: QtBot) -> None:
    images = LineImages(Scan())
    images.want(PAGE, LINES, LINES)
    images.forget()
    images.finish()
    with qtbot.assertNotEmitted(images.ready, wait=50):
        pass
    assert images.image(LINES[0]) is None


def test_grey_scans_stay_grey() -> None:
    assert as_qimage(Image.new("L", (7, 5), 128)).pixelColor(6, 4) == QColor(128, 128, 128)
