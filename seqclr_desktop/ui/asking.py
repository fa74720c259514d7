"""The questions a person is asked by dialogs: which folder, which files, whether really."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from seqclr_desktop.ui.text import tr

_SCANS = "*.jpg *.jpeg *.png *.tif *.tiff *.jp2 *.jpx *.j2k *.webp *.pdf *.gif *.bmp"


class Asking:
    """Asks the person at the window; a test hands in something that answers at once."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def collection_folder(self) -> Path | None:
        """The folder of a collection to open."""
        return _path(QFileDialog.getExistingDirectory(self._window, tr("Open a collection: choose its folder")))

    def scans_folder(self) -> Path | None:
        """A folder of scans to add."""
        return _path(QFileDialog.getExistingDirectory(self._window, tr("Add a folder of scans")))

    def scan_files(self) -> list[Path]:
        """Files to add."""
        kinds = f"{tr('Scans')} ({_SCANS} {_SCANS.upper()});;{tr('All files')} (*)"
        names, _ = QFileDialog.getOpenFileNames(self._window, tr("Add files"), "", kinds)
        return [Path(name) for name in names]

    def scan_of(self, page_name: str) -> Path | None:
        """Where the scan of a page lies now."""
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Where is the scan of {page} now?", page=page_name))
        return _path(name)

    def is_sure(self, question: str, consequence: str, verb: str) -> bool:
        """Whether a person really wants what they asked for."""
        box = QMessageBox(QMessageBox.Icon.Question, tr("Are you sure?"), question, parent=self._window)
        box.setInformativeText(consequence)
        yes = box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(tr("&Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is yes


def _path(chosen: str) -> Path | None:
    return Path(chosen) if chosen else None
