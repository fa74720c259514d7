"""A learning curve of a few real pages, with trainings of seconds: what is measured, kept, resumed and refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, RunState
from seqclr_desktop.errors import Cancelled, TrainingError
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.measure_curve import MeasureCurve
from seqclr_desktop.jobs.outlook import outlook
from seqclr_desktop.training.settings import FinetuneSettings
from tests.jobs.learning import Watcher, sample_of

QUICK = FinetuneSettings(epochs=1, threads=1, preset="small")


def stop_after_first(watcher: Watcher, event: object) -> None:
    if isinstance(event, Progress) and event.unit == "trainings" and event.done >= 1:
        watcher.stop()


def test_curve_is_measured_on_growing_parts_of_the_lines_and_goes_on_after_a_stop(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 4)
    with pytest.raises(Cancelled):
        MeasureCurve(folder, QUICK).run(Watcher(stop_after_first))
    with Collection.open(folder) as collection:
        (record,) = collection.unfinished_runs()
    (first,) = (record.folder / "learned").glob("point-*.json")
    before = first.stat().st_mtime_ns

    report = MeasureCurve(folder, QUICK, resume_run=record.id).run(Control())
    assert first.stat().st_mtime_ns == before
    train_count = len(record.settings["train"])
    assert [point.line_count for point in report.points] == [train_count >> 2, train_count >> 1, train_count]
    assert all(0 < point.cer <= 1.5 and 0 <= point.spread < 1 for point in report.points)
    with Collection.open(folder) as collection:
        assert collection.run(record.id).state is RunState.FINISHED
        assert collection.models() == []  # measuring leaves no models behind
        ahead = outlook(collection)
        assert (ahead.curve, ahead.is_measured) == (report.points, True)
    assert list((record.folder / "learned").glob("*.safetensors")) == []


def test_too_few_lines_are_refused_before_any_time_is_spent(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 1)
    with pytest.raises(TrainingError, match="at least"):
        MeasureCurve(folder, QUICK).run(Control())
    with Collection.open(folder) as collection:
        assert collection.runs() == []
