"""What tests of the step Lines begin with: the collection that the window shows."""

from __future__ import annotations

import pytest

from seqclr_desktop.collection import Collection
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.page_view.lines_view import LinesView


@pytest.fixture
def collection(window: MainWindow, view: LinesView) -> Collection:
    """That which the module's `view` shows."""
    assert window.workspace.collection is not None
    return window.workspace.collection
