"""The protocols on a few real pages, with trainings of a second or two: what is compared, kept and refused."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, RunState
from seqclr_desktop.document import Split
from seqclr_desktop.errors import Cancelled, TrainingError
from seqclr_desktop.jobs.chosen_views import keep_ranges
from seqclr_desktop.jobs.experiment import Experiment
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.marks import Mark, MarkKind
from seqclr_desktop.training.experiment_plan import ExperimentSettings
from seqclr_desktop.training.protocols import Beginning, Protocol
from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings
from tests.jobs.learning import Watcher, sample_of

QUICK = ExperimentSettings(
    labels=("6",),
    seed_count=1,
    pretrain=PretrainSettings(minutes=0.02),
    finetune=FinetuneSettings(minutes=0.02, threads=1),
)
CONTROL = "from scratch (control)"


def stop_after_the_first_pretraining(watcher: Watcher, event: object) -> None:
    if isinstance(event, Progress) and event.unit == "trainings" and event.done >= 2:
        watcher.stop()


def test_experiment_stopped_and_resumed_compares_the_arms_and_keeps_what_was_finished(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 4)
    with pytest.raises(Cancelled):
        Experiment(folder, QUICK).run(Watcher(stop_after_the_first_pretraining))
    with Collection.open(folder) as collection:
        (record,) = collection.unfinished_runs()
    first = record.folder / "learned" / "cell-control-6-0.json"
    steps = _say_it_took_an_odd_number(first)  # 6 lines are gone through in two steps: these are no whole passes
    before = first.stat().st_mtime_ns
    assert "control" in (record.folder / "experiment.md").read_text("utf-8")

    watcher = Watcher()
    report = Experiment(folder, QUICK, tmp_path / "tables", resume_run=record.id).run(watcher)
    last = [event for event in watcher.events if isinstance(event, Progress) and event.unit == "trainings"][-1]
    assert last.done == last.total - 1
    assert first.stat().st_mtime_ns == before
    assert [row["arm"] for row in report.rows] == [
        CONTROL,
        "whole line (SimCLR), mlp head",
        "windows of one width, mlp head",
    ]
    assert [row["steps"] for row in report.rows] == [steps] * 3
    control, simclr, windows = report.rows
    assert control["measures"]["cer"]["against_control"] is None
    assert simclr["measures"]["cer"]["against_control"] is not None
    assert windows["label_count"] == 6
    written = {path.name: path for path in report.files}
    assert set(written) == {"experiment.csv", "experiment.md", "experiment.json"}
    assert json.loads(written["experiment.json"].read_text("utf-8"))["rows"] == json.loads(json.dumps(report.rows))
    with Collection.open(folder) as collection:
        ended = collection.run(record.id)
        assert ended.state is RunState.FINISHED
        assert [row["arm"] for row in ended.result["rows"]] == [row["arm"] for row in report.rows]
        assert collection.models() == []  # an experiment leaves no models behind
    assert list((record.folder / "learned").glob("*.safetensors")) == []


def _say_it_took_an_odd_number(cell: Path) -> int:
    """As if the finished training had taken one or two steps more: the stopped one beside it cannot be beyond them."""
    record = json.loads(cell.read_text("utf-8"))
    steps = int(record["steps"]) + 1 + int(record["steps"]) % 2
    cell.write_text(json.dumps({**record, "steps": steps}), encoding="utf-8")
    return steps


def test_decoder_evaluation_stands_against_a_random_encoder(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)
    only_control = replace(QUICK, protocol=Protocol.DECODER_EVALUATION, objectives=())
    report = Experiment(folder, only_control).run(Control())
    assert [row["arm"] for row in report.rows] == ["random encoder (control)"]


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [("100000", "only"), ("1%", "learning to read needs at least")],
)
def test_labels_that_are_not_there_are_refused_before_any_time_is_spent(
    tmp_path: Path, labels: str, sentence: str
) -> None:
    folder = sample_of(tmp_path, 3)
    with pytest.raises(TrainingError, match=sentence):
        Experiment(folder, replace(QUICK, labels=(labels,))).run(Control())
    with Collection.open(folder) as collection:
        assert collection.runs() == []


def test_scans_that_are_gone_are_told_of_before_any_training(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)
    for scan in (tmp_path / "scans").glob("*.jpg"):
        scan.unlink()
    began = Watcher()
    with pytest.raises(TrainingError, match="can be read from their scans"):
        Experiment(folder, QUICK).run(began)
    assert not any(isinstance(event, Progress) and event.unit == "trainings" for event in began.events)


def test_scans_that_are_gone_while_going_on_lose_nothing(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)
    with pytest.raises(Cancelled):
        Experiment(folder, QUICK).run(Watcher(stop_after_the_first_pretraining))
    with Collection.open(folder) as collection:
        (record,) = collection.unfinished_runs()
    shutil.rmtree(folder / "cache", ignore_errors=True)
    away = (tmp_path / "scans").rename(tmp_path / "unplugged")
    with pytest.raises(TrainingError, match="can be read from their scans"):
        Experiment(folder, QUICK, resume_run=record.id).run(Control())
    away.rename(tmp_path / "scans")
    with Collection.open(folder) as collection:
        assert [run.id for run in collection.unfinished_runs()] == [record.id]
    report = Experiment(folder, QUICK, resume_run=record.id).run(Control())
    assert len(report.rows) == 3


def test_views_chosen_in_the_gallery_are_those_of_the_pretraining(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)
    with Collection.open(folder) as collection:
        keep_ranges(collection, {"slant": 0.11})
        planned = Experiment(folder, QUICK)._plan(collection)["experiment"]
    assert planned["pretrain"]["augmentation"]["slant"] == 0.11


def test_lines_with_a_gap_do_not_judge(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)
    whole = len(_tested(folder))
    with Collection.open(folder) as collection:
        page = next(page for page in collection.pages(Split.TEST) if page.id is not None)
        line = next(line for line in collection.lines(page.id) if line.human is not None and line.human.text)
        assert line.id is not None
        assert line.human is not None
        collection.write_human_text(line.id, line.human.text, marks=(Mark(0, 0, MarkKind.GAP),))
    assert len(_tested(folder)) == whole - 1


def _tested(folder: Path) -> list[int]:
    """The lines that a new experiment would test with."""
    with Collection.open(folder) as collection:
        tested: list[int] = Experiment(folder, QUICK)._plan(collection)["test"]
        return tested


def test_without_test_pages_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no transcribed lines to test with"):
        Experiment(sample_of(tmp_path, 2), QUICK).run(Control())


def test_the_base_model_is_a_row_and_reads_from_the_first_minute_what_scratch_cannot(tmp_path: Path) -> None:
    with_base = replace(QUICK, objectives=(), beginnings=(Beginning.SCRATCH, Beginning.BASE))
    control, base = Experiment(sample_of(tmp_path, 3), with_base).run(Control()).rows
    assert (control["arm"], base["arm"]) == (CONTROL, "from the base model")
    assert base["measures"]["cer"]["mean"] < 0.6 < control["measures"]["cer"]["mean"]
    assert base["cer_reduction"]["low"] > 0
