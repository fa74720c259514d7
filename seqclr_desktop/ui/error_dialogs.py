"""Where the window tells of errors: a sentence and advice for what a person can act upon, a report for our defects."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

import seqclr_desktop
from seqclr_desktop import places
from seqclr_desktop.errors import AppError
from seqclr_desktop.ui.text import error_words, tr

_log = logging.getLogger(__name__)


def show_error(error: BaseException, parent: QWidget | None = None) -> QMessageBox:
    """Tell of `error` without blocking; the box is returned open.

    What stands open already is not told again: a vanished disk fails at every touch.
    """
    if open_box := _open_box(error_words(error), parent):
        return open_box
    box = _app_error_box(error, parent) if isinstance(error, AppError) else _defect_box(error, parent)
    box.setProperty("tells", error_words(error))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def show_sentence(title: str, text: str, parent: QWidget | None = None) -> QMessageBox:
    """Tell something that is no error, without blocking."""
    box = QMessageBox(QMessageBox.Icon.Information, title, text, QMessageBox.StandardButton.Ok, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def defect_report(error: BaseException) -> str:
    """What a developer needs to mend a defect: versions and the trace. Holds no text of the collection."""
    trace = "".join(traceback.format_exception(error))
    versions = f"SeqCLR Desktop {seqclr_desktop.__version__}, Python {platform.python_version()}"
    return f"{versions}, {platform.platform()}\n\n{trace}"


def _open_box(words: str, parent: QWidget | None) -> QMessageBox | None:
    """The box that tells just this at the moment."""
    boxes = parent.findChildren(QMessageBox) if parent is not None else []
    return next((box for box in boxes if box.isVisible() and box.property("tells") == words), None)


def _app_error_box(error: AppError, parent: QWidget | None) -> QMessageBox:
    where = f"{error.where}\n\n" if error.where else ""
    box = QMessageBox(QMessageBox.Icon.Warning, tr("This did not work"), where + tr(error.what), parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(tr(error.advice) if error.advice else "")
    box.addButton(tr("&Close"), QMessageBox.ButtonRole.AcceptRole)
    return box


def _defect_box(error: BaseException, parent: QWidget | None) -> QMessageBox:
    report = defect_report(error)
    box = QMessageBox(QMessageBox.Icon.Critical, tr("A mistake in the program"), "", parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("Something went wrong that is the program's fault, not yours."))
    box.setInformativeText(
        tr("Your collection is saved. If it happens again, please send us the report below; it holds no text of yours.")
    )
    box.setDetailedText(report)
    copy = box.addButton(tr("Copy &report"), QMessageBox.ButtonRole.ActionRole)
    logs = box.addButton(tr("Open &log folder"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(tr("&Close"), QMessageBox.ButtonRole.RejectRole)
    _click_keeps_open(copy, lambda: QGuiApplication.clipboard().setText(report))
    _click_keeps_open(logs, open_log_folder)
    return box


def _click_keeps_open(button: QPushButton, deed: object) -> None:
    """A message box closes at any button; those that only do something are cut off from that."""
    button.clicked.disconnect()
    button.clicked.connect(deed)


def open_log_folder() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(places.log_folder())))


class ErrorHook(QObject):
    """Catches what nobody caught, in any thread, and has it shown in the window's thread."""

    _caught = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = parent
        self._previous = (sys.excepthook, threading.excepthook)
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread

    def uninstall(self) -> None:
        sys.excepthook, threading.excepthook = self._previous

    def _from_main(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._previous[0](kind, error, trace)
            return
        _log.error("not caught", exc_info=(kind, error, trace))
        self._caught.emit(error)

    def _from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            _log.error("not caught in a thread", exc_info=arguments.exc_value)
            self._caught.emit(arguments.exc_value)

    def _show(self, error: BaseException) -> None:
        show_error(error, self._window)
