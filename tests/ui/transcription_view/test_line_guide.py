"""Going through one kind of lines, useful lines first, and comments."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, LineFilter
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.steps import Step
from seqclr_desktop.ui.transcription_view.line_guide import LineGuide
from tests.builders import collection_with, machine_text


@pytest.fixture
def view(window: MainWindow, tmp_path: Path) -> Any:
    """Six lines: two transcribed, one of them with a comment, one doubtful."""
    with collection_with(tmp_path / "c", "one", "", "three", "", "", "") as collection:
        collection.write_machine_texts([(5, machine_text("five", 0.4))])
        collection.set_comment(3, "see page 9")
    window.workspace.open_collection(tmp_path / "c")
    found: Any = window.go_to(Step.TRANSCRIBE)
    found.show_line(1)
    return found


def guide_of(view: Any) -> LineGuide:
    guide = view.findChild(LineGuide)
    assert isinstance(guide, LineGuide)
    return guide


def choose(view: Any, kind: LineFilter | None) -> None:
    box = guide_of(view).box
    box.setCurrentIndex(box.findData(kind) if kind is not None else 0)
    box.activated.emit(box.currentIndex())


def current(view: Any) -> int:
    return int(view._desk.line.id)


def test_kind_is_gone_through_with_counts(qtbot: QtBot, view: Any) -> None:
    guide = guide_of(view)
    guide.counts_wanted.emit()
    texts = [guide.box.itemText(place) for place in range(guide.box.count())]
    assert "Not transcribed · 4" in texts
    assert "Doubtful · 1" in texts
    assert "With a comment · 1" in texts
    choose(view, LineFilter.DOUBTFUL)
    assert current(view) == 5
    choose(view, LineFilter.HUMAN)
    assert current(view) == 1
    guide.move_wanted.emit(+1)
    assert current(view) == 3
    guide.move_wanted.emit(-1)
    assert current(view) == 1


def test_comment_is_shown_changed_and_taken_away(qtbot: QtBot, view: Any) -> None:
    guide = guide_of(view)
    choose(view, LineFilter.COMMENTED)
    assert (current(view), guide.comment.text()) == (3, "see page 9")
    guide.comment.setFocus()
    guide.comment.selectAll()
    qtbot.keyClicks(guide.comment, "another hand")
    view._strip.field.setFocus()
    assert view._desk.line.comment == "another hand"
    view.show_line(4)
    assert guide.comment.text() == ""
    assert view._desk.line_counts()[LineFilter.COMMENTED] == 1


@pytest.mark.parametrize("way", ["the key Down", "the arrow", "another line", "closing"])
def test_a_comment_is_kept_whichever_way_its_line_is_left(
    qtbot: QtBot, window: MainWindow, view: Any, tmp_path: Path, way: str
) -> None:
    guide = guide_of(view)
    guide.comment.setFocus()
    qtbot.keyClicks(guide.comment, "another hand")
    {
        "the key Down": lambda: qtbot.keyClick(guide.comment, Qt.Key.Key_Down),
        "the arrow": lambda: guide.move_wanted.emit(+1),
        "another line": lambda: view.show_line(4),
        "closing": window.workspace.close_collection,
    }[way]()
    with Collection.open(tmp_path / "c") as collection:
        assert collection.line(1).comment == "another hand"
        assert [collection.line(line_id).comment for line_id in (2, 3, 4)] == ["", "see page 9", ""]


def test_a_refresh_leaves_a_comment_alone_that_is_being_typed(qtbot: QtBot, view: Any) -> None:
    guide = guide_of(view)
    guide.comment.setFocus()
    qtbot.keyClicks(guide.comment, "anoth")
    view.refresh()
    assert guide.comment.text() == "anoth"


def test_useful_lines_come_one_after_another_with_their_reasons(
    qtbot: QtBot, window: MainWindow, scans: Path, tmp_path: Path
) -> None:
    from seqclr_desktop.jobs.find_lines import FindLines
    from seqclr_desktop.jobs.import_pages import ImportPages
    from seqclr_desktop.jobs.job import Control

    folder = tmp_path / "real"
    Collection.create(folder).close()
    ImportPages(folder, [min(scans.iterdir())]).run(Control())
    FindLines(folder).run(Control())
    window.workspace.open_collection(folder)
    view: Any = window.go_to(Step.TRANSCRIBE)
    choose(view, None)
    qtbot.waitUntil(lambda: guide_of(view).reason() not in ("", "looking for useful lines…"), timeout=30_000)
    first = current(view)
    qtbot.keyClicks(view._strip.field, "a text")
    qtbot.keyClick(view._strip.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert current(view) != first
    assert guide_of(view).reason()
    human = view._desk._collection.line(first).human
    assert human is not None
    assert human.is_checked


def test_with_every_line_transcribed_all_lines_are_gone_through(qtbot: QtBot, view: Any) -> None:
    for line_id in (2, 4, 5):
        view.show_line(line_id)
        qtbot.keyClicks(view._strip.field, "x")
    view.show_line(6)
    assert guide_of(view).kind is LineFilter.TO_TRANSCRIBE
    qtbot.keyClicks(view._strip.field, "x")
    view.check_and_go_on()
    assert guide_of(view).kind is LineFilter.ALL
    assert guide_of(view).reason() == "every line is transcribed"
    view._strip.field.selectAll()
    qtbot.keyClick(view._strip.field, Qt.Key.Key_Delete)
    view.keep()
    assert guide_of(view).kind is LineFilter.TO_TRANSCRIBE
