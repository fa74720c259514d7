"""Exporting: format, pages and place, and a reason when it cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection
from seqclr_desktop.exchange.formats import DESCRIPTIONS, ExportFormat
from seqclr_desktop.jobs.export_pages import ExportPages
from seqclr_desktop.ui.exchange_view.export_choice import ExportChoice, refusal
from seqclr_desktop.ui.exchange_view.export_dialog import ExportDialog
from tests.builders import make_content, make_page


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Page a with a text, page b without."""
    with Collection.create(tmp_path / "c") as opened:
        opened.add_page(make_page("a"), make_content("one", ""))
        opened.add_page(make_page("b"), make_content(""))
        yield opened


@pytest.fixture
def dialog(qtbot: QtBot, collection: Collection) -> ExportDialog:
    widget = ExportDialog(collection, ask_folder=lambda _parent, _start: "/somewhere/else")
    qtbot.addWidget(widget)
    widget.show()
    return widget


def asked_job(qtbot: QtBot, dialog: ExportDialog) -> ExportPages:
    with qtbot.waitSignal(dialog.job_wanted) as wanted:
        qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    job = wanted.args[0]
    assert isinstance(job, ExportPages)
    return job


def test_every_format_says_what_it_loses(dialog: ExportDialog) -> None:
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for description in DESCRIPTIONS.values():
        assert description.loses in words


def test_all_pages_in_page_xml_unless_told_otherwise(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    assert dialog.summary().startswith("2 pages")
    job = asked_job(qtbot, dialog)
    assert (job.format, job.out, job.page_names) == (ExportFormat.PAGE, tmp_path / "c-export", ())


def test_pages_with_text_are_named_to_the_job(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.pages_box.setCurrentIndex(1)
    assert dialog.summary().startswith("1 page ")
    assert asked_job(qtbot, dialog).page_names == ("a",)


def test_the_choice_is_remembered(qtbot: QtBot, dialog: ExportDialog, collection: Collection, tmp_path: Path) -> None:
    next(choice for choice in dialog.formats if choice.kind is ExportFormat.TEXT).button.click()
    dialog.folder_field.setText(str(tmp_path / "texts"))
    asked_job(qtbot, dialog)
    again = ExportDialog(collection)
    qtbot.addWidget(again)
    assert again.choice == ExportChoice(ExportFormat.TEXT, str(tmp_path / "texts"))


def test_a_folder_can_be_chosen(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.mouseClick(dialog._browse, Qt.MouseButton.LeftButton)
    assert Path(dialog.folder_field.text()) == Path("/somewhere/else")


def test_without_a_folder_nothing_can_be_exported(dialog: ExportDialog) -> None:
    dialog.folder_field.clear()
    assert not dialog.export_button.isEnabled()
    assert dialog.summary() == "Choose a folder to write to."


def test_reasons_against_an_export_are_sentences(tmp_path: Path) -> None:
    pages = [make_page("a")]
    file = tmp_path / "file"
    file.touch()
    inside = tmp_path / "c" / "cache"

    def reason(folder: str, *, only_with_text: bool = False) -> str:
        return refusal(ExportChoice(ExportFormat.PAGE, folder, only_with_text), tmp_path / "c", pages)

    assert "whole path" in reason("somewhere")
    assert reason("~nobody-is-called-this/out") in (reason("somewhere"), "")  # Windows looks beside one's own home
    assert "is a file" in reason(str(file))
    assert "own folder" in reason(str(inside))
    assert "no page" in reason(str(tmp_path / "out"), only_with_text=True)
    assert reason(str(tmp_path / "out")) == ""
