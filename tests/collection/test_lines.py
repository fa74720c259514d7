"""Lines are added, changed, moved and removed without losing texts."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, PageLines
from seqclr_desktop.document import AuthorKind, Direction, Line, LineOrigin, Region
from seqclr_desktop.errors import CollectionError
from tests.builders import add_line, line_texts, machine_text, make_content, make_line, make_page, outline, remove_lines


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Page 1 with the lines 1 to 3 (one, two, three), page 2 with the lines 4 and 5 (four, five)."""
    with Collection.create(tmp_path) as opened:
        opened.add_page(make_page("a"), make_content("one", "two", "three"))
        opened.add_page(make_page("b"), make_content("four", "five"))
        yield opened


def positions(collection: Collection) -> list[int]:
    return [line.position for line in collection.lines(1)]


def test_line_comes_back_as_it_was_added(collection: Collection) -> None:
    line = Line(
        baseline=((1.5, 2.25), (100, 3), (200, 1 / 3)),
        polygon=((0, 0), (200, 0), (200, 9.5)),
        direction=Direction.RIGHT_TO_LEFT,
        origin=LineOrigin.PERSON,
        flag="very short",
        is_unusable=True,
        page_id=1,
        position=3,
    )
    added = add_line(collection, line)
    assert added == dataclasses.replace(line, id=added.id) == collection.line(6)


def test_line_is_inserted_at_its_place_in_the_reading_order(collection: Collection) -> None:
    add_line(collection, make_line(1, "between", page_id=1, position=1))
    assert line_texts(collection.lines(1)) == ["one", "between", "two", "three"]
    assert positions(collection) == [0, 1, 2, 3]


def test_position_beyond_the_end_means_last(collection: Collection) -> None:
    assert add_line(collection, make_line(9, "last", page_id=1, position=1000)).position == 3


def test_texts_of_a_new_line_become_its_first_versions(collection: Collection) -> None:
    added = add_line(collection, make_line(1, "human", page_id=1, machine=machine_text("machine")))
    assert added.id is not None
    assert [version.text for version in collection.versions(added.id)] == ["machine", "human"]


def test_line_moves_in_the_reading_order(collection: Collection) -> None:
    collection.update_line(dataclasses.replace(collection.line(3), position=0))
    assert line_texts(collection.lines(1)) == ["three", "one", "two"]
    collection.update_line(dataclasses.replace(collection.line(3), position=1))
    assert line_texts(collection.lines(1)) == ["one", "three", "two"]
    assert positions(collection) == [0, 1, 2]


def test_changed_shape_keeps_the_texts(collection: Collection) -> None:
    collection.write_machine_texts([(2, machine_text("machine"))])
    before = collection.line(2)
    changed = dataclasses.replace(
        before, baseline=((0, 0), (5, 5)), flag="touched", direction=Direction.RIGHT_TO_LEFT, human=None, machine=None
    )
    collection.update_line(changed)
    assert collection.line(2) == dataclasses.replace(changed, human=before.human, machine=before.machine)


def test_removed_lines_leave_no_gap(collection: Collection) -> None:
    remove_lines(collection, [1, 4])
    assert line_texts(collection.lines(1)) == ["two", "three"]
    assert positions(collection) == [0, 1]
    assert line_texts(collection.lines(2)) == ["five"]
    assert [page.line_count for page in collection.pages()] == [2, 1]
    assert collection.line_count() == 3


def test_removed_line_comes_back_with_all_its_versions(collection: Collection) -> None:
    collection.write_human_text(2, "two, corrected")
    collection.write_machine_texts([(2, machine_text("tvvo"))])
    removed = collection.line(2)
    remove_lines(collection, [2])
    with pytest.raises(CollectionError, match="no line 2"):
        collection.line(2)
    assert add_line(collection, removed) == removed
    assert [version.text for version in collection.versions(2)] == ["tvvo", "two, corrected", "two"]
    assert line_texts(collection.lines(1)) == ["one", "two, corrected", "three"]
    assert collection.overview().human_count == 5


def test_lines_come_in_the_order_asked_for(collection: Collection) -> None:
    assert line_texts(collection.lines_by_id([5, 1, 3])) == ["five", "one", "three"]
    assert collection.lines_by_id([]) == []


def test_unusable_mark_is_set_and_taken_back(collection: Collection) -> None:
    collection.set_unusable(2, True)
    assert collection.line(2).is_unusable
    assert collection.overview().unusable_count == 1
    collection.set_unusable(2, False)
    assert not collection.line(2).is_unusable
    assert collection.overview().unusable_count == 0


def test_search_that_found_nothing_is_remembered(collection: Collection) -> None:
    page = collection.add_page(make_page("empty"))
    assert page.id is not None
    collection.mark_lines_looked_for(page.id)
    assert collection.page(page.id).lines_looked_for
    assert collection.overview().pages_looked_at == 3


def test_regions_are_put_in_the_place_of_others(collection: Collection) -> None:
    collection.set_regions(1, [Region(outline(0, 0, 10, 10), "heading"), Region(outline(0, 10, 10, 20))])
    collection.set_regions(1, [Region(outline(0, 0, 10, 10), "marginalia")])
    assert [region.kind for region in collection.regions(1)] == ["marginalia"]


def test_texts_written_to_a_removed_line_are_refused(collection: Collection) -> None:
    remove_lines(collection, [2])
    with pytest.raises(CollectionError, match="no line 2"):
        collection.write_human_text(2, "too late")


@pytest.mark.parametrize("act", ["line", "update_line", "set_unusable", "set_page_lines"])
def test_unknown_line_or_page_is_told(collection: Collection, act: str) -> None:
    arguments = {
        "line": (99,),
        "update_line": (make_line(id=99),),
        "set_unusable": (99, True),
        "set_page_lines": (PageLines(99), PageLines(99)),
    }[act]
    with pytest.raises(CollectionError, match=r"no (line|page) 99"):
        getattr(collection, act)(*arguments)


def test_author_kind_of_a_new_lines_text_is_kept(collection: Collection) -> None:
    text = machine_text("typed")
    typed = dataclasses.replace(text, author_kind=AuthorKind.PERSON, confidence=None, char_confidences=())
    added = add_line(collection, make_line(5, human=typed, page_id=1))
    assert added.human is not None
    assert added.human.author_kind is AuthorKind.PERSON
