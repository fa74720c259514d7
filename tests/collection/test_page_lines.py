"""Mending is going from one state of a page to another and back: nothing is lost on either way."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, PageLines
from seqclr_desktop.collection.page_lines import with_ids_of
from seqclr_desktop.collection.waiting_texts import (
    texts_that_wait,
    with_line_kept,
    with_text_put,
    without_lines,
    without_text,
)
from seqclr_desktop.document import AuthorKind, Line, Region, TextVersion
from seqclr_desktop.geometry import Box
from seqclr_desktop.layout.shared_words import word_moved_on
from seqclr_desktop.marks import MarkedText
from tests.builders import add_line, line_texts, machine_text, make_content, make_line, make_page, outline


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """One page with four lines; all but the third have a text."""
    with Collection.create(tmp_path / "c") as opened:
        opened.add_page(make_page(), make_content("one", "two", "", "four"))
        yield opened


def waiting(collection: Collection) -> list[str]:
    return line_texts(texts_that_wait(collection.page_lines(1)))


def test_lines_joined_come_back_as_they_were_with_every_version(collection: Collection) -> None:
    collection.write_human_text(1, "one, corrected")
    collection.write_machine_texts([(2, machine_text("tvvo"))])
    before = collection.page_lines(1)
    joined = dataclasses.replace(before.lines[0], id=None)
    after = collection.set_page_lines(before, before.with_lines([joined, *before.lines[2:]]))
    assert line_texts(after.lines) == ["one, corrected", "", "four"]
    assert after.lines[0].id not in (1, 2)
    assert collection.set_page_lines(after, before) == before
    assert [version.text for version in collection.versions(1)] == ["one, corrected", "one"]
    assert collection.line(2).machine == before.lines[1].machine
    assert waiting(collection) == []


def test_going_there_again_brings_the_same_line_and_what_was_typed_into_it(collection: Collection) -> None:
    before = collection.page_lines(1)
    after = collection.set_page_lines(before, before.with_lines([*before.lines, make_line(5)]))
    new = after.lines[-1].id
    assert new is not None
    collection.write_human_text(new, "typed")
    collection.set_page_lines(after, before)
    assert waiting(collection) == ["typed"], "a text typed into a line that goes again waits"
    collection.set_page_lines(before, after)
    assert collection.line(new).best_text == "typed"
    assert waiting(collection) == []


def test_text_typed_since_stays_when_a_shape_goes_back(collection: Collection) -> None:
    before = collection.page_lines(1)
    bent = dataclasses.replace(before.lines[1], baseline=((100, 160), (500, 170), (900, 160)))
    after = collection.set_page_lines(before, before.with_lines([before.lines[0], bent, *before.lines[2:]]))
    collection.write_human_text(2, "two, corrected")
    collection.set_unusable(3, True)
    back = collection.set_page_lines(after, before)
    assert back.lines[1].baseline == before.lines[1].baseline
    assert back.lines[1].best_text == "two, corrected"
    assert back.lines[2].is_unusable


def test_the_text_that_an_undone_act_took_off_a_line_can_be_typed_there(collection: Collection) -> None:
    before = collection.page_lines(1)
    third = dataclasses.replace(before.lines[2], human=TextVersion("three", AuthorKind.PERSON))
    after = collection.set_page_lines(before, before.with_lines([*before.lines[:2], third, before.lines[3]]))
    collection.set_page_lines(after, before)
    assert collection.line(3).best_text == ""
    collection.write_human_text(3, "three")
    assert collection.line(3).best_text == "three"


def move_a_word_on(collection: Collection) -> tuple[PageLines, PageLines]:
    """Line 1 is written anew, and its last word put at the head of line 3; the page before that and after."""
    collection.write_human_text(1, "one and two")
    before = collection.page_lines(1)
    moved = word_moved_on(before.lines[0], before.lines[2])
    assert moved is not None
    wanted = before.with_lines([moved[0], before.lines[1], moved[1], before.lines[3]])
    after = with_ids_of(wanted, collection.set_page_lines(before, wanted))
    return before, after


def test_words_moved_to_the_next_line_go_back_to_the_very_versions(collection: Collection) -> None:
    before, after = move_a_word_on(collection)
    assert line_texts(collection.lines(1)) == ["one and", "two", "two", "four"]
    assert collection.set_page_lines(after, before) == before
    assert [version.text for version in collection.versions(1)] == ["one and", "one and two", "one"]


@pytest.mark.parametrize("rewritten", [1, 3])
def test_a_moved_word_stays_where_it_is_when_either_line_was_rewritten_since(
    collection: Collection, rewritten: int
) -> None:
    before, after = move_a_word_on(collection)
    since = {1: "one and,", 3: "two!"}[rewritten]
    collection.write_human_text(rewritten, since)
    typed = line_texts(collection.lines(1))
    assert since in typed
    collection.set_page_lines(after, before)
    assert line_texts(collection.lines(1)) == typed, "nothing is lost and nothing doubled"
    collection.set_page_lines(before, after)
    assert line_texts(collection.lines(1)) == typed


def test_a_moved_word_stays_where_it_is_when_its_other_line_has_left_the_page(collection: Collection) -> None:
    before, after = move_a_word_on(collection)
    here = collection.page_lines(1)
    collection.set_page_lines(here, without_text(without_lines(here, [3]), 3))
    collection.set_page_lines(after, before)
    assert collection.line(1).best_text == "one and"
    assert collection.line(3).best_text == "two"


def test_comments_of_lines_found_again_stay_with_them(collection: Collection) -> None:
    collection.set_comment(3, "a blot")
    _, after = collection.find_lines_again(1, [], found(0, 1, 2, 3))
    assert [line.comment for line in after.lines] == ["", "", "a blot", ""]
    _, after = collection.find_lines_again(1, [], found(0, 1, 3))
    assert [line.comment for line in after.lines] == ["", "", "a blot", ""], "a line with a comment is human work"


def test_lines_that_others_made_stay(collection: Collection) -> None:
    before = collection.page_lines(1)
    after = collection.set_page_lines(before, before.with_lines(before.lines[::-1]))
    add_line(collection, make_line(7, "by another", page_id=1, position=9))
    back = collection.set_page_lines(after, before)
    assert line_texts(back.lines) == ["one", "two", "", "four", "by another"]


def test_order_and_places_are_those_of_the_state(collection: Collection) -> None:
    before = collection.page_lines(1)
    after = collection.set_page_lines(before, before.with_lines(before.lines[::-1]))
    assert line_texts(after.lines) == ["four", "", "two", "one"]
    assert [line.position for line in after.lines] == [0, 1, 2, 3]


def test_order_given_since_stays_when_a_shape_goes_back(collection: Collection) -> None:
    before = collection.page_lines(1)
    parts = [before.lines[0], make_line(9), *before.lines[1:]]
    after = collection.set_page_lines(before, before.with_lines(parts))
    new = after.lines[1].id
    collection.set_page_lines(after, after.with_lines(after.lines[::-1]))
    back = collection.set_page_lines(after, before)
    assert [line.id for line in back.lines] == [4, 3, 2, 1]
    again = collection.set_page_lines(before, after)
    assert [line.id for line in again.lines] == [4, 3, 2, 1, new], "a new line comes after the one it came after"


def test_text_of_a_deleted_line_waits_until_it_is_brought_back_or_discarded(collection: Collection) -> None:
    before = collection.page_lines(1)
    after = collection.set_page_lines(before, without_lines(before, [2, 3]))
    assert line_texts(after.lines) == ["one", "four"]
    assert waiting(collection) == ["two"], "a line without a text leaves nothing to decide"
    assert collection.overview().human_count == 2
    kept = collection.set_page_lines(after, with_line_kept(after, 2))
    assert line_texts(kept.lines) == ["one", "two", "four"]
    assert waiting(collection) == []
    collection.set_page_lines(kept, after)
    gone = collection.set_page_lines(after, without_text(after, 2))
    assert waiting(collection) == []
    assert [version.text for version in collection.versions(2)] == ["two"], "even then it is not deleted"
    collection.set_page_lines(gone, after)
    assert waiting(collection) == ["two"]


def test_waiting_text_goes_to_another_line_with_its_history(collection: Collection) -> None:
    collection.write_human_text(2, "two, corrected")
    state = collection.page_lines(1)
    state = collection.set_page_lines(state, without_lines(state, [2]))
    put = collection.set_page_lines(state, with_text_put(state, 2, 3))
    assert line_texts(put.lines) == ["one", "two, corrected", "four"]
    assert put.lines[1].baseline == make_line(2).baseline
    assert [version.text for version in collection.versions(2)] == ["two, corrected", "two"]
    assert waiting(collection) == []
    assert collection.set_page_lines(put, state) == state


def test_text_in_the_place_of_another_makes_that_one_wait(collection: Collection) -> None:
    state = collection.page_lines(1)
    state = collection.set_page_lines(state, without_lines(state, [2]))
    put = collection.set_page_lines(state, with_text_put(state, 2, 4))
    assert line_texts(put.lines) == ["one", "", "two"]
    assert waiting(collection) == ["four"]


def found(*numbers: int) -> list[Line]:
    """Lines as a search finds them: a few pixels beside those of the builders."""
    return [make_line(number, baseline=((104, 80 * number + 84), (890, 80 * number + 86))) for number in numbers]


def test_finding_again_can_be_undone_and_redone(collection: Collection) -> None:
    collection.set_regions(1, [Region(outline(0, 0, 1000, 1000), "heading")])
    collection.write_machine_texts([(3, machine_text("three"))])
    first = collection.page_lines(1)
    before, after = collection.find_lines_again(1, [Region(outline(0, 0, 900, 900), "paragraph")], found(0, 1, 2, 4))
    assert before == first
    assert line_texts(after.lines) == ["one", "two", "", "four", ""]
    assert [line.id for line in after.lines][:2] == [1, 2]
    assert waiting(collection) == ["four"], "the text whose line was not found again waits, and its line stays"
    back = collection.set_page_lines(after, before)
    assert [dataclasses.replace(region, id=None) for region in back.regions] == [
        Region(outline(0, 0, 1000, 1000), "heading")
    ]
    assert back.lines == before.lines
    assert line_texts(back.lines) == ["one", "two", "three", "four"]
    again = collection.set_page_lines(before, after)
    assert again.lines == after.lines


def test_finding_again_in_a_rectangle_leaves_the_lines_outside_untouched(collection: Collection) -> None:
    outside = [collection.line(number) for number in (1, 4)]
    box = Box(0, 120, 1000, 260)  # around lines 2 and 3
    _, after = collection.find_lines_again(1, [], found(1, 2), box)
    assert [line.id for line in after.lines][:2] == [1, 2]
    assert [after.lines[0], after.lines[3]] == outside
    assert after.lines[1].baseline == ((104, 164), (890, 166))
    assert line_texts(after.lines) == ["one", "two", "", "four"]


def test_rectangle_without_old_lines_gets_its_new_ones_at_their_place(collection: Collection) -> None:
    _, after = collection.find_lines_again(1, [], found(6), Box(0, 500, 1000, 700))
    assert [line.baseline[0][1] for line in after.lines] == [80, 160, 240, 320, 564]


def test_closing_forgets_lines_on_which_nobody_wrote(collection: Collection) -> None:
    state = collection.page_lines(1)
    collection.set_page_lines(state, without_lines(state, [2, 3]))
    collection.forget_removed_lines()
    assert waiting(collection) == ["two"]
    back = collection.set_page_lines(collection.page_lines(1), state)
    assert line_texts(back.lines) == ["one", "two", "", "four"]
    assert back.lines[2].id not in (1, 2, 3, 4)


def test_waiting_texts_turn_with_the_page(collection: Collection) -> None:
    state = collection.page_lines(1)
    collection.set_page_lines(state, without_lines(state, [2]))
    collection.set_rotation(1, 90)
    (line,) = collection.page_lines(1).waiting
    assert line.baseline == ((1400 - 160, 100), (1400 - 160, 900))


def test_state_of_an_unknown_line_is_a_mistake_of_ours(collection: Collection) -> None:
    with pytest.raises(ValueError, match="line 99"):
        with_line_kept(PageLines(1), 99)


def test_what_is_being_typed_on_a_line_that_leaves_the_page_waits(collection: Collection) -> None:
    state = collection.page_lines(1)
    collection.write_draft(3, MarkedText("half a wo"), "Anna")
    reached = collection.set_page_lines(state, without_lines(state, [3]))
    assert line_texts(reached.waiting) == ["half a wo"]
    collection.forget_removed_lines()
    assert waiting(collection) == ["half a wo"]
