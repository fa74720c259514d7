"""What lies on the desk, and what is written from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection
from seqclr_desktop.marks import MarkedText
from seqclr_desktop.ui.transcription_view.desk import Desk, Place
from tests.builders import make_content, make_page, remove_lines


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Page a with the lines 1 to 3, page b without lines, page c with the lines 4 and 5; 1 and 4 are transcribed."""
    with Collection.create(tmp_path / "c") as opened:
        opened.add_page(make_page("a"), make_content("one", "", ""))
        opened.add_page(make_page("b"))
        opened.add_page(make_page("c"), make_content("four", ""))
        yield opened


def line_id(desk: Desk) -> int | None:
    return desk.line.id if desk.line else None


def test_one_begins_where_the_first_text_is_missing(collection: Collection) -> None:
    assert line_id(Desk(collection)) == 2


def test_one_begins_where_one_left(collection: Collection) -> None:
    desk = Desk(collection)
    desk.go_to(5)
    desk.remember_place()
    assert line_id(Desk(collection)) == 5


def test_place_counts_on_the_page_and_in_the_collection(collection: Collection) -> None:
    assert Desk(collection).place == Place(number=2, lines_on_page=3, human_count=2, line_count=5)


def test_neighbours_may_lie_on_another_page(collection: Collection) -> None:
    desk = Desk(collection)
    desk.go_to(3)
    after = desk.neighbour(+1)
    assert after is not None
    assert after.id == 4


def test_pages_without_lines_are_turned_over(collection: Collection) -> None:
    desk = Desk(collection)
    assert desk.first_line_of_page(+1) == 4
    desk.go_to(5)
    assert desk.first_line_of_page(-1) == 1
    assert desk.first_line_of_page(+1) is None


def test_text_is_written_once(collection: Collection) -> None:
    desk = Desk(collection)
    assert desk.write(MarkedText(" two "))
    assert not desk.write(MarkedText("two"))
    assert [version.text for version in collection.versions(2)] == ["two"]
    assert desk.place.human_count == 3


def test_marking_as_checked_writes_no_second_version(collection: Collection) -> None:
    desk = Desk(collection)
    desk.write(MarkedText("two"))
    assert desk.write(MarkedText("two"), is_checked=True)
    assert [version.is_checked for version in collection.versions(2)] == [True]


def test_an_emptied_line_lacks_its_text_again_and_keeps_its_history(collection: Collection) -> None:
    desk = Desk(collection)
    desk.write(MarkedText("two"))
    desk.write(MarkedText(""))
    assert desk.line is not None
    assert desk.line.human is None
    assert desk.place.human_count == 2
    assert [version.text for version in collection.versions(2)] == ["", "two"]


def test_unusable_lines_are_passed_over(collection: Collection) -> None:
    desk = Desk(collection)
    desk.go_to(3)
    desk.set_unusable(3, True)
    desk.go_to(2)
    assert desk.next_without_text() == 5
    assert collection.line(3).is_unusable


def test_unusable_lines_count_for_nothing_whatever_stands_on_them(collection: Collection) -> None:
    desk = Desk(collection)
    desk.set_unusable(1, True)
    assert (desk.place.human_count, desk.place.line_count) == (1, 4)
    desk.go_to(1)
    desk.write(MarkedText("one, corrected"))
    assert (desk.place.human_count, desk.place.line_count) == (1, 4)
    for number in (2, 3, 5):
        assert not desk.is_all_transcribed
        desk.go_to(number)
        desk.write(MarkedText("typed"))
    assert desk.is_all_transcribed


def test_a_line_that_is_gone_gives_way_to_another(collection: Collection) -> None:
    desk = Desk(collection)
    remove_lines(collection, [2])
    desk.refresh()
    assert line_id(desk) == 3
