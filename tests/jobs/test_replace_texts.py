"""Replacing as a job: it tells how far it is, and what was done before a stop or an error can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import ActReport, Collection, Replacement
from seqclr_desktop.errors import CollectionError, StorageError
from seqclr_desktop.jobs.job import Control, Done, Failed, Progress, run
from seqclr_desktop.jobs.replace_texts import RedoAct, ReplaceTexts, TextsChanged, UndoAct, _followed
from tests.builders import collection_with, line_texts

LINE_COUNT = 450


class Watcher(Control):
    """Notes the progress, and does `deed` when it is told of any."""

    def __init__(self, deed: Callable[[Watcher], None] = lambda _watcher: None) -> None:
        super().__init__()
        self.seen: list[Progress] = []
        self._deed = deed

    def show(self, event: object) -> None:
        assert isinstance(event, Progress)
        self.seen.append(event)
        self._deed(self)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with collection_with(tmp_path / "c", *["la ville"] * LINE_COUNT) as opened:
        yield opened


def job_for(collection: Collection) -> ReplaceTexts:
    return ReplaceTexts(collection.folder, "cities", collection.find_changes(Replacement("ville", "cité")))


def replaced_count(collection: Collection) -> int:
    return line_texts(collection.lines(1)).count("la cité")


def test_it_is_replaced_taken_back_and_made_again(collection: Collection) -> None:
    watcher = Watcher()
    done = run(job_for(collection), watcher)
    assert isinstance(done, Done)
    assert (done.result.act.lines_changed, replaced_count(collection)) == (LINE_COUNT, LINE_COUNT)
    assert [event.done for event in watcher.seen] == sorted({event.done for event in watcher.seen})
    assert (watcher.seen[-1].done, watcher.seen[-1].total) == (LINE_COUNT, LINE_COUNT)
    act_id = done.result.act.act_id
    assert isinstance(run(UndoAct(collection.folder, act_id), Control()), Done)
    assert replaced_count(collection) == 0
    assert isinstance(run(RedoAct(collection.folder, act_id), Control()), Done)
    assert replaced_count(collection) == LINE_COUNT
    again = run(RedoAct(collection.folder, act_id), Control())
    assert isinstance(again, Failed)
    assert isinstance(again.error, CollectionError)


def test_what_was_done_before_a_stop_can_be_taken_back(collection: Collection) -> None:
    done = run(job_for(collection), Watcher(Watcher.stop))
    assert isinstance(done, Done)
    act = done.result.act
    assert 0 < act.lines_changed < LINE_COUNT
    assert (replaced_count(collection), act.is_complete) == (act.lines_changed, False)
    run(UndoAct(collection.folder, act.act_id), Control())
    assert replaced_count(collection) == 0


def test_stopped_with_the_last_line_it_is_complete(collection: Collection) -> None:
    def stop_at_the_end(watcher: Watcher) -> None:
        if watcher.seen[-1].done == LINE_COUNT:
            watcher.stop()

    done = run(job_for(collection), Watcher(stop_at_the_end))
    assert isinstance(done, Done)
    assert done.result.act.is_complete


def disk_that_fills(steps_before: int) -> Iterator[ActReport]:
    """Plays an act that is cut off by a full disk."""
    for step in range(1, steps_before + 1):
        yield ActReport(7, LINE_COUNT, 200 * step)
    raise StorageError("The disk is full.")


def test_an_error_in_between_is_told_with_what_was_done() -> None:
    report = _followed(disk_that_fills(2), Control())
    assert report == TextsChanged(ActReport(7, LINE_COUNT, 400), report.problem)
    assert "The disk is full." in str(report.problem)


def test_an_error_before_anything_was_done_is_an_error() -> None:
    with pytest.raises(StorageError):
        _followed(disk_that_fills(0), Control())
