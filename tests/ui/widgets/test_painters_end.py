"""A painter ends with its paint event, even when something keeps the event's frame: an error's traceback, a profiler.

One that lives on paints into a picture that may be gone, which takes the whole program down.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.widgets.elided_label import ElidedLabel
from seqclr_desktop.ui.widgets.line_picture import LinePicture
from seqclr_desktop.ui.widgets.ring import ProgressRing


@pytest.mark.parametrize("make", [ProgressRing, lambda: LinePicture(30), lambda: ElidedLabel("a long name")])
def test_a_painter_ends_with_its_event(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    widget = make()
    qtbot.addWidget(widget)
    widget.resize(60, 30)
    kept: list[FrameType] = []

    def keep(frame: FrameType, event: str, _: Any) -> None:
        if event == "return" and frame.f_code.co_name == "paintEvent":
            kept.append(frame)

    sys.setprofile(keep)
    try:
        widget.grab()
    finally:
        sys.setprofile(None)
    painters = [value for frame in kept for value in frame.f_locals.values() if isinstance(value, QPainter)]
    assert painters
    assert not any(painter.isActive() for painter in painters)
