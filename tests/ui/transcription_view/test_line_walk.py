"""The way through the lines of a collection."""

import time

from seqclr_desktop.ui.transcription_view.line_walk import LineWalk


def walk_at(current: int, human: tuple[int, ...] = (), unusable: tuple[int, ...] = ()) -> LineWalk:
    walk = LineWalk([10, 20, 30, 40, 50], human, unusable)
    walk.current = current
    return walk


def test_neighbours_end_at_both_ends() -> None:
    assert walk_at(10).neighbour(-1) is None
    assert walk_at(10).neighbour(+1) == 20
    assert walk_at(50).neighbour(+1) is None


def test_next_without_text_passes_over_written_and_unusable_lines() -> None:
    assert walk_at(10, human=(20,), unusable=(30,)).next_without_text() == 40


def test_next_without_text_begins_again_at_the_start() -> None:
    assert walk_at(40, human=(10, 50)).next_without_text() == 20


def test_when_every_other_line_has_a_text_there_is_no_next() -> None:
    assert walk_at(30, human=(10, 20, 40, 50)).next_without_text() is None


def test_counts_follow_what_was_written() -> None:
    walk = walk_at(10)
    walk.note_text(10, True)
    assert (walk.human_count, walk.line_count) == (1, 5)
    walk.note_text(10, False)
    assert walk.human_count == 0


def test_the_worst_search_in_100_000_lines_takes_less_than_a_picture_of_the_screen() -> None:
    walk = LineWalk(range(100_000), human_ids=range(99_999))
    walk.current = 0
    began = time.perf_counter()
    assert walk.next_without_text() == 99_999
    assert time.perf_counter() - began < 0.1
