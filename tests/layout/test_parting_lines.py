"""Splitting and joining lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seqclr_desktop.document import AuthorKind, Direction, Line, LineOrigin, TextVersion
from seqclr_desktop.geometry import polygon_area
from seqclr_desktop.layout.line_shapes import extent
from seqclr_desktop.layout.order_by_hand import clicked_in_order, moved
from seqclr_desktop.layout.parting_lines import merged_line, split_line
from seqclr_desktop.layout.shared_words import word_moved_back, word_moved_on
from seqclr_desktop.marks import Mark, MarkKind
from tests.builders import machine_text, make_line, outline


def parts_of(line: Line, at: tuple[float, float] | None = None) -> tuple[Line, Line]:
    parts = split_line(line, at)
    assert parts is not None
    return parts


def test_text_stays_with_the_part_that_is_read_first() -> None:
    line = make_line(0, "a text", id=5)
    first, second = parts_of(line, (300, 60))
    assert (first.id, first.best_text, first.baseline) == (5, "a text", ((100, 80), (300, 80)))
    assert (second.id, second.best_text, second.baseline) == (None, "", ((300, 80), (900, 80)))
    assert first.polygon == ((100, 30), (300, 30), (300, 95), (100, 95))
    assert polygon_area(first.polygon) + polygon_area(second.polygon) == polygon_area(line.polygon)


def test_right_to_left_line_is_read_from_its_right_part() -> None:
    line = make_line(0, "שלום", id=5, direction=Direction.RIGHT_TO_LEFT)
    first, second = parts_of(line, (300, 60))
    assert first.baseline == ((300, 80), (900, 80))
    assert first.best_text == "שלום"
    assert second.baseline == ((100, 80), (300, 80))
    drawn_from_the_right = replace(line, baseline=((900, 80), (100, 80)))
    first, _ = parts_of(drawn_from_the_right, (300, 60))
    assert first.baseline == ((900, 80), (300, 80))


def on_its_head(text: str = "", left: float = 100, right: float = 900, **changes: object) -> Line:
    """A line written upside down: its letters hang below the baseline, and their left end is at the right."""
    baseline, polygon = ((right, 80), (left, 80)), outline(left, 65, right, 130)
    return make_line(0, text, **{"baseline": baseline, "polygon": polygon, **changes})


def test_text_of_a_line_on_its_head_stays_with_the_end_its_letters_begin_at() -> None:
    first, second = parts_of(on_its_head("a text"), (300, 90))
    assert (first.best_text, first.baseline) == ("a text", ((900, 80), (300, 80)))
    assert (second.best_text, second.baseline) == ("", ((300, 80), (100, 80)))
    assert (first.box.left, second.box.right) == (300, 300)
    rtl = on_its_head("שלום", direction=Direction.RIGHT_TO_LEFT)
    assert [part.baseline for part in parts_of(rtl, (300, 90))] == [second.baseline, first.baseline]


def test_text_of_an_upright_right_to_left_line_stays_with_the_right_end_of_its_letters() -> None:
    line = replace(upright("שלום", 100, 900, 200), direction=Direction.RIGHT_TO_LEFT)
    first, second = parts_of(line, (100, 400))
    assert (first.best_text, first.baseline) == ("שלום", ((100, 400), (100, 200)))
    assert (second.best_text, second.baseline) == ("", ((100, 900), (100, 400)))
    assert (first.box.bottom, second.box.top) == (400, 400)


def test_parts_on_their_head_are_joined_along_their_letters() -> None:
    begun, ended = on_its_head("begun", left=520), on_its_head("ended", right=480)
    for order in ([begun, ended], [ended, begun]):
        joined = merged_line(order)
        assert joined.best_text == "begun ended"
        assert joined.baseline == ((900, 80), (520, 80), (480, 80), (100, 80))
        assert joined.box == on_its_head().box
        assert extent(joined) == extent(on_its_head()) == (50, 15)


def test_line_on_its_head_that_is_split_and_joined_again_has_its_old_shape() -> None:
    joined = merged_line(parts_of(on_its_head("a text"), (300, 90)))
    assert (joined.box, joined.best_text) == (on_its_head().box, "a text")
    assert joined.baseline[0] == (900, 80)


def test_without_a_place_the_line_is_parted_in_the_middle() -> None:
    first, _ = parts_of(make_line())
    assert first.baseline[1] == (500, 80)


def test_nothing_is_split_at_its_end() -> None:
    assert split_line(make_line(), (101, 80)) is None
    assert split_line(make_line(), (2000, 80)) is None


def test_bent_line_keeps_its_points_on_either_side() -> None:
    line = make_line(baseline=((100, 80), (400, 90), (900, 80)), polygon=())
    first, second = parts_of(line, (600, 80))
    assert first.baseline[:2] == ((100, 80), (400, 90))
    assert second.baseline[1:] == ((900, 80),)
    assert (first.polygon, second.polygon) == ((), ())


def test_parts_of_one_level_are_joined_along_the_writing() -> None:
    left, right = make_line(0, "left", right=480), make_line(0, "right", left=520, position=1)
    joined = merged_line([right, left])
    assert joined.best_text == "left right"
    assert joined.baseline == ((100, 80), (480, 80), (520, 80), (900, 80))
    assert joined.box == make_line().box
    assert joined.id is None
    assert joined.origin is LineOrigin.PERSON


def test_texts_of_right_to_left_parts_begin_at_the_right() -> None:
    rtl = Direction.RIGHT_TO_LEFT
    left, right = make_line(0, "שנייה", right=480, direction=rtl), make_line(0, "ראשונה", left=520, direction=rtl)
    assert merged_line([left, right]).best_text == "ראשונה שנייה"


def upright(text: str, x: float, start: float, end: float) -> Line:
    """A line that runs from one height on the page to another, its letters to the left of it where it runs up."""
    side = -1 if end < start else 1
    polygon = ((x + 50 * side, start), (x + 50 * side, end), (x - 15 * side, end), (x - 15 * side, start))
    return make_line(0, text, baseline=((x, start), (x, end)), polygon=polygon)


@pytest.mark.parametrize("x", [95, 105], ids=["a little to the left", "a little to the right"])
def test_upright_parts_are_joined_along_their_own_way(x: float) -> None:
    begun, ended = upright("begun", 100, 900, 600), upright("ended", x, 550, 200)
    joined = merged_line([begun, ended])
    assert joined.baseline == ((100, 900), (100, 600), (x, 550), (x, 200))
    assert joined.best_text == "begun ended"
    assert len(joined.polygon) == 8
    assert merged_line([ended, begun]).baseline == joined.baseline
    assert merged_line([ended, begun]).best_text == joined.best_text


def test_upright_hebrew_parts_are_joined_from_the_right_end_of_their_letters() -> None:
    rtl = Direction.RIGHT_TO_LEFT
    ended, begun = (replace(upright(*part), direction=rtl) for part in (("ב", 100, 200, 500), ("א", 105, 550, 900)))
    joined = merged_line([begun, ended])
    assert joined.baseline == ((100, 200), (100, 500), (105, 550), (105, 900))
    assert joined.best_text == "א ב"


def test_upright_part_drawn_the_other_way_is_not_left_out() -> None:
    begun, ended = upright("begun", 100, 900, 600), upright("ended", 100, 200, 550)
    joined = merged_line([begun, ended])
    assert joined.baseline == ((100, 900), (100, 600), (100, 550), (100, 200))


def test_upright_lines_beside_one_another_are_joined_in_reading_order() -> None:
    left, right = upright("left", 100, 900, 600), upright("right", 400, 550, 200)
    assert merged_line([right, left]).best_text == "right left"


def test_lines_below_one_another_are_joined_in_reading_order() -> None:
    upper, lower = make_line(0, "upper", left=500), make_line(1, "lower", right=480)
    assert merged_line([upper, lower]).best_text == "upper lower"


def test_split_line_joined_again_has_the_old_shape() -> None:
    line = make_line(0, "a text", id=5)
    joined = merged_line(parts_of(line, (300, 60)))
    assert joined.box == line.box
    assert joined.best_text == "a text"


def test_joined_text_is_a_persons_when_one_part_is() -> None:
    person = TextVersion("typed", AuthorKind.PERSON, "me", is_checked=True)
    joined = merged_line([make_line(0, "imported", right=480), make_line(0, left=520, human=person)])
    assert joined.human is not None
    assert (joined.human.text, joined.human.author_kind) == ("imported typed", AuthorKind.PERSON)
    assert not joined.human.is_checked


def test_what_was_checked_is_not_when_its_line_becomes_another() -> None:
    person = TextVersion("typed", AuthorKind.PERSON, "me", is_checked=True)
    checked = make_line(0, left=520, human=person)
    joined = merged_line([make_line(0, right=480), checked])
    first, _ = parts_of(checked)
    for line in (joined, first):
        assert line.human is not None
        assert (line.human.text, line.human.is_checked) == ("typed", False)
    assert merged_line([checked, checked]).human == replace(person, text="typed typed")


def test_machine_texts_are_joined_with_a_mark_for_each_letter() -> None:
    one = make_line(0, right=480, machine=machine_text("ab", 0.9))
    two = make_line(0, left=520, machine=machine_text("c", 0.5))
    machine = merged_line([one, two]).machine
    assert machine is not None
    assert (machine.text, machine.confidence, machine.char_confidences) == ("ab c", 0.5, (0.9, 0.9, 0.5, 0.5))
    assert merged_line([one, make_line(0, left=520)]).machine is None


def test_words_go_to_the_next_line_and_back() -> None:
    first, second = make_line(0, "a b c"), make_line(1, "d")
    moved_on = word_moved_on(first, second)
    assert moved_on is not None
    assert [line.best_text for line in moved_on] == ["a b", "c d"]
    back = word_moved_back(*moved_on)
    assert back is not None
    assert [line.best_text for line in back] == ["a b c", "d"]
    emptied = word_moved_on(make_line(0, "a"), make_line(1))
    assert emptied is not None
    assert emptied[0].human is None
    assert word_moved_on(make_line(), second) is None
    assert word_moved_back(first, make_line(1, machine=machine_text())) is None, "a machine's words stay where they are"


def test_marks_and_comments_go_with_their_words() -> None:
    unclear = TextVersion("one two", AuthorKind.PERSON, marks=(Mark(4, 7, MarkKind.UNCLEAR),))
    first, second = make_line(0, right=480, human=unclear), make_line(0, "three", left=520, comment="a blot")
    together = merged_line([second, first])
    assert together.human is not None
    assert together.human.marks == (Mark(4, 7, MarkKind.UNCLEAR),)
    assert together.comment == "a blot"
    moved_on = word_moved_on(first, second)
    assert moved_on is not None
    assert [line.human.marks for line in moved_on if line.human] == [(), (Mark(0, 3, MarkKind.UNCLEAR),)]
    back = word_moved_back(*moved_on)
    assert back is not None
    assert [line.human.marks for line in back if line.human] == [(Mark(4, 7, MarkKind.UNCLEAR),), ()]


def test_clicked_lines_follow_one_another_after_the_chosen_one() -> None:
    assert clicked_in_order("abcdef", "ec", after="a") == list("aecbdf")
    assert clicked_in_order("abcdef", "fb") == list("fbacde")
    assert clicked_in_order("abc", "cba") == list("cba")


def test_dragged_lines_keep_their_order() -> None:
    assert moved("abcdef", "db", 0) == list("bdacef")
    assert moved("abcdef", "ab", 4) == list("cdabef")
    assert moved("abcdef", "c", 6) == list("abdefc")
    assert moved("abcdef", "c", 3) == list("abcdef")
