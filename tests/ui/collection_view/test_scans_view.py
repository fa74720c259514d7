"""The step Scans."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, PageFilter
from seqclr_desktop.document import Direction
from seqclr_desktop.jobs.writing_direction import chosen_direction
from seqclr_desktop.ui.collection_view.drop import dropped_paths
from seqclr_desktop.ui.collection_view.new_collection_dialog import NewCollectionDialog
from seqclr_desktop.ui.collection_view.scans_view import ScansView
from seqclr_desktop.ui.lists.page_state import PageState, state_of
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.page_view.lines_view import LinesView
from seqclr_desktop.ui.steps import Step
from tests.builders import collection_with, make_content, make_page
from tests.ui.fakes import AnswersAtOnce


def _view(window: MainWindow, collection: Collection) -> ScansView:
    folder = collection.folder
    collection.close()
    window.workspace.open_collection(folder)
    view = window.current_view
    assert isinstance(view, ScansView)
    return view


def test_a_dropped_folder_is_added(window: MainWindow, collection_folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    view = _view(window, Collection.open(collection_folder))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/a.jpg")])
    assert dropped_paths(data) == [tmp_path]
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(view.paths_dropped) as dropped:
        view.dropEvent(drop)
    assert dropped.args == [[tmp_path]]


def test_pages_are_filtered_by_what_is_left_to_do(window: MainWindow, tmp_path: Path) -> None:
    collection = collection_with(tmp_path / "c", "one", "")
    collection.add_page(make_page("done"), make_content("one"))
    collection.add_page(make_page("bare"))
    view = _view(window, collection)
    assert view.model.rowCount() == 3
    view.bar.choose(PageFilter.TRANSCRIBED)
    assert [view.model.index(row).data() for row in range(view.model.rowCount())] == ["done"]


def test_enter_on_a_page_leads_to_its_lines(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    view = _view(window, collection_with(tmp_path / "c", "one"))
    view.grid.setFocus()
    view.grid.setCurrentIndex(view.model.index(0))
    qtbot.keyClick(view.grid, Qt.Key.Key_Return)
    assert window.step is Step.LINES


def test_pages_are_removed_only_when_a_person_is_sure(
    window: MainWindow, asking: AnswersAtOnce, tmp_path: Path, qtbot: QtBot
) -> None:
    view = _view(window, collection_with(tmp_path / "c", "one"))
    view.grid.setFocus()
    view.grid.setCurrentIndex(view.model.index(0))
    asking.sure = False
    qtbot.keyClick(view.grid, Qt.Key.Key_Delete)
    assert view.model.rowCount() == 1
    asking.sure = True
    qtbot.keyClick(view.grid, Qt.Key.Key_Delete)
    assert view.shows_empty_state()


def choose_in_menu(view: ScansView, qtbot: QtBot, entry: str) -> None:
    """Open the menu of the pages by its key, which points at no page, and take an entry."""
    view.grid.customContextMenuRequested.emit(QPoint(-1, -1))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text().replace("&", "") == entry)
    menu.setActiveAction(action)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


def test_all_chosen_pages_are_turned(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    collection = collection_with(tmp_path / "c", "one")
    for name in ("b", "c"):
        collection.add_page(make_page(name))
    view = _view(window, collection)
    view.grid.setCurrentIndex(view.model.index(2))
    view.grid.selectionModel().select(view.model.index(0), QItemSelectionModel.SelectionFlag.Select)
    choose_in_menu(view, qtbot, "Turn to the right")
    assert window.workspace.collection is not None
    assert window.workspace.collection.rotations([1, 2, 3]) == {1: 90, 2: 0, 3: 90}


def test_the_menu_opens_for_all_pages_chosen_by_keys_alone(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    collection = collection_with(tmp_path / "c", "one")
    collection.add_page(make_page("b"))
    view = _view(window, collection)
    view.grid.setFocus()
    qtbot.keyClick(view.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    choose_in_menu(view, qtbot, "Turn to the right")
    assert window.workspace.collection is not None
    assert window.workspace.collection.rotations([1, 2]) == {1: 90, 2: 90}


def test_lines_of_chosen_pages_are_found_again_and_the_step_lines_can_undo_it(
    window: MainWindow, scan: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    collection = collection_with(tmp_path / "c", "one")
    for name in ("b", "c"):
        collection.add_page(make_page(name, path=scan, content_hash=name), make_content("", "", ""))
    view = _view(window, collection)
    view.grid.setCurrentIndex(view.model.index(2))
    view.grid.selectionModel().select(view.model.index(1), QItemSelectionModel.SelectionFlag.Select)
    with qtbot.waitSignal(window.workspace.jobs.ended, timeout=60_000):
        choose_in_menu(view, qtbot, "Find the lines of 2 pages again")
    reopened = window.workspace.collection
    assert reopened is not None
    assert [len(reopened.lines(page_id)) for page_id in (1, 2, 3)] == [1, 8, 8]
    lines = window.current_view
    assert isinstance(lines, LinesView)
    assert lines.page is not None
    assert lines.page.name == "b"  # the first of those chosen
    with qtbot.waitSignal(window.workspace.jobs.ended):
        window.actions_.action("undo").trigger()
    assert [len(reopened.lines(page_id)) for page_id in (1, 2, 3)] == [1, 3, 3]


def test_a_page_tells_its_state_in_words(window: MainWindow, tmp_path: Path) -> None:
    view = _view(window, collection_with(tmp_path / "c", "one", ""))
    index = view.model.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "page, 1 of 2 transcribed"


def test_the_state_of_a_page_follows_from_its_counts() -> None:
    states = {
        PageState.NEW: make_page(),
        PageState.EMPTY: make_page(lines_looked_for=True),
        PageState.LINES: make_page(line_count=3),
        PageState.READ: make_page(line_count=3, machine_count=3),
        PageState.PARTLY: make_page(line_count=4, human_count=1, machine_count=3, to_transcribe_count=2),
        PageState.DONE: make_page(line_count=4, human_count=3),  # the fourth cannot be used
    }
    assert {state: state_of(page) for state, page in states.items()} == {state: state for state in states}
    assert state_of(make_page(line_count=3), is_missing=True) is PageState.MISSING


def test_a_new_collection_gets_a_folder_of_its_name(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewCollectionDialog(tmp_path)
    qtbot.addWidget(dialog)
    assert not dialog.is_complete()
    dialog.type_name(" Letters: 1914/18 ")
    assert dialog.is_complete()
    assert (dialog.name, dialog.folder) == ("Letters: 1914/18", tmp_path / "Letters_ 1914_18")


@pytest.mark.parametrize(("steps", "chosen"), [(0, None), (1, Direction.LEFT_TO_RIGHT), (2, Direction.RIGHT_TO_LEFT)])
def test_a_new_collection_keeps_the_direction_chosen_for_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, steps: int, chosen: Direction | None
) -> None:
    dialog = window.deeds.ask_for_new()
    assert isinstance(dialog, NewCollectionDialog)
    name, place = dialog.findChildren(QLineEdit)
    name.setText("Letters")
    place.setText(str(tmp_path))
    (box,) = dialog.findChildren(QComboBox)
    for _ in range(steps):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    dialog.accept()
    collection = window.workspace.collection
    assert collection is not None
    assert collection.folder == tmp_path / "Letters"
    assert chosen_direction(collection) is chosen
    collection.add_page(make_page())
    lines = window.go_to(Step.LINES)
    assert isinstance(lines, LinesView)
    assert lines.bar.direction.actions_of[chosen].isChecked()


def test_the_folder_of_a_new_collection_may_be_made_on_every_system(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewCollectionDialog(tmp_path)
    qtbot.addWidget(dialog)
    for name, folder in (('a<b>:"c"?', "a_b___c__"), ("Aux", "_Aux")):
        dialog.type_name(name)
        assert dialog.folder == tmp_path / folder
    dialog.type_name("  ..  ")
    assert not dialog.is_complete()


def test_chosen_pages_stay_chosen_while_pages_come_in_and_are_put_in_another_order(
    window: MainWindow, tmp_path: Path
) -> None:
    collection = collection_with(tmp_path / "c", "one")
    for name in ("c", "b", "a"):
        collection.add_page(make_page(name))
    view = _view(window, collection)
    view.grid.setCurrentIndex(view.model.index(1))
    view.grid.selectionModel().select(view.model.index(3), QItemSelectionModel.SelectionFlag.Select)
    assert window.workspace.collection is not None
    window.workspace.collection.add_page(make_page("d"))
    view.refresh()
    assert (view.model.rowCount(), sorted(view._chosen())) == (5, [2, 4])
    view.bar._order.setCurrentIndex(1)
    assert sorted(view._chosen()) == [2, 4]
    assert view.grid.currentIndex().data() == "c"


def test_pages_of_the_collection_opened_while_one_was_asked_are_not_removed(
    window: MainWindow, asking: AnswersAtOnce, tmp_path: Path
) -> None:
    _view(window, collection_with(tmp_path / "c", "one"))
    collection_with(tmp_path / "other", "two").close()
    asking.meanwhile = lambda: window.workspace.open_collection(tmp_path / "other")
    window.deeds.remove_pages([1])
    assert window.workspace.collection is not None
    assert window.workspace.collection.page_ids() == [1]
