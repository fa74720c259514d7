"""Starting the program."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection
from seqclr_desktop.ui.app import main, make_application
from seqclr_desktop.ui.main_window import MainWindow

_HEAVY = ("torch", "scipy", "pyqtgraph", "PIL", "lxml")
_OPEN_WINDOW = """
import sys, time
began = time.process_time()
from seqclr_desktop.ui.app import make_application, make_window
application = make_application()
window = make_window()
window.show()
application.processEvents()
spent = time.process_time() - began
print(spent, *(name for name in {heavy} if name in sys.modules))
window.close()
"""


def test_the_window_opens_soon_and_without_anything_heavy(checkout: Path) -> None:
    script = _OPEN_WINDOW.format(heavy=_HEAVY)
    ran = subprocess.run([sys.executable, "-c", script], cwd=checkout, capture_output=True, text=True, check=True)
    spent, *heavy = ran.stdout.split()
    assert heavy == []
    assert float(spent) < 1.5  # processor seconds: the machine may have other things to do


def _windows() -> list[MainWindow]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]


def test_a_collection_named_at_the_start_is_opened(qtbot: QtBot, tmp_path: Path) -> None:
    Collection.create(tmp_path / "c", "Letters of the 9th").close()
    make_application()
    titles: list[str] = []

    def look() -> None:
        window = _windows()[0]
        titles.append(window.windowTitle())
        window.close()

    QTimer.singleShot(200, look)
    assert main([str(tmp_path / "c")]) == 0
    assert titles[0].startswith("Letters of the 9th")
    assert gc.isenabled()
