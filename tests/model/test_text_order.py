from pathlib import Path

import pytest

from seqclr_desktop.document import Direction
from seqclr_desktop.exchange import read_transcription
from seqclr_desktop.images.reading import probe
from seqclr_desktop.model.text_order import order_characters, to_logical, to_visual

RTL = Direction.RIGHT_TO_LEFT
LTR = Direction.LEFT_TO_RIGHT


def test_hebrew_is_seen_reversed_and_figures_are_not() -> None:
    assert to_visual("שנת 1897 היא", RTL) == "איה 1897 תנש"
    assert to_logical("איה 1897 תנש", RTL) == "שנת 1897 היא"


def test_latin_lines_stay_as_they_are() -> None:
    assert to_visual("Fait à Paris le 11 Août", LTR) == "Fait à Paris le 11 Août"
    assert to_logical("Fait à Paris le 11 Août", LTR) == "Fait à Paris le 11 Août"


def test_latin_words_inside_hebrew_keep_their_letters_in_order() -> None:
    text = "הרכבת Orient Express יצאה"
    assert "Orient Express" in to_visual(text, RTL)
    assert to_logical(to_visual(text, RTL), RTL) == text


def test_brackets_face_the_right_way_again() -> None:
    text = "אמר (בלחש) לו"
    assert to_logical(to_visual(text, RTL), RTL) == text


def test_characters_can_be_followed_to_where_they_were_seen() -> None:
    visual = to_visual("אבג 12", RTL)
    logical = to_logical(visual, RTL)
    assert [visual[place] for place in order_characters(visual, RTL)] == list(logical)
    assert sorted(order_characters("aab", LTR)) == [0, 1, 2]


@pytest.mark.parametrize("text", ["", "א", " ", "12", "(", "א" * 500])
def test_odd_texts_survive(text: str) -> None:
    visual = to_visual(text, RTL)
    assert len(to_logical(visual, RTL)) == len(text)
    assert sorted(order_characters(visual, RTL)) == list(range(len(visual)))


def test_real_mixed_lines_come_back_in_logical_order(shared_data: Path) -> None:
    pages = sorted((shared_data / "hebrew-letters-synthetic" / "pages").glob("*.xml"))
    texts = []
    for page in pages:
        frame = probe(page.with_suffix(".jpg"))[0]
        content = read_transcription(page, image_size=(frame.width_px, frame.height_px))
        texts += [line.human.text for line in content.lines if line.human]
    same = sum(to_logical(to_visual(text, RTL), RTL) == text for text in texts)
    assert same >= 0.99 * len(texts) > 700
