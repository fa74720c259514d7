"""Files and folders dropped onto a widget."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this computer in `data`."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
