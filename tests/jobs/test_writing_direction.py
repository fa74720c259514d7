"""Which way the writing of a collection runs, and the lines that follow a new choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Direction, Line, LineOrigin, PageContent
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.writing_direction import (
    DirectionReport,
    FollowDirection,
    choose_direction,
    chosen_direction,
    collection_direction,
)
from tests.builders import PAGE_HEIGHT_PX, PAGE_WIDTH_PX, make_content, make_line, make_page, remove_lines

LTR, RTL = Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "c") as collection:
        yield collection


def two_columns(*texts: str) -> list[Line]:
    """Six found lines, three in each column, the left one first; `texts` stand on the first of them."""
    places = [(number, left) for left in (50, 550) for number in range(3)]
    lines = [make_line(number, left=left, right=left + 400) for number, left in places]
    for place, text in enumerate(texts):
        lines[place] = make_line(places[place][0], text, left=places[place][1], right=places[place][1] + 400)
    return lines


def keep(collection: Collection, lines: Sequence[Line]) -> int:
    """A page with these lines in their order."""
    content = PageContent(PAGE_WIDTH_PX, PAGE_HEIGHT_PX, lines=tuple(lines))
    page_id = collection.add_page(make_page("columns"), content).id
    assert page_id is not None
    return page_id


def choose(collection: Collection, direction: Direction | None) -> DirectionReport:
    choose_direction(collection, direction)
    return FollowDirection(collection.folder).run(Control())


def lefts(collection: Collection, page_id: int) -> list[float]:
    return [line.box.left for line in collection.lines(page_id)]


def directions(collection: Collection, page_id: int) -> list[Direction]:
    return [line.direction for line in collection.lines(page_id)]


def test_a_choice_counts_before_what_most_texts_say(collection: Collection) -> None:
    assert chosen_direction(collection) is None
    assert collection_direction(collection) is LTR
    collection.add_page(make_page("hebrew", content_hash="h"), make_content("שלום", "עולם", "one"))
    assert collection_direction(collection) is RTL
    choose_direction(collection, LTR)
    assert chosen_direction(collection) is collection_direction(collection) is LTR
    choose_direction(collection, None)
    assert chosen_direction(collection) is None
    assert collection_direction(collection) is RTL


def test_texts_of_lines_taken_off_the_page_do_not_tell_the_direction(collection: Collection) -> None:
    page_id = collection.add_page(make_page("hebrew", content_hash="h"), make_content("שלום", "עולם", "one", "two")).id
    assert page_id is not None
    assert collection_direction(collection) is LTR, "as many as the others are not most"
    remove_lines(collection, [line.id for line in collection.lines(page_id)[2:] if line.id is not None])
    assert collection_direction(collection) is RTL


def test_found_lines_and_their_columns_follow_there_and_back(collection: Collection) -> None:
    page_id = keep(collection, two_columns())
    before = collection.lines(page_id)
    assert choose(collection, RTL) == DirectionReport(RTL, 6)
    assert lefts(collection, page_id) == [550, 550, 550, 50, 50, 50]
    assert directions(collection, page_id) == [RTL] * 6
    assert choose(collection, RTL) == DirectionReport(RTL, 0)
    assert choose(collection, None) == DirectionReport(LTR, 6)
    assert collection.lines(page_id) == before


def test_lines_with_texts_or_shaped_by_a_person_keep_their_direction(collection: Collection) -> None:
    lines = two_columns("written")
    lines[1] = replace(lines[1], origin=LineOrigin.PERSON)
    lines[2] = replace(lines[2], origin=LineOrigin.IMPORT)
    page_id = keep(collection, lines)
    assert choose(collection, RTL).lines_turned == 3
    assert lefts(collection, page_id) == [550, 550, 550, 50, 50, 50]
    assert directions(collection, page_id) == [RTL, RTL, RTL, LTR, LTR, LTR]
    assert [line.best_text for line in collection.lines(page_id)] == ["", "", "", "written", "", ""]


def test_an_order_made_by_hand_stays(collection: Collection) -> None:
    lines = two_columns()
    page_id = keep(collection, [lines[3], *lines[:3], *lines[4:]])
    choose(collection, RTL)
    assert lefts(collection, page_id) == [550, 50, 50, 50, 550, 550]
    assert directions(collection, page_id) == [RTL] * 6


def test_lines_written_by_people_alone_are_left_in_their_order(collection: Collection) -> None:
    page_id = keep(collection, two_columns(*"abcdef"))
    assert choose(collection, RTL) == DirectionReport(RTL, 0)
    assert lefts(collection, page_id) == [50, 50, 50, 550, 550, 550]


def turned_left(line: Line) -> Line:
    """The line on a page turned by a quarter, counterclockwise."""

    def points(old: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
        return tuple((y, PAGE_WIDTH_PX - x) for x, y in old)

    return replace(line, baseline=points(line.baseline), polygon=points(line.polygon))


def test_columns_of_a_page_on_its_side_follow_and_lines_that_stand_otherwise_come_last(collection: Collection) -> None:
    page_id = keep(collection, [*map(turned_left, two_columns()), make_line(15)])
    choose(collection, RTL)
    after = collection.lines(page_id)
    assert [line.box.bottom for line in after[:6]] == [450, 450, 450, 950, 950, 950]
    assert after[6].baseline == make_line(15).baseline
