"""Runs keep their settings, events and result, and can be found again after a kill."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, RunState
from seqclr_desktop.errors import CollectionError, StorageError


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "c") as opened:
        yield opened


def test_new_run_has_a_folder_of_its_own(collection: Collection) -> None:
    run = collection.begin_run("pretrain", "Learn the shapes", {"minutes": 10})
    assert run.folder == collection.runs_folder / "1"
    assert run.folder.is_dir()
    assert (run.kind, run.title, run.state, run.settings) == (
        "pretrain",
        "Learn the shapes",
        RunState.RUNNING,
        {"minutes": 10},
    )
    assert run.started_at.endswith("+00:00")
    assert run.ended_at == ""


def test_events_come_back_in_the_order_they_were_added(collection: Collection) -> None:
    first, second = (collection.begin_run("pretrain", title, {}) for title in ("a", "b"))
    collection.add_events(first.id, [{"event": "Step", "loss": 4.5}, {"event": "Preview", "truth": "ספר"}])
    collection.add_events(second.id, [{"event": "Step", "loss": 1.0}])
    collection.add_events(first.id, [])
    collection.add_events(first.id, [{"event": "Step", "loss": math.inf}])
    assert [event["event"] for event in collection.events(first.id)] == ["Step", "Preview", "Step"]
    assert collection.events(first.id)[1]["truth"] == "ספר"
    assert collection.events(first.id)[2]["loss"] == math.inf
    assert len(collection.events(second.id)) == 1


def test_ended_run_tells_how(collection: Collection) -> None:
    run = collection.begin_run("finetune", "Learn to read", {})
    collection.end_run(run.id, RunState.STOPPED, {"valid_cer": 0.25})
    ended = collection.run(run.id)
    assert (ended.state, ended.result) == (RunState.STOPPED, {"valid_cer": 0.25})
    assert ended.ended_at != ""


def test_run_of_a_killed_program_is_unfinished_until_resumed_and_ended(collection: Collection, tmp_path: Path) -> None:
    finished, paused, killed = (collection.begin_run("pretrain", title, {}) for title in "abc")
    collection.end_run(finished.id, RunState.FINISHED)
    collection.set_run_state(paused.id, RunState.PAUSED)
    collection.close()
    with Collection.open(tmp_path / "c") as again:
        assert [run.id for run in again.unfinished_runs()] == [killed.id, paused.id]
        again.set_run_state(killed.id, RunState.RUNNING)
        again.end_run(killed.id, RunState.FINISHED)
        assert [run.id for run in again.unfinished_runs()] == [paused.id]
        assert [run.id for run in again.runs()] == [killed.id, paused.id, finished.id]


def test_stopped_run_that_goes_on_has_not_ended(collection: Collection) -> None:
    run = collection.begin_run("pretrain", "a", {})
    collection.end_run(run.id, RunState.STOPPED)
    collection.set_run_state(run.id, RunState.RUNNING)
    assert collection.run(run.id).ended_at == ""


@pytest.mark.parametrize("act", ["run", "add_events", "end_run", "set_run_state"])
def test_unknown_run_is_told(collection: Collection, act: str) -> None:
    arguments = {
        "run": (9,),
        "add_events": (9, []),
        "end_run": (9, RunState.FAILED),
        "set_run_state": (9, RunState.PAUSED),
    }[act]
    with pytest.raises(CollectionError, match="no run 9"):
        getattr(collection, act)(*arguments)


def test_run_without_a_folder_is_not_recorded(collection: Collection) -> None:
    collection.runs_folder.write_text("a file in its place")
    with pytest.raises(StorageError, match="cannot be made"):
        collection.begin_run("pretrain", "a", {})
    assert collection.runs() == []
