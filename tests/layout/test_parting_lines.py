"""Splitting and joining lines."""

from __future__ import annotations

from dataclasses import replace

from seqclr_desktop.document import AuthorKind, Direction, Line, LineOrigin, TextVersion
from seqclr_desktop.geometry import polygon_area
from seqclr_desktop.layout.order_by_hand import clicked_in_order, moved
from seqclr_desktop.layout.parting_lines import merged_line, split_line
from seqclr_desktop.layout.shared_words import word_moved_back, word_moved_on
from seqclr_desktop.marks import Mark, MarkKind
from tests.builders import machine_text, make_line


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
