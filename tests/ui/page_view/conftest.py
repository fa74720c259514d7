"""What tests of the step Lines begin with: a drawn scan, and the collection that the window shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from seqclr_desktop.collection import Collection
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.page_view.lines_view import LinesView
from tests.layout.drawn_pages import drawn_page, rows


@pytest.fixture(scope="session")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with eight rows of writing."""
    path = tmp_path_factory.mktemp("scans") / "scan.png"
    Image.fromarray(drawn_page(rows(8, top=80, distance=80))).save(path, compress_level=1)
    return path


@pytest.fixture
def collection(window: MainWindow, view: LinesView) -> Collection:
    """That which the module's `view` shows."""
    assert window.workspace.collection is not None
    return window.workspace.collection
