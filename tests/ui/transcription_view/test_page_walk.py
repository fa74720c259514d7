"""The way through the pages, asked page by page."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection
from seqclr_desktop.ui.transcription_view.page_walk import PageWalk
from tests.builders import make_content, make_page


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Pages 1 (lines 1, 2), 2 (bare), 3 (line 3, transcribed) and 4 (lines 4, 5, the first transcribed)."""
    with Collection.create(tmp_path / "c") as opened:
        opened.add_page(make_page("a"), make_content("", ""))
        opened.add_page(make_page("b"))
        opened.add_page(make_page("c"), make_content("three"))
        opened.add_page(make_page("d"), make_content("four", ""))
        yield opened


def test_pages_without_lines_are_counted_and_passed_over(collection: Collection) -> None:
    walk = PageWalk(collection)
    assert walk.page_count == 4
    assert (walk.next_page(1, +1), walk.next_page(3, -1)) == (3, 1)
    assert (walk.next_page(4, +1), walk.next_page(1, -1)) == (None, None)


def test_lines_to_transcribe_begin_after_the_page_and_go_round(collection: Collection) -> None:
    walk = PageWalk(collection)
    assert list(walk.without_text(1)) == [5, 1, 2]
    assert list(walk.without_text(4)) == [1, 2, 5]
    collection.set_unusable(5, True)
    assert list(walk.without_text(3)) == [1, 2]


def test_a_changed_line_is_known_without_asking_again(collection: Collection) -> None:
    walk = PageWalk(collection)
    walk.lines(4)
    collection.write_human_text(5, "five")
    walk.put(collection.line(5))
    assert [line.best_text for line in walk.lines(4)] == ["four", "five"]


def test_an_empty_collection_has_no_first_line(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "bare") as bare:
        assert PageWalk(bare).first_line() is None
