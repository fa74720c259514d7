"""A new search for lines loses nothing that people did."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, LinesReplaced
from seqclr_desktop.document import Line, LineOrigin, Region
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.geometry import Box
from tests.builders import add_line, line_texts, machine_text, make_content, make_line, make_page, outline, remove_lines


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """One page with the lines 1 to 4; all but the third have a text."""
    with Collection.create(tmp_path) as opened:
        opened.add_page(make_page(), make_content("one", "two", "", "four"))
        yield opened


def found(*numbers: int, **changes: object) -> list[Line]:
    """Lines as a search finds them: a few pixels beside those of the builders."""
    return [
        make_line(
            number,
            baseline=((104, 80 * number + 84), (890, 80 * number + 86)),
            polygon=outline(100, 80 * number + 30, 895, 80 * number + 100),
            **changes,
        )
        for number in numbers
    ]


def test_texts_move_to_the_new_lines_on_their_ink(collection: Collection) -> None:
    collection.write_human_text(2, "two, corrected")
    replaced = collection.replace_lines(1, [], found(0, 1, 2, 3, 4))
    assert replaced == LinesReplaced(found=5, texts_moved=3, kept=0)
    lines = collection.lines(1)
    assert line_texts(lines) == ["one", "two, corrected", "", "four", ""]
    assert lines[1].baseline == ((104, 164), (890, 166))
    assert [version.text for version in collection.versions(2)] == ["two, corrected", "two"]
    assert [line.id for line in lines] == [1, 2, 5, 4, 6]


def test_text_whose_line_was_not_found_again_keeps_its_line(collection: Collection) -> None:
    before = collection.line(2)
    replaced = collection.replace_lines(1, [], found(0, 2, 3))
    assert replaced == LinesReplaced(found=3, texts_moved=2, kept=1)
    assert line_texts(collection.lines(1)) == ["one", "two", "", "four"]
    assert collection.line(2) == dataclasses.replace(before, text_waits=True)


def test_text_does_not_move_to_the_neighbour_of_a_line_that_was_missed(collection: Collection) -> None:
    close = [make_line(0, "upper"), make_line(0, baseline=((100, 100), (900, 100)), position=1)]
    page = collection.add_page(make_page("crowded"), dataclasses.replace(make_content(), lines=tuple(close)))
    assert page.id is not None
    only_lower = make_line(0, baseline=((100, 98), (900, 98)))
    assert collection.replace_lines(page.id, [], [only_lower]) == LinesReplaced(found=1, texts_moved=0, kept=1)
    assert [(line.best_text, line.baseline[0][1]) for line in collection.lines(page.id)] == [("upper", 80), ("", 98)]


def test_search_that_finds_nothing_keeps_every_text(collection: Collection) -> None:
    assert collection.replace_lines(1, [], []) == LinesReplaced(found=0, texts_moved=0, kept=3)
    assert line_texts(collection.lines(1)) == ["one", "two", "four"]
    assert collection.page(1).lines_looked_for


def test_pieces_of_a_kept_line_are_left_out(collection: Collection) -> None:
    pieces = [make_line(1, left=100, right=300), make_line(1, left=320, right=600), make_line(1, left=620, right=900)]
    replaced = collection.replace_lines(1, [], [*found(0), *pieces, *found(3)])
    assert replaced == LinesReplaced(found=2, texts_moved=2, kept=1)
    assert line_texts(collection.lines(1)) == ["one", "two", "four"]


def test_machine_texts_of_replaced_lines_go_with_them(collection: Collection) -> None:
    collection.write_machine_texts([(3, machine_text("three"))])
    collection.replace_lines(1, [], found(0, 1, 2, 3))
    assert line_texts(collection.lines(1)) == ["one", "two", "", "four"]
    assert collection.overview().machine_count == 0


def test_line_drawn_by_a_person_keeps_its_shape(collection: Collection) -> None:
    drawn = add_line(collection, make_line(2, page_id=1, origin=LineOrigin.PERSON, position=2))
    remove_lines(collection, [3])
    collection.replace_lines(1, [], found(0, 1, 2, 3))
    assert collection.lines(1)[2] == drawn
    lonely = add_line(collection, make_line(8, page_id=1, origin=LineOrigin.PERSON, position=9))
    collection.replace_lines(1, [], found(0, 1, 2, 3))
    assert collection.lines(1)[4] == lonely


def test_unusable_mark_moves_to_the_new_line(collection: Collection) -> None:
    collection.set_unusable(3, True)
    collection.replace_lines(1, [], found(0, 1, 2, 3))
    assert [line.is_unusable for line in collection.lines(1)] == [False, False, True, False]


def test_cleared_text_of_a_line_can_be_brought_back_after_a_new_search(collection: Collection) -> None:
    cleared = collection.line(1)
    collection.write_human_text(1, "")
    collection.replace_lines(1, [], found(0))
    assert [version.text for version in collection.versions(1)] == ["", "one"]
    assert add_line(collection, cleared).id == 1


def test_text_that_comes_with_a_new_line_joins_the_history_of_a_persons_text(collection: Collection) -> None:
    collection.replace_lines(1, [], [make_line(0, "one, imported again"), make_line(2, "three, imported")])
    assert line_texts(collection.lines(1)) == ["one", "two", "three, imported", "four"]
    assert [version.text for version in collection.versions(1)] == ["one, imported again", "one"]
    collection.write_human_text(1, "one!")
    assert collection.line(1).best_text == "one!"


def test_regions_are_replaced_and_kept_lines_find_the_one_around_them(collection: Collection) -> None:
    regions = [Region(outline(0, 0, 1000, 120), "heading"), Region(outline(0, 120, 1000, 1000), "paragraph")]
    new = [dataclasses.replace(line, region_index=0) for line in found(0)]
    collection.replace_lines(1, regions, new)
    assert [region.kind for region in collection.regions(1)] == ["heading", "paragraph"]
    assert [line.region_index for line in collection.lines(1)] == [0, 1, 1]
    collection.replace_lines(1, [], [])
    assert [line.region_index for line in collection.lines(1)] == [None, None, None]


def ends_of(collection: Collection) -> list[tuple[float, float]]:
    """From where to where the lines of the page run."""
    return [(line.baseline[0][0], line.baseline[-1][0]) for line in collection.lines(1)]


def test_a_rectangle_over_the_ends_of_lines_lays_no_pieces_over_them(collection: Collection) -> None:
    before = collection.lines(1)
    pieces = [make_line(number, right=400) for number in range(4)]
    collection.find_lines_again(1, [], pieces, Box(0, 0, 400, 1000))
    assert collection.lines(1) == before
    collection.find_lines_again(1, [], [make_line(1, right=50, left=0), *pieces], Box(0, 0, 400, 1000))
    assert sorted(ends_of(collection)) == [(0, 50), *[(100, 900)] * 4], "what lies over no other line comes"


def test_a_rectangle_round_one_line_leaves_the_line_whose_feet_it_shows(collection: Collection) -> None:
    before = collection.lines(1)
    box = Box(90, before[1].box.top - 50, 910, before[1].box.bottom + 15)
    feet = make_line(0, left=110, polygon=outline(110, box.top, 900, 95))
    assert before[0].baseline[0][1] > box.top
    collection.find_lines_again(1, [], [feet, *found(1)], box)
    after = collection.lines(1)
    assert [after[0], *after[2:]] == [before[0], *before[2:]]
    assert after[1].baseline == found(1)[0].baseline
    collection.find_lines_again(1, [], found(1), box)
    assert len(collection.lines(1)) == 4


def test_a_line_whose_successor_lies_over_one_outside_stays(collection: Collection) -> None:
    page = collection.add_page(make_page("parted"), make_content())
    assert page.id is not None
    parts = [make_line(0, right=700), make_line(0, left=710, right=850)]
    collection.replace_lines(page.id, [], parts)
    before = collection.lines(page.id)
    collection.find_lines_again(page.id, [], [make_line(0, left=450, right=850)], Box(450, 0, 900, 200))
    assert collection.lines(page.id) == before


def test_unknown_page_is_told(collection: Collection) -> None:
    with pytest.raises(CollectionError, match="no page 9"):
        collection.replace_lines(9, [], found(0))


class LinesLookedAtWhileSomeoneWrites(list[Line]):
    """Found lines; the first look at them gives another window the time to write a text."""

    def __init__(self, lines: list[Line], folder: Path) -> None:
        super().__init__(lines)
        self.folder: Path | None = folder

    def __iter__(self) -> Iterator[Line]:
        if self.folder is not None:
            with Collection.open(self.folder) as window:
                window.write_human_text(3, "three, just now")
            self.folder = None
        return super().__iter__()


def test_text_written_while_the_lines_were_compared_is_kept(collection: Collection) -> None:
    collection.replace_lines(1, [], LinesLookedAtWhileSomeoneWrites(found(0, 1, 2, 3), collection.folder))
    assert line_texts(collection.lines(1)) == ["one", "two", "three, just now", "four"]
    assert [line.id for line in collection.lines(1)] == [1, 2, 3, 4]
