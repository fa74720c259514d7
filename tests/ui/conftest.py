"""The real window on small real collections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PIL import Image
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection
from seqclr_desktop.ui.app import make_application
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.preferences import Preferences
from seqclr_desktop.ui.workspace import Workspace
from tests.layout.drawn_pages import drawn_page, rows
from tests.ui.fakes import AnswersAtOnce


@pytest.fixture
def asking() -> AnswersAtOnce:
    """The person at the window, who answers what the test has told them to."""
    return AnswersAtOnce()


@pytest.fixture
def make_window(qtbot: QtBot, asking: AnswersAtOnce) -> Iterator[Callable[[], MainWindow]]:
    """Opens windows and shuts them down when the test is over."""
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        make_application()
        workspace = Workspace(Preferences())
        window = MainWindow(workspace, asking)
        workspace.setParent(window)
        window.resize(1280, 720)
        window.show()
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.workspace.shut_down()
        window.close()
        shiboken6.delete(window)


@pytest.fixture
def window(make_window: Callable[[], MainWindow]) -> MainWindow:
    return make_window()


@pytest.fixture
def scans(shared_data: Path, tmp_path: Path) -> Path:
    """A folder with three real pages and nothing else."""
    folder = tmp_path / "scans"
    folder.mkdir()
    pages = sorted((shared_data / "peraire" / "pages").glob("*.jpg"))[:3]
    for page in pages:
        (folder / page.name).symlink_to(page)
    return folder


@pytest.fixture
def collection_folder(tmp_path: Path) -> Path:
    """An empty collection."""
    folder = tmp_path / "collection"
    Collection.create(folder, "Letters").close()
    return folder


@pytest.fixture(scope="session")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with eight rows of writing."""
    path = tmp_path_factory.mktemp("scans") / "scan.png"
    Image.fromarray(drawn_page(rows(8, top=80, distance=80))).save(path, compress_level=1)
    return path
