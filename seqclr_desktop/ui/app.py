"""Opens the window: application, look, language, log, error hook, and the collection that was asked for."""

from __future__ import annotations

import argparse
import logging
import logging.handlers
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import seqclr_desktop
from seqclr_desktop import places
from seqclr_desktop.errors import AppError
from seqclr_desktop.ui.error_dialogs import ErrorHook
from seqclr_desktop.ui.garbage import WindowThreadGarbage
from seqclr_desktop.ui.languages import put_on
from seqclr_desktop.ui.main_window import MainWindow, Successor
from seqclr_desktop.ui.preferences import Preferences
from seqclr_desktop.ui.theme import theme
from seqclr_desktop.ui.workspace import Workspace

_LOG_BYTES = 1_000_000
_WARM_UP_AFTER_MS = 700  # once the window stands and is painted
_SWITCH_S = 0.00005  # the window's thread gives Python's lock away at each call into Qt and must get it back soon
"""After how long a thread of a job passes Python's lock to the window's when asked. One painting asks hundreds of
times, and Python's own 5 ms for each would add up."""


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and stay until it is closed.

    `argv` are the arguments without the program's name: optionally the folder of a collection, and
    `--sample` to open on a copy of the bundled sample. Returns the exit code.
    """
    arguments = _parser().parse_args(sys.argv[1:] if argv is None else list(argv))
    application = make_application()
    _log_to_file()
    window = make_window()
    if arguments.sample:
        QTimer.singleShot(0, window, window.workspace.try_sample)
    code, successor = _live(application, window, arguments.collection)
    while successor is not None:
        put_on(application, Preferences().language)
        code, successor = _live(application, make_window(), successor.collection_folder)
    return code


def _live(application: QApplication, window: MainWindow, collection: Path | None) -> tuple[int, Successor | None]:
    """Show `window` and stay until it is closed: the exit code, and what is to be opened next, if anything."""
    hook = ErrorHook(window)
    hook.install()
    window.show()
    QTimer.singleShot(_WARM_UP_AFTER_MS, window, window.views.warm_up)
    if collection is not None:
        QTimer.singleShot(0, window, lambda: window.workspace.open_collection(collection))
    garbage = WindowThreadGarbage(window)
    try:
        return application.exec(), window.successor
    finally:
        garbage.end()
        hook.uninstall()
        window.workspace.shut_down()


def make_application() -> QApplication:
    """The application, dressed and speaking as the person chose, or as the system does."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication([sys.argv[0]])
    application.setApplicationName("SeqCLR Desktop")
    application.setApplicationDisplayName("SeqCLR Desktop")
    application.setApplicationVersion(seqclr_desktop.__version__)
    application.setDesktopFileName("seqclr-desktop")
    application.setWindowIcon(QIcon(str(places.resources_folder() / "icons" / "app.svg")))
    sys.setswitchinterval(_SWITCH_S)
    preferences = Preferences()
    put_on(application, preferences.language)
    theme().begin(application, preferences.theme)
    return application


def make_window(preferences: Preferences | None = None) -> MainWindow:
    """The window with its own workspace."""
    workspace = Workspace(preferences or Preferences())
    window = MainWindow(workspace)
    workspace.setParent(window)
    return window


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="seqclr-desktop", description="Open the window.")
    parser.add_argument("collection", nargs="?", type=Path, help="folder of a collection to open")
    parser.add_argument("--sample", action="store_true", help="open a copy of the bundled sample collection")
    return parser


def _log_to_file() -> None:
    """Defects leave a trace that can be sent; a few megabytes at most."""
    try:
        handler = logging.handlers.RotatingFileHandler(
            places.log_folder() / "window.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
        )
    except (OSError, AppError):
        return  # without a log the program is as useful as before
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
