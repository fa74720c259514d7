"""Other readings, special characters, direction, font and the picture's look, on a real collection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QKeySequence
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Direction, WordAlternative
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.preferences import Preferences, ReadingFont
from seqclr_desktop.ui.transcription_view.character_key_dialog import CharacterKeyDialog
from seqclr_desktop.ui.transcription_view.character_sets import count_characters, most_used, read_keyboard
from seqclr_desktop.ui.transcription_view.keys import Act, KeyTable, KeyTakenError
from seqclr_desktop.ui.transcription_view.other_readings import doubtful_spans, readings_at
from seqclr_desktop.ui.transcription_view.picture_look import (
    BLEED_THROUGH,
    FADED_INK,
    INVERTED,
    PLAIN,
    PictureLook,
    looked_at,
)
from seqclr_desktop.ui.transcription_view.reading_font import bundled_families
from seqclr_desktop.ui.transcription_view.view import TranscriptionView
from tests.builders import PAGE_HEIGHT_PX, PAGE_WIDTH_PX, machine_text, make_content, make_page

READ = replace(
    machine_text("two wards more"),
    char_confidences=(0.9,) * 5 + (0.3,) + (0.9,) * 8,
    alternatives=(WordAlternative(4, 9, "words", 0.3), WordAlternative(4, 9, "warps", 0.1)),
)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Line 1 is transcribed, line 2 read by a model with a doubtful word, line 3 bare."""
    with Collection.create(tmp_path / "c") as opened:
        opened.add_page(make_page("a"), make_content("ſoꝑ ſe", "", ""))
        opened.write_machine_texts([(2, READ)])
        yield opened


@pytest.fixture
def view(qtbot: QtBot, collection: Collection) -> TranscriptionView:
    view = TranscriptionView(LineImages(lambda *_: Image.new("L", (PAGE_WIDTH_PX, PAGE_HEIGHT_PX), 200)))
    qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
    view.resize(1080, 640)
    view.show_collection(collection)
    with qtbot.waitActive(view):
        view.show()
    return view


def test_another_reading_takes_the_place_of_the_word(qtbot: QtBot, view: TranscriptionView) -> None:
    field = view._strip.field
    field.accept_suggestion()
    field.setCursorPosition(6)
    menu = view._tools.other_readings_menu()
    assert [action.text() for action in menu.actions()] == ["words\t30 %", "warps\t10 %"]
    menu.actions()[0].trigger()
    assert field.text() == "two words more"
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "two wards more"


def test_another_reading_of_a_word_not_yet_taken_over_takes_what_lies_before_it(
    qtbot: QtBot, view: TranscriptionView
) -> None:
    field = view._strip.field
    field.accept_next_word()
    qtbot.keyClick(field, Qt.Key.Key_Space)
    view._tools.other_readings_menu().actions()[1].trigger()
    assert field.text() == "two warps"


def test_readings_follow_their_word_through_edits() -> None:
    found = readings_at(READ.alternatives, READ.text, "all the two wards more", 14)
    assert found is not None
    assert (found.start, found.end) == (12, 17)
    assert readings_at(READ.alternatives, READ.text, "two more", 2) is None


def test_doubtful_letters_are_told_and_drawn(view: TranscriptionView) -> None:
    assert [(span.start, span.end) for span in doubtful_spans(READ)] == [(5, 6)]
    with_doubt = view._strip.field.grab().toImage()
    view._strip.field.show_doubts("", ())
    assert view._strip.field.grab().toImage() != with_doubt


def test_the_palette_fills_itself_by_frequency(qtbot: QtBot, view: TranscriptionView) -> None:
    qtbot.keyClick(view._strip.field, Qt.Key.Key_F9)
    buttons = view._palette.buttons()
    assert [button.text() for button in buttons] == ["ſ", "ꝑ"]
    assert [button.toolTip().split("   ")[-1] for button in buttons] == [
        "2 times in your texts",
        "1 time in your texts",
    ]
    assert buttons[1].accessibleDescription() == "1 time in your texts"
    buttons[1].click()
    assert view._strip.text() == "ꝑ"
    assert "stroke" in buttons[1].accessibleName().lower()
    qtbot.keyClick(view._strip.field, Qt.Key.Key_F9)
    assert view._palette.isHidden()


def test_letters_of_ordinary_keyboards_are_no_special_characters() -> None:
    counts = count_characters(["abc ſſ é", "é ſ"])
    assert counts == {"ſ": 3, "é": 2}
    assert most_used(counts) == ("ſ", "é")


def keyboard(folder: Path) -> Path:
    keys = [{"row": 1, "column": 0, "character": "ꝓ"}, {"row": 0, "column": 1, "character": "ē"}]
    path = folder / "charters.json"
    path.write_text(json.dumps({"version": "0.1", "name": "Charters", "characters": keys}), encoding="utf-8")
    return path


def set_names(view: TranscriptionView) -> list[str]:
    return [view._palette._choice.itemText(n) for n in range(view._palette._choice.count())]


@pytest.mark.parametrize(("entry", "everywhere"), [(0, False), (1, True)])
def test_a_keyboard_of_escriptorium_is_brought_in_and_taken_away(
    qtbot: QtBot, view: TranscriptionView, collection: Collection, tmp_path: Path, entry: int, everywhere: bool
) -> None:
    qtbot.keyClick(view._strip.field, Qt.Key.Key_F9)
    view._palette.set_menu().actions()[entry].trigger()
    dialog = view.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(keyboard(tmp_path))])
    dialog.reject()
    assert set_names(view)[:2] == ["From this collection", "Charters"]
    assert [button.text() for button in view._palette.buttons()] == ["ē", "ꝓ"]
    assert ("Charters" in Preferences().keyboards) is everywhere
    assert ("Charters" in collection.setting("transcription.keyboards")) is not everywhere
    view._palette.removal_wanted.emit("Charters")
    assert "Charters" not in [*set_names(view), Preferences().keyboards]


def test_a_key_given_to_a_character_writes_it_from_then_on(qtbot: QtBot, view: TranscriptionView) -> None:
    field = view._strip.field
    qtbot.keyClick(field, Qt.Key.Key_F9)
    view._palette.buttons()[1].actions()[0].trigger()
    dialog = view.findChild(CharacterKeyDialog)
    assert dialog is not None
    dialog.field.setKeySequence(QKeySequence("Alt+U"))
    dialog.accept()
    assert "already means" in dialog.problem()
    dialog.field.setKeySequence(QKeySequence("Alt+1"))
    dialog.accept()
    assert dialog.isHidden()
    qtbot.keyClick(field, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert field.text() == "ꝑ"
    assert "Alt+1" in view._palette.buttons()[1].toolTip()
    assert KeyTable().character_names() == {"ꝑ": "Alt+1"}


def test_a_key_of_a_character_is_taken_for_other_things_until_it_is_given_back(view: TranscriptionView) -> None:
    view.keys.give_character("ꝑ", QKeySequence("Alt+1"))
    with pytest.raises(KeyTakenError, match="ꝑ"):
        view.keys.change(Act.UNCLEAR, QKeySequence("Alt+1"))
    with pytest.raises(KeyTakenError, match="ꝑ"):
        view.keys.give_character("ſ", QKeySequence("Alt+1"))
    view.keys.give_character("ꝑ", QKeySequence())
    view.keys.give_character("ſ", QKeySequence("Alt+1"))
    assert KeyTable().character_names() == {"ſ": "Alt+1"}


@pytest.mark.parametrize("content", ["no json", "[]", '{"characters": [{"character": " "}]}'])
def test_what_is_no_keyboard_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "k.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFileError):
        read_keyboard(path)


def test_a_turned_line_stays_turned(qtbot: QtBot, view: TranscriptionView, collection: Collection) -> None:
    field = view._strip.field
    field.insert_text("abc")
    qtbot.keyClick(field, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert field.direction is Direction.RIGHT_TO_LEFT
    assert collection.line(2).direction is Direction.RIGHT_TO_LEFT
    view.go_on()
    assert field.direction is Direction.LEFT_TO_RIGHT
    view.go_back()
    assert field.direction is Direction.RIGHT_TO_LEFT


@pytest.mark.parametrize("look", [FADED_INK, BLEED_THROUGH, INVERTED, PictureLook(100, -100, 500)])
def test_a_look_changes_the_picture_shown_and_not_the_one_kept(look: PictureLook) -> None:
    image = QImage(3, 2, QImage.Format.Format_RGB888)
    image.fill(QColor(120, 130, 140))
    shown = looked_at(image, look)
    assert shown is not None
    assert shown.size() == image.size()
    assert shown != image
    assert image.pixelColor(2, 1) == QColor(120, 130, 140)
    assert looked_at(image, PLAIN) is image


def test_faded_ink_grows_darker_against_its_paper_and_bleed_through_fades() -> None:
    faded, paper = 150, 215
    table = FADED_INK.table().astype(int)
    assert table[paper] - table[faded] > 1.3 * (paper - faded)
    through, ink = 170, 60
    table = BLEED_THROUGH.table().astype(int)
    assert 255 - table[through] < 0.5 * (255 - through)
    assert table[ink] < 100


def test_the_bundled_fonts_are_there_and_chosen(view: TranscriptionView) -> None:
    assert bundled_families() == ("Junicode Two Beta", "Ezra SIL")
    view._tools._choose_font(ReadingFont.HEBREW)
    assert view._strip.field.font().families()[0] == "Ezra SIL"
    assert Preferences().reading_font is ReadingFont.HEBREW


def test_the_text_can_be_made_larger_and_stays_so(view: TranscriptionView) -> None:
    before = view._strip.field.font().pointSizeF()
    view._tools._scale_font(+1)
    view._tools._scale_font(+1)
    assert view._strip.field.font().pointSizeF() > 1.3 * before
    assert Preferences().reading_scale == pytest.approx(1.15**2)
    view._tools._choose_font(ReadingFont.MANUSCRIPT)
    assert view._strip.field.font().pointSizeF() > 1.3 * before
    view._tools._scale_font(0)
    assert view._strip.field.font().pointSizeF() == before
