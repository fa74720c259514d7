"""Each list of lines holds what its name says, in reading order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, LineFilter
from seqclr_desktop.document import PageContent
from tests.builders import add_line, machine_text, make_line, make_page, remove_lines


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """A line of each sort, named by its number."""
    lines = (
        make_line(0),  # 1: nothing yet
        make_line(1, "human"),  # 2
        make_line(2, "checked"),  # 3
        make_line(3, machine=machine_text(confidence=0.69)),  # 4: doubtful
        make_line(4, machine=machine_text(confidence=0.7)),  # 5: sure
        make_line(5, "human", machine=machine_text(confidence=0.1)),  # 6: both
        make_line(6, flag="very long"),  # 7
        make_line(7, is_unusable=True),  # 8
        make_line(8, is_unusable=True, machine=machine_text(confidence=0.1)),  # 9
        make_line(9, "human", is_unusable=True),  # 10
    )
    with Collection.create(tmp_path) as opened:
        opened.add_page(make_page(), PageContent(1000, 1400, lines=lines))
        opened.write_human_text(3, "checked", is_checked=True)
        opened.set_comment(2, "  see the letter of 1871 ")
        yield opened


EXPECTED = {
    LineFilter.ALL: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    LineFilter.WITHOUT_TEXT: [1, 7, 8],
    LineFilter.TO_TRANSCRIBE: [1, 4, 5, 7],
    LineFilter.MACHINE_ONLY: [4, 5, 9],
    LineFilter.HUMAN: [2, 3, 6, 10],
    LineFilter.CHECKED: [3],
    LineFilter.DOUBTFUL: [4],
    LineFilter.FLAGGED: [7],
    LineFilter.COMMENTED: [2],
    LineFilter.UNUSABLE: [8, 9, 10],
}


@pytest.mark.parametrize("kind", LineFilter)
def test_list_and_count_hold_what_the_name_says(collection: Collection, kind: LineFilter) -> None:
    assert collection.line_ids(kind) == EXPECTED[kind]
    assert collection.line_count(kind) == len(EXPECTED[kind])


def test_all_are_counted_at_once(collection: Collection) -> None:
    assert collection.line_counts() == {kind: len(ids) for kind, ids in EXPECTED.items()}


def test_comment_stays_with_its_line_and_is_taken_away_by_an_empty_one(collection: Collection) -> None:
    line = collection.line(2)
    assert line.comment == "see the letter of 1871"
    remove_lines(collection, [2])
    add_line(collection, line)
    assert collection.line(2).comment == "see the letter of 1871"
    collection.set_comment(2, " ")
    assert collection.line_ids(LineFilter.COMMENTED) == []


@pytest.mark.parametrize("kind", LineFilter)
def test_removed_lines_are_in_no_list(collection: Collection, kind: LineFilter) -> None:
    remove_lines(collection, range(1, 11))
    assert collection.line_ids(kind) == []
    assert collection.line_count(kind) == 0


def test_lists_follow_the_pages_and_their_lines(collection: Collection) -> None:
    collection.add_page(make_page("second"), PageContent(1000, 1400, lines=(make_line(0), make_line(1, "human"))))
    add_line(collection, make_line(0, page_id=1, position=0))
    assert collection.line_ids() == [13, *range(1, 11), 11, 12]
    assert collection.line_ids(page_ids=[2]) == [11, 12]
    assert collection.line_ids(LineFilter.HUMAN, page_ids=[2, 1]) == [2, 3, 6, 10, 12]
    assert collection.line_ids(page_ids=[]) == []


@pytest.mark.parametrize("kind", LineFilter)
@pytest.mark.parametrize("steps", [+1, -1])
def test_the_nearest_line_of_a_kind_is_the_one_a_person_comes_to_next(
    collection: Collection, kind: LineFilter, steps: int
) -> None:
    collection.add_page(
        make_page("before", content_hash="b"), PageContent(1000, 1400, lines=(make_line(0), make_line(1)))
    )
    every, wanted = collection.line_ids(), collection.line_ids(kind)
    for place, here in enumerate(every):
        round_the_ends = [*every[place + 1 :], *every[:place]][::steps]
        assert collection.nearest_line(kind, here, steps) == next(
            (one for one in round_the_ends if one in wanted), None
        )
    assert collection.nearest_line(kind, None, steps) == next(iter(wanted[::steps]), None)
