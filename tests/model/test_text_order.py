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


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("אמר (בלחש) לו", "ול (שחלב) רמא"),
        ("הרכבת (Orient Express) יצאה", "האצי (Orient Express) תבכרה"),
        ("ראה Orient (1897) Express כאן", "ןאכ Orient (1897) Express האר"),
        ("ראו [שם] (עמ׳ 3)", "(3 ׳מע) [םש] ואר"),
        ("א «ב» ג", "ג «ב» א"),
    ],
)
def test_what_looks_like_an_opening_bracket_is_one_label_in_every_line(text: str, seen: str) -> None:
    assert to_visual(text, RTL) == seen
    assert to_logical(seen, RTL) == text
    followed = [seen[place] for place in order_characters(seen, RTL)]
    assert [character for character in followed if character.isalpha()] == [c for c in text if c.isalpha()]


def test_brackets_among_hebrew_words_of_a_latin_line_are_seen_as_in_a_latin_one() -> None:
    assert to_visual("Paris (פריז) le 3", LTR) == "Paris (זירפ) le 3"
    assert to_logical("Paris (זירפ) le 3", LTR) == "Paris (פריז) le 3"


def test_a_bracket_alone_in_a_hebrew_line_is_turned_round() -> None:
    assert (to_visual("(", RTL), to_logical(")", RTL), to_visual("(", LTR)) == (")", "(", "(")


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
