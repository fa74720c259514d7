"""A search for lines on many pages is taken back and made again as one, and nobody loses anything by that."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import DATABASE_NAME, Collection, FindingReport, PageLines
from seqclr_desktop.collection.database import Database
from seqclr_desktop.document import Direction, Line, Region
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.layout.other_direction import running
from seqclr_desktop.marks import MarkedText
from tests.builders import machine_text, make_content, make_line, make_page, outline, remove_lines, whole

REGIONS = (Region(outline(0, 0, 1000, 1400), "paragraph"),)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Three pages: a new one, one with four lines of which one was checked and one taken off, and another new one."""
    with Collection.create(tmp_path) as opened:
        opened.add_page(make_page("new"))
        opened.add_page(make_page("written", content_hash="2"), make_content("one", "two", "", "four"))
        opened.add_page(make_page("last", content_hash="3"))
        opened.write_human_text(1, "one, checked", is_checked=True)
        opened.set_comment(2, "a blot")
        remove_lines(opened, [4])
        yield opened


@pytest.fixture
def finding_id(collection: Collection) -> int:
    """Lines found on all pages: on the second the line of “two” is missed, and the third found in two pieces."""
    number = collection.begin_finding()
    for page_id in (1, 3):
        collection.find_lines_in(number, page_id, REGIONS, found(0, 1, 2))
    pieces = [make_line(2, right=400), make_line(2, left=420)]
    collection.find_lines_in(number, 2, REGIONS, [*found(0), *pieces])
    return number


def found(*numbers: int) -> list[Line]:
    return [
        make_line(number, baseline=((104, 80 * number + 84), (890, 80 * number + 86)), region_index=0)
        for number in numbers
    ]


def states(collection: Collection) -> list[PageLines]:
    """The pages as they are, their regions without numbers, which are given anew."""
    pages = [collection.page_lines(page_id) for page_id in (1, 2, 3)]
    return [
        dataclasses.replace(page, regions=tuple(dataclasses.replace(region, id=None) for region in page.regions))
        for page in pages
    ]


def undo(collection: Collection, finding_id: int) -> FindingReport:
    return whole(collection.undoing_finding(finding_id))


def redo(collection: Collection, finding_id: int) -> FindingReport:
    return whole(collection.redoing_finding(finding_id))


def test_lines_texts_and_order_come_back_and_go_again(collection: Collection, tmp_path: Path) -> None:
    before = states(collection)
    number = collection.begin_finding()
    for page_id in (1, 2, 3):
        collection.find_lines_in(number, page_id, REGIONS, found(0, 2, 3, 4))
    after = states(collection)
    assert [len(page.lines) for page in after] == [4, 5, 4], "“two” was not found again and kept"
    for _ in range(2):
        report = undo(collection, number)
        assert (report.pages_changed, report.left_alone, report.is_complete) == (3, (), True)
        assert states(collection) == before
        assert redo(collection, number).pages_changed == 3
        assert states(collection) == after


def test_pages_taken_back_are_still_to_be_searched(collection: Collection, finding_id: int) -> None:
    assert not any(page.needs_search for page in collection.pages())
    undo(collection, finding_id)
    assert [page.needs_search for page in collection.pages()] == [True, False, True]
    redo(collection, finding_id)
    assert not any(page.needs_search for page in collection.pages())


def type_a_text(collection: Collection) -> None:
    line_id = collection.lines(1)[0].id or 0
    collection.write_draft(line_id, MarkedText("just now"))


CHANGES: dict[str, Callable[[Collection], object]] = {
    "a text is written": lambda c: c.write_human_text(c.lines(1)[0].id or 0, "words"),
    "a text is being typed": type_a_text,
    "a remark is made": lambda c: c.set_comment(c.lines(1)[0].id or 0, "a blot"),
    "a line is unusable": lambda c: c.set_unusable(c.lines(1)[0].id or 0, True),
    "a line is taken off": lambda c: remove_lines(c, [c.lines(1)[0].id or 0]),
    "a line has another shape": lambda c: c.update_line(dataclasses.replace(c.lines(1)[0], polygon=())),
    "the page is turned": lambda c: c.set_rotation(1, 90),
    "lines are found anew": lambda c: c.replace_lines(1, (), found(0, 1)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_page_changed_since_is_left_alone_and_named(
    collection: Collection, finding_id: int, change: Callable[[Collection], object]
) -> None:
    change(collection)
    changed = collection.page_lines(1)
    report = undo(collection, finding_id)
    assert (report.pages_changed, report.left_alone) == (2, ("new",))
    assert [line.id for line in collection.lines(1)] == [line.id for line in changed.lines]
    assert collection.lines(3) == []
    report = redo(collection, finding_id)
    assert (report.pages_changed, report.left_alone) == (2, ()), "a page that was left alone is there already"


def test_a_check_taken_back_since_is_a_change(collection: Collection, finding_id: int) -> None:
    collection.set_checked(1, False)
    assert undo(collection, finding_id).left_alone == ("written",)


def test_a_page_changed_while_the_search_was_taken_back_is_left_alone(collection: Collection, finding_id: int) -> None:
    undo(collection, finding_id)
    collection.replace_lines(3, (), found(5))
    others = collection.lines(3)
    assert redo(collection, finding_id).left_alone == ("last",)
    assert collection.lines(3) == others


def test_readings_and_a_direction_chosen_since_go_and_come_with_the_lines(
    collection: Collection, finding_id: int
) -> None:
    page = collection.page_lines(1)
    collection.write_machine_texts([(page.lines[0].id or 0, machine_text("read"))])
    collection.set_page_lines(page, page.with_lines(running(page.lines, Direction.RIGHT_TO_LEFT)))
    after = collection.lines(1)
    assert after[0].direction is Direction.RIGHT_TO_LEFT
    assert undo(collection, finding_id).left_alone == ()
    assert collection.lines(1) == []
    redo(collection, finding_id)
    assert collection.lines(1) == after


def test_a_page_taken_out_of_the_collection_is_passed_over(collection: Collection, finding_id: int) -> None:
    collection.remove_pages([1])
    report = undo(collection, finding_id)
    assert (report.page_count, report.pages_changed) == (2, 2)


def test_what_was_taken_back_is_not_taken_back_again(collection: Collection, finding_id: int) -> None:
    with pytest.raises(CollectionError):
        redo(collection, finding_id)
    undo(collection, finding_id)
    with pytest.raises(CollectionError):
        undo(collection, finding_id)


def test_taking_back_that_was_cut_off_can_be_finished(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seqclr_desktop.collection.findings._PAGES_AT_ONCE", 1)
    number = collection.begin_finding()
    for page_id in (1, 3):
        collection.find_lines_in(number, page_id, (), found(0))
    steps = collection.undoing_finding(number)
    next(steps)
    steps.close()
    assert (collection.lines(1), len(collection.lines(3))) == ([], 1)
    assert collection.finding_stands(number)
    assert undo(collection, number).pages_changed == 1
    assert redo(collection, number).pages_changed == 2


def test_nothing_of_it_stays_once_the_collection_is_closed(collection: Collection, finding_id: int) -> None:
    undo(collection, finding_id)
    collection.forget_removed_lines()
    assert collection.finding_rotations(finding_id) == {}
    database = Database(collection.folder / DATABASE_NAME)
    assert database.connection.execute("SELECT count(*) FROM lines WHERE page_id <> 2").fetchone() == (0,)
    database.close()
