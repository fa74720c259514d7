"""Marks stay on their letters while the text around them changes."""

import pytest

from seqclr_desktop.document import normalise_text
from seqclr_desktop.marks import (
    Mark,
    MarkedText,
    MarkKind,
    follow_edit,
    joined,
    parted,
    replaced_spans,
    tidied,
    toggled,
)

UNCLEAR, GAP, NOTE = MarkKind.UNCLEAR, MarkKind.GAP, MarkKind.NOTE


def marked_words(text: str, marks: tuple[Mark, ...]) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks]


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ("I was in Paris then", ["Paris"]),
        ("was in Parisian", ["Paris"]),  # letters typed after the word are not in the mark
        ("was in XParis", ["Paris"]),
        ("was in Pairis", ["Pairis"]),
        ("was in Paris", ["Paris"]),
        ("was in is", ["is"]),
        ("was in Lyon", ["Lyon"]),
        ("was in ", []),
        ("", []),
    ],
)
def test_marks_follow_their_letters(after: str, words: list[str]) -> None:
    before = "was in Paris"
    moved = follow_edit((Mark(7, 12, MarkKind.PLACE),), before, after)
    assert marked_words(after, moved) == words


def test_a_gap_between_letters_moves_with_them_and_outlives_them() -> None:
    gap = (Mark(3, 3, GAP),)
    assert follow_edit(gap, "was in", "I was in") == (Mark(5, 5, GAP),)
    assert follow_edit(gap, "was in", "") == (Mark(0, 0, GAP),)


def test_tidying_is_that_of_plain_texts_and_moves_the_marks() -> None:
    text = "  e\u0301te\u0301   1914 "
    neat = tidied(MarkedText(text, (Mark(2, 7, UNCLEAR), Mark(10, 14, NOTE, "year"), Mark(15, 15, GAP))))
    assert neat.text == normalise_text(text)
    assert marked_words(neat.text, neat.marks) == ["été", "1914", ""]


def test_a_second_time_takes_the_mark_off() -> None:
    once = toggled((), Mark(2, 5, UNCLEAR))
    assert once == (Mark(2, 5, UNCLEAR),)
    assert toggled(once, Mark(3, 4, UNCLEAR)) == ()
    assert toggled(once, Mark(4, 8, UNCLEAR)) == (Mark(2, 8, UNCLEAR),)
    assert toggled(once, Mark(3, 4, MarkKind.PERSON)) == (Mark(2, 5, UNCLEAR), Mark(3, 4, MarkKind.PERSON))


def test_what_another_program_said_of_a_name_stays_with_it() -> None:
    marie = Mark(2, 5, MarkKind.PERSON, "firstname:Marie;")
    assert toggled((marie,), Mark(4, 8, MarkKind.PERSON)) == (Mark(2, 8, MarkKind.PERSON, "firstname:Marie;"),)
    assert toggled((marie,), Mark(3, 4, MarkKind.PERSON)) == ()


def test_only_a_gap_may_be_empty() -> None:
    with pytest.raises(ValueError, match="gap"):
        Mark(3, 3, UNCLEAR)


def test_spans_are_replaced_by_a_sign() -> None:
    marks = (Mark(0, 2, UNCLEAR), Mark(1, 3, UNCLEAR), Mark(5, 6, UNCLEAR))
    assert replaced_spans("abcdefg", marks, UNCLEAR, "?") == "?de?g"


def test_texts_are_joined_and_parted_with_their_marks() -> None:
    together = joined(
        [
            MarkedText("one two", (Mark(4, 7, MarkKind.UNCLEAR),)),
            MarkedText(""),
            MarkedText("three", (Mark(0, 0, MarkKind.GAP), Mark(0, 5, MarkKind.PERSON))),
        ]
    )
    assert together.text == "one two three"
    assert together.marks == (Mark(4, 7, MarkKind.UNCLEAR), Mark(8, 8, MarkKind.GAP), Mark(8, 13, MarkKind.PERSON))
    head, tail = parted(MarkedText("one two", (Mark(2, 5, MarkKind.DELETED),)), 4)
    assert head == MarkedText("one", (Mark(2, 3, MarkKind.DELETED),))
    assert tail == MarkedText("two", (Mark(0, 1, MarkKind.DELETED),))
