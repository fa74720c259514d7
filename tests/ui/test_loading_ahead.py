"""What is loaded ahead of the views, and in which thread."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import builtins, sys, threading, time
import shiboken6

build, kind = builtins.__build_class__, type(shiboken6.Object)
here, elsewhere = [], []

def watched(*arguments, **options):
    made = build(*arguments, **options)
    if isinstance(made, kind):
        is_here = threading.current_thread() is threading.main_thread()
        (here if is_here else elsewhere).append(made.__name__)
    return made

builtins.__build_class__ = watched
from seqclr_desktop.ui.app import make_application, make_window

application, window = make_application(), make_window()
window.views.warm_up()
while not window.views.is_warm:
    application.processEvents()
    time.sleep(0.005)
window.close()
print("here", *here)
print("elsewhere", *elsewhere)
"""


def test_classes_of_qt_are_defined_in_the_windows_thread_alone(own_home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env={**os.environ, "SEQCLR_DESKTOP_HOME": str(own_home)},
        capture_output=True,
        text=True,
        check=True,
    )
    here, elsewhere = done.stdout.splitlines()[-2:]
    assert {"TrainingView", "PlotWidget", "LinesView", "ReplaceView"} <= set(here.split())
    assert elsewhere == "elsewhere"
