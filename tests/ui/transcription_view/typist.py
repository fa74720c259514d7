"""A person typing in the real view, as a program of its own so that it can be killed.

    python -m tests.ui.transcription_view.typist COLLECTION SEED

Writes `MOMENT LINE TEXT` (seconds of the monotonic clock, tab-separated) after each key.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from seqclr_desktop.collection import Collection
from seqclr_desktop.ui.app import make_application
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.transcription_view.view import TranscriptionView

_LINE_LENGTH = 24


def main() -> None:
    folder, seed = Path(sys.argv[1]), int(sys.argv[2])
    make_application()
    chance = random.Random(seed)
    view = TranscriptionView(LineImages(lambda *_: Image.new("L", (1000, 1400), 230)))
    view.show_collection(Collection.open(folder))
    view.show()
    while True:
        _type_a_key(view, chance)
        _wait(chance.choice((5, 15, 40, 40, 120, 400)))


def _type_a_key(view: TranscriptionView, chance: random.Random) -> None:
    field = view._strip.field
    if len(field.text()) >= _LINE_LENGTH:
        _press(view, Qt.Key.Key_Return, "\r")
        return
    letter = chance.choice("abcdefgh ") if field.text() else "a"
    _press(view, Qt.Key(ord(letter.upper())), letter)
    assert view._desk is not None
    assert view._desk.line is not None
    print(time.monotonic(), view._desk.line.id, field.text(), sep="\t", flush=True)


def _press(view: TranscriptionView, key: Qt.Key, letter: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(view._strip.field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
