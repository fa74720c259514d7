import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel

HEBREW = "קורא עמודים שלא ראה עם אותיות שגויות ועוד מילים רבות"


def shown(qtbot: QtBot, text: str, width: int, direction: Qt.LayoutDirection, side: Qt.AlignmentFlag) -> np.ndarray:
    """Where the label has ink, (h, w) bool."""
    label = WrappingLabel(text)
    qtbot.addWidget(label)
    label.setLayoutDirection(direction)
    label.setAlignment(side)
    label.resize(width, label.heightForWidth(width))
    image = QImage(label.size(), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    label.render(image, QPoint(), QRect(), WrappingLabel.RenderFlag(0))
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return pixels[:, : image.width()] < 128


def starts(inked: np.ndarray) -> list[int]:
    """How far from the right edge the ink of each half begins."""
    halves = np.array_split(inked, 2)
    return [int(np.argmax(half.any(axis=0)[::-1])) for half in halves]


def test_every_line_from_right_to_left_begins_at_the_edge(qtbot: QtBot) -> None:
    inked = shown(qtbot, HEBREW, 260, Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignLeading)
    assert abs(starts(inked)[0] - starts(inked)[1]) <= 2
    assert max(starts(inked)) <= 3


@pytest.mark.parametrize("end", ["\n", " "])
def test_line_ends_in_the_text_are_kept(qtbot: QtBot, end: str) -> None:
    inked = shown(qtbot, f"אחת{end}שתיים", 400, Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignLeading)
    rows = np.flatnonzero(np.diff(np.concatenate([[0], inked.any(axis=1).astype(int)])) == 1)
    assert (len(rows) > 1) == (end == "\n")


def test_a_middle_stays_in_the_middle(qtbot: QtBot) -> None:
    inked = shown(qtbot, HEBREW, 260, Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignCenter)
    columns = np.flatnonzero(np.array_split(inked, 2)[1].any(axis=0))
    assert abs((columns[0] + columns[-1]) / 2 - 130) <= 4
