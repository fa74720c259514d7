"""Models are listed, and removed from the real window when a person is sure."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, ModelKind, ModelRecord
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.steps import Step
from seqclr_desktop.ui.training_view.models_section import ModelsSection
from tests.builders import add_model, collection_with
from tests.ui.fakes import AnswersAtOnce, JobThatWaits


class TranscribePages(JobThatWaits):
    """Plays a reading with a model."""


def record(name: str, folder: Path = Path("/models")) -> ModelRecord:
    return ModelRecord(name, ModelKind.RECOGNISER, folder / f"{name}.safetensors")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection with the models `old` and `new`."""
    with collection_with(tmp_path / "c", "one", "two") as collection:
        for name in ("old", "new"):
            add_model(collection, name)
    return tmp_path / "c"


def section_in(window: MainWindow, folder: Path) -> ModelsSection:
    window.workspace.open_collection(folder)
    view = window.go_to(Step.TRAIN)
    section = view.findChild(ModelsSection)
    assert isinstance(section, ModelsSection)
    return section


def names(window: MainWindow) -> list[str]:
    collection = window.workspace.collection
    assert collection is not None
    return [model.name for model in collection.models()]


def test_nothing_can_be_removed_before_it_is_chosen(qtbot: QtBot) -> None:
    section = ModelsSection()
    qtbot.addWidget(section)
    section.show_models([record("a"), record("b")])
    assert not section.remove_button.isEnabled()
    section.table.selectRow(1)
    assert section.remove_button.isEnabled()
    with qtbot.waitSignal(section.removal_wanted) as wanted:
        qtbot.mouseClick(section.remove_button, Qt.MouseButton.LeftButton)
    assert wanted.args == [["b"]]


def test_the_chosen_stay_chosen_when_a_model_comes_in(qtbot: QtBot) -> None:
    section = ModelsSection()
    qtbot.addWidget(section)
    section.show_models([record("b"), record("a")])
    section.table.selectRow(1)
    section.show_models([record("c"), record("b"), record("a")])
    assert section.chosen == ["a"]
    section.show_models([record("c"), record("b")])
    assert section.chosen == []
    assert not section.remove_button.isEnabled()


def test_every_row_is_in_sight_where_large_text_needs_a_bar_to_scroll(qtbot: QtBot) -> None:
    section = ModelsSection()
    qtbot.addWidget(section)
    section.show_models([record("a"), record("b")])
    section.show()
    for width in (1200, 260):
        section.resize(width, 400)
        qtbot.waitUntil(lambda width=width: section.table.horizontalScrollBar().isVisible() == (width < 300))
        row = section.table.visualRect(section.models.index(1, 0))
        qtbot.waitUntil(lambda row=row: row.bottom() <= section.table.viewport().height())


def test_models_go_with_their_files_when_a_person_is_sure(
    window: MainWindow, asking: AnswersAtOnce, folder: Path, qtbot: QtBot
) -> None:
    section = section_in(window, folder)
    section.table.setFocus()
    section.table.selectRow(1)
    asking.sure = False
    qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    assert names(window) == ["new", "old"]
    asking.sure = True
    qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    assert names(window) == ["new"]
    assert [section.models.index(row, 0).data() for row in range(section.models.rowCount())] == ["new"]
    assert [path.name for path in (folder / "models").iterdir()] == ["new.safetensors"]


def test_no_model_is_removed_while_a_job_may_need_one(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    section = section_in(window, folder)
    job = TranscribePages()
    window.workspace.run_job(job)
    section.table.selectRow(0)
    section.remove_button.click()
    assert "A job is at work with a model." in window.findChild(QMessageBox).text()
    assert names(window) == ["new", "old"]
    job.may_end.set()
    qtbot.waitUntil(lambda: window.workspace.jobs.is_idle)
    section.remove_button.click()
    assert names(window) == ["old"]


def test_models_of_the_collection_opened_while_one_was_asked_are_not_removed(
    window: MainWindow, asking: AnswersAtOnce, folder: Path, tmp_path: Path
) -> None:
    section_in(window, folder)
    with Collection.create(tmp_path / "other") as other:
        other.add_model(record("new"))
    asking.meanwhile = lambda: window.workspace.open_collection(tmp_path / "other")
    window.deeds.remove_models(["new"])
    assert names(window) == ["new"]
