"""Transcribing with the keyboard, on a real collection; nothing typed is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, WindowLock
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.jobs.import_pages import ImportPages
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.marks import Mark, MarkedText, MarkKind
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.preferences import Preferences
from seqclr_desktop.ui.steps import Step
from seqclr_desktop.ui.transcription_view.history_dialog import HistoryDialog
from seqclr_desktop.ui.transcription_view.keys import Act
from seqclr_desktop.ui.transcription_view.view import TranscriptionView
from tests.builders import (
    PAGE_HEIGHT_PX,
    PAGE_WIDTH_PX,
    collection_with,
    machine_text,
    make_content,
    make_page,
    remove_lines,
)
from tests.ui.fakes import AnswersAtOnce

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def blank_page(path: Path, frame: int, rotation: int) -> Image.Image:
    return Image.new("L", (PAGE_WIDTH_PX, PAGE_HEIGHT_PX), 230)


def missing_page(path: Path, frame: int, rotation: int) -> Image.Image:
    raise UnreadableFileError("The scan is no longer where it was.", where=str(path))


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Page a with the lines 1 (transcribed), 2 (read by a model) and 3, page b with the lines 4 and 5."""
    with Collection.create(tmp_path / "c") as opened:
        opened.add_page(make_page("a"), make_content("one", "", ""))
        opened.add_page(make_page("b"), make_content("", ""))
        opened.write_machine_texts([(2, machine_text("two, as read"))])
        yield opened


@pytest.fixture
def view(qtbot: QtBot, collection: Collection) -> TranscriptionView:
    return shown(qtbot, collection)


def shown(qtbot: QtBot, collection: Collection, read_page: object = blank_page) -> TranscriptionView:
    view = TranscriptionView(LineImages(read_page))  # type: ignore[arg-type]
    qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
    view.resize(1080, 620)
    view.show_collection(collection)
    with qtbot.waitActive(view):
        view.show()
    return view


def press(qtbot: QtBot, view: TranscriptionView, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(view._strip.field, key, modifier or Qt.KeyboardModifier.NoModifier)


def type_text(qtbot: QtBot, view: TranscriptionView, text: str) -> None:
    qtbot.keyClicks(view._strip.field, text)


def human_text(collection: Collection, line_id: int) -> str:
    human = collection.line(line_id).human
    return human.text if human else ""


def current(view: TranscriptionView) -> int | None:
    assert view._desk is not None
    assert view._desk.line is not None
    return view._desk.line.id


def test_enter_keeps_the_text_and_goes_on(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    type_text(qtbot, view, "two")
    press(qtbot, view, Qt.Key.Key_Return)
    assert human_text(collection, 2) == "two"
    assert current(view) == 3
    assert view._strip.text() == ""
    assert view._strip.field.hasFocus()


def test_the_next_line_is_painted_before_its_page_and_the_counts(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    type_text(qtbot, view, "two")
    with qtbot.waitSignal(view.text_written):
        press(qtbot, view, Qt.Key.Key_Return)
        assert (view._page.canvas.current_line_id, current(view)) == (2, 3)
    assert view._page.canvas.current_line_id == 3


def test_enter_of_the_number_pad_is_enter(qtbot: QtBot, view: TranscriptionView) -> None:
    press(qtbot, view, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert current(view) == 3


def test_shift_enter_keeps_the_text_and_goes_back(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    type_text(qtbot, view, "two")
    press(qtbot, view, Qt.Key.Key_Return, SHIFT)
    assert human_text(collection, 2) == "two"
    assert current(view) == 1
    assert view._strip.text() == "one"


def test_ctrl_enter_marks_as_checked_and_goes_to_the_next_without_text(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    press(qtbot, view, Qt.Key.Key_Return, SHIFT)
    press(qtbot, view, Qt.Key.Key_Return, CTRL)
    human = collection.line(1).human
    assert human is not None
    assert human.is_checked
    assert current(view) == 2


def test_ctrl_enter_on_an_empty_line_checks_nothing(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    press(qtbot, view, Qt.Key.Key_Return, CTRL)
    assert collection.line(2).human is None
    assert current(view) == 3


def test_pages_turn_with_their_keys(qtbot: QtBot, view: TranscriptionView) -> None:
    press(qtbot, view, Qt.Key.Key_PageDown)
    assert current(view) == 4
    press(qtbot, view, Qt.Key.Key_PageUp)
    assert current(view) == 1


def test_alt_n_marks_as_unusable_and_back(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    press(qtbot, view, Qt.Key.Key_N, ALT)
    assert collection.line(2).is_unusable
    assert "unusable" in view._strip.state_text()
    press(qtbot, view, Qt.Key.Key_N, ALT)
    assert not collection.line(2).is_unusable


def test_a_pause_in_typing_writes(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    type_text(qtbot, view, "half a li")
    qtbot.waitUntil(lambda: collection.draft(2) == MarkedText("half a li"), timeout=2000)
    assert collection.line(2).human is None
    assert view._strip.text() == "half a li"


def test_a_run_of_edits_is_one_version(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    for part in ("half", " a line", " and more"):
        type_text(qtbot, view, part)
        qtbot.waitUntil(lambda: collection.draft(2) == MarkedText(view._strip.text()), timeout=2000)
    press(qtbot, view, Qt.Key.Key_Return)
    versions = [version for version in collection.versions(2) if version.author_kind.is_human]
    assert [version.text for version in versions] == ["half a line and more"]
    assert versions[0].author == Preferences().person
    assert collection.draft(2) is None


def test_typing_without_a_pause_is_written_too(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    for _ in range(12):
        type_text(qtbot, view, "x")
        qtbot.wait(50)
    draft = collection.draft(2)
    assert draft is not None
    assert draft.text.startswith("xxx")


def test_hiding_the_view_writes(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    type_text(qtbot, view, "two")
    view.hide()
    assert human_text(collection, 2) == "two"


def test_a_blank_at_the_end_stays_while_it_is_typed(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    type_text(qtbot, view, "two ")
    qtbot.waitUntil(lambda: collection.draft(2) == MarkedText("two "), timeout=2000)
    view.keep()
    assert view._strip.text() == "two "
    assert human_text(collection, 2) == "two"


def test_machine_text_is_a_suggestion_until_tab(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    assert view._strip.field.offered == "two, as read"
    press(qtbot, view, Qt.Key.Key_Return)
    assert collection.line(2).human is None
    press(qtbot, view, Qt.Key.Key_Return, SHIFT)
    press(qtbot, view, Qt.Key.Key_Tab)
    press(qtbot, view, Qt.Key.Key_Return)
    assert human_text(collection, 2) == "two, as read"


def test_a_machine_reading_meanwhile_leaves_what_is_typed(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    type_text(qtbot, view, "two")
    collection.write_machine_texts([(2, machine_text("something else"))])
    view.refresh()
    assert view._strip.text() == "two"
    assert human_text(collection, 2) == "two"


def test_what_changes_elsewhere_leaves_caret_and_blank_where_they_are(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    field = view._strip.field
    type_text(qtbot, view, "two three ")
    field.setCursorPosition(3)
    collection.write_machine_texts([(3, machine_text("something else"))])
    view.refresh()
    assert (field.text(), field.cursorPosition()) == ("two three ", 3)
    collection.write_human_text(2, "by another window")
    view.refresh()
    assert field.text() == "by another window"


def test_looking_at_a_line_writes_nothing(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    press(qtbot, view, Qt.Key.Key_Return, SHIFT)
    for _ in range(4):
        press(qtbot, view, Qt.Key.Key_Return)
    assert len(collection.versions(1)) == 1


def test_count_tells_line_and_collection(qtbot: QtBot, view: TranscriptionView) -> None:
    assert view._footer.count_text() == "line 2 of 3 · 1 of 5"
    type_text(qtbot, view, "two")
    press(qtbot, view, Qt.Key.Key_Return)
    assert view._footer.count_text() == "line 3 of 3 · 2 of 5"


def test_a_text_that_cannot_be_written_stays_in_the_field_and_that_is_said(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    remove_lines(collection, [2])
    type_text(qtbot, view, "two")
    press(qtbot, view, Qt.Key.Key_Return)
    assert view._strip.text() == "two"
    assert "Not kept yet" in view._strip.state_text()
    assert current(view) == 2


def test_a_collection_with_a_text_that_cannot_be_written_is_closed_only_when_a_person_is_sure(
    qtbot: QtBot, window: MainWindow, asking: AnswersAtOnce, tmp_path: Path
) -> None:
    for name in ("c", "other"):
        collection_with(tmp_path / name, "one", "").close()
    workspace = window.workspace
    workspace.open_collection(tmp_path / "c")
    view = window.go_to(Step.TRANSCRIBE)
    assert isinstance(view, TranscriptionView)
    assert workspace.collection is not None
    view.show_line(2)
    remove_lines(workspace.collection, [2])
    type_text(qtbot, view, "two")
    asking.sure = False
    workspace.close_collection()
    workspace.open_collection(tmp_path / "other")
    window.close()
    assert window.isVisible()
    assert workspace.collection.folder == tmp_path / "c"
    assert view._strip.text() == "two"
    with WindowLock(tmp_path / "other"):
        pass  # it was not left locked
    asking.sure = True
    workspace.open_collection(tmp_path / "other")
    assert workspace.collection.folder == tmp_path / "other"


def test_undo_goes_back_over_lines_and_destroys_nothing(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    type_text(qtbot, view, "two")
    press(qtbot, view, Qt.Key.Key_Return)
    type_text(qtbot, view, "three")
    press(qtbot, view, Qt.Key.Key_N, ALT)
    press(qtbot, view, Qt.Key.Key_Return, SHIFT)
    for expected in (3, 3, 2):
        press(qtbot, view, Qt.Key.Key_Z, CTRL)
        assert current(view) == expected
    assert not collection.line(3).is_unusable
    assert view._strip.text() == ""
    press(qtbot, view, Qt.Key.Key_Return)
    assert collection.line(2).human is None
    assert [version.text for version in collection.versions(2) if version.author_kind.is_human] == ["", "two"]
    view.undo_stack.redo()
    assert current(view) == 2
    assert view._strip.text() == "two"


def test_undo_takes_back_a_word_at_a_time(qtbot: QtBot, view: TranscriptionView) -> None:
    type_text(qtbot, view, "two words")
    press(qtbot, view, Qt.Key.Key_Z, CTRL)
    assert view._strip.text() == "two "


def test_checking_is_undone_too(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    press(qtbot, view, Qt.Key.Key_Return, SHIFT)
    press(qtbot, view, Qt.Key.Key_Return, CTRL)
    press(qtbot, view, Qt.Key.Key_Z, CTRL)
    human = collection.line(1).human
    assert human is not None
    assert not human.is_checked


def test_an_earlier_version_comes_back_as_a_new_one(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    press(qtbot, view, Qt.Key.Key_Return, SHIFT)
    type_text(qtbot, view, " and more")
    press(qtbot, view, Qt.Key.Key_F7)
    dialog = view.findChild(HistoryDialog)
    assert dialog is not None
    dialog._list.setCurrentRow(1)
    dialog._restore.click()
    assert [version.text for version in collection.versions(1)] == ["one", "one and more", "one"]
    assert human_text(collection, 1) == "one"


def test_a_version_of_the_same_letters_with_other_marks_can_be_taken_again(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    press(qtbot, view, Qt.Key.Key_Return, SHIFT)
    press(qtbot, view, Qt.Key.Key_O, ALT)
    press(qtbot, view, Qt.Key.Key_F7)
    dialog = view.findChild(HistoryDialog)
    assert dialog is not None
    assert not dialog._restore.isEnabled()
    dialog._list.setCurrentRow(1)
    dialog._restore.click()
    human = collection.line(1).human
    assert human is not None
    assert (human.text, human.marks) == ("one", ())


def test_keys_mark_letters_and_the_marks_are_kept(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    type_text(qtbot, view, "seen Paris")
    press(qtbot, view, Qt.Key.Key_O, ALT)
    press(qtbot, view, Qt.Key.Key_G, ALT)
    assert "place" in view._strip.state_text()
    view.grab()
    press(qtbot, view, Qt.Key.Key_Return)
    press(qtbot, view, Qt.Key.Key_Return, SHIFT)
    human = collection.line(2).human
    assert human is not None
    assert human.marks == (Mark(5, 10, MarkKind.PLACE), Mark(10, 10, MarkKind.GAP))
    assert view._strip.field.marked == MarkedText(human.text, human.marks)


def test_a_note_is_asked_for_and_shown(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    type_text(qtbot, view, "seen")
    press(qtbot, view, Qt.Key.Key_M, ALT)
    dialog = view.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("in another hand")
    dialog.accept()
    assert "note: in another hand" in view._strip.state_text()
    view.keep()
    human = collection.line(2).human
    assert human is not None
    assert human.marks == (Mark(0, 4, MarkKind.NOTE, "in another hand"),)


def test_a_tag_of_another_program_is_shown_and_can_be_taken_off(
    qtbot: QtBot, view: TranscriptionView, collection: Collection
) -> None:
    type_text(qtbot, view, "1914")
    field = view._strip.field
    field.change(MarkedText("1914", (Mark(0, 4, MarkKind.TAG, "date year:1914;"), Mark(0, 4, MarkKind.PLACE))))
    assert "tag: date year:1914;" in view._strip.state_text()
    view.grab()
    menu = field.make_menu()
    (action,) = [action for action in menu.findChildren(QAction) if action.text() == "tag: date year:1914;"]
    action.trigger()
    menu.deleteLater()
    view.keep()
    human = collection.line(2).human
    assert human is not None
    assert human.marks == (Mark(0, 4, MarkKind.PLACE),)


def test_the_next_word_is_taken_over_with_ctrl_right(qtbot: QtBot, view: TranscriptionView) -> None:
    press(qtbot, view, Qt.Key.Key_Right, CTRL)
    assert view._strip.text() == "two,"
    press(qtbot, view, Qt.Key.Key_Right, CTRL)
    assert view._strip.text() == "two, as"
    assert view._strip.field.offered == " read"


def test_arrows_go_up_and_down(qtbot: QtBot, view: TranscriptionView) -> None:
    press(qtbot, view, Qt.Key.Key_Down)
    assert current(view) == 3
    press(qtbot, view, Qt.Key.Key_Up)
    assert current(view) == 2


def test_page_arrows_follow_the_reading(qtbot: QtBot, view: TranscriptionView) -> None:
    press(qtbot, view, Qt.Key.Key_Right, ALT)
    assert current(view) == 4
    view._strip.field.insert_text("שלום")
    press(qtbot, view, Qt.Key.Key_Right, ALT)
    assert current(view) == 1


def test_a_changed_key_counts_at_once(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    view.keys.change(Act.UNUSABLE, QKeySequence("Ctrl+U"))
    press(qtbot, view, Qt.Key.Key_N, ALT)
    assert not collection.line(2).is_unusable
    press(qtbot, view, Qt.Key.Key_U, CTRL)
    assert collection.line(2).is_unusable
    assert "Ctrl+U" in view._footer._unusable.toolTip()


def test_without_scans_the_way_to_them_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    with Collection.create(tmp_path / "bare") as bare:
        view = shown(qtbot, bare)
        assert "no scans" in view._empty.words()
        with qtbot.waitSignal(view.step_wanted) as wanted:
            view._empty.wanted.emit()
        assert wanted.args == ["scans"]
        bare.add_page(make_page("a"))
        view.refresh()
        assert "No lines" in view._empty.words()
        view.show_collection(None)


def test_a_scan_that_is_gone_is_told_in_place_of_the_image(qtbot: QtBot, collection: Collection) -> None:
    view = shown(qtbot, collection, missing_page)
    qtbot.waitUntil(lambda: "no longer" in view._strip._picture.message)


def test_everything_fits_at_double_text_size(qtbot: QtBot, collection: Collection) -> None:
    before = QApplication.font()
    large = QApplication.font()
    large.setPointSizeF(2 * large.pointSizeF())
    QApplication.setFont(large)
    try:
        view = shown(qtbot, collection)
        assert view.minimumSizeHint().width() <= 960  # 1280 less the rail at this size
        assert view.minimumSizeHint().height() <= 560
        count = view._footer._count
        assert count.shown_text() == count.text()
    finally:
        QApplication.setFont(before)


@pytest.fixture
def real_collection(shared_data: Path, tmp_path: Path) -> Iterator[Collection]:
    """Two pages of the notebooks with their lines and texts, and one in Hebrew."""
    scans = tmp_path / "scans"
    scans.mkdir()
    chosen = [("peraire", 2), ("hebrew-letters-synthetic", 1)]
    for name, count in chosen:
        for page in sorted((shared_data / name / "pages").glob("*.jpg"))[:count]:
            (scans / page.name).symlink_to(page)
            (scans / page.with_suffix(".xml").name).symlink_to(page.with_suffix(".xml"))
    folder = tmp_path / "real"
    Collection.create(folder).close()
    ImportPages(folder, [scans]).run(Control())
    with Collection.open(folder) as opened:
        yield opened


def test_real_lines_are_shown_and_the_next_is_there_at_once(qtbot: QtBot, real_collection: Collection) -> None:
    view = shown(qtbot, real_collection, None)
    view.show_line(real_collection.line_ids()[3])
    line = view._desk.neighbour(+1) if view._desk else None
    assert line is not None
    qtbot.waitUntil(lambda: view._images.image(line) is not None, timeout=20_000)
    began = time.perf_counter()
    press(qtbot, view, Qt.Key.Key_Return)
    view.grab()
    assert view._strip._picture.image is not None
    assert time.perf_counter() - began < 0.5  # 0.05 s on a quiet machine; tests share theirs


def test_hebrew_line_is_written_from_right_to_left(qtbot: QtBot, real_collection: Collection) -> None:
    view = shown(qtbot, real_collection, None)
    hebrew = next(page for page in real_collection.pages() if page.name.startswith(("A_", "B_", "C_")))
    assert hebrew.id is not None
    view.show_line(real_collection.lines(hebrew.id)[0].id or 0)
    assert view._strip.field.layoutDirection() is Qt.LayoutDirection.RightToLeft
