"""The whole of learning on a few real pages, through the jobs the window and the terminal run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, LineFilter, ModelKind, RunState
from seqclr_desktop.collection.waiting_texts import without_lines
from seqclr_desktop.document import AuthorKind, Split
from seqclr_desktop.errors import Cancelled, CollectionError, StorageError, TrainingError
from seqclr_desktop.jobs.evaluate_model import EvaluateModel
from seqclr_desktop.jobs.finetune_model import FinetuneModel, kept_report
from seqclr_desktop.jobs.job import Control, Failed, Progress, run
from seqclr_desktop.jobs.learn import LearnFromCollection, LearnSettings, _within_all
from seqclr_desktop.jobs.line_images import LineImageMaker
from seqclr_desktop.jobs.line_plan import LinePlan
from seqclr_desktop.jobs.page_splits import split_lines
from seqclr_desktop.jobs.pretrain_model import PretrainModel, labelled_on
from seqclr_desktop.jobs.training_run import open_run
from seqclr_desktop.jobs.transcribe_pages import TranscribePages
from seqclr_desktop.training.progress_record import (
    FinetuneStep,
    PretrainCheck,
    PretrainStep,
    SelfTrainingRound,
    Stage,
    StageBegan,
    Validation,
    from_record,
)
from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings, SelfTrainingSettings
from tests.builders import collection_with
from tests.jobs.learning import Watcher, sample_of

STUDY = PretrainSettings(epochs=1, threads=1, checks=0)
QUICK = LearnSettings(STUDY, FinetuneSettings(epochs=1, threads=1))


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Watcher, object]:
    """A collection of four pages after *Learn from this collection*; tests must not change it."""
    folder = sample_of(tmp_path_factory.mktemp("learned"), 4)
    watcher = Watcher()
    return folder, watcher, LearnFromCollection(folder, QUICK).run(watcher)


def test_one_click_pretrains_finetunes_and_tests_once(learned: tuple[Path, Watcher, object]) -> None:
    folder, watcher, _ = learned
    stages = [event.stage for event in watcher.of(StageBegan) if isinstance(event, StageBegan)]
    assert stages == [Stage.PREPARE, Stage.PRETRAIN, Stage.PREPARE, Stage.FINETUNE, Stage.TEST]
    assert watcher.of(PretrainStep)
    assert watcher.of(FinetuneStep)
    assert watcher.of(Validation)
    with Collection.open(folder) as collection:
        reader, seen = collection.models()
        assert (reader.kind, seen.kind) == (ModelKind.RECOGNISER, ModelKind.PRETRAINED)
        assert seen.parent == "base-latin"
        assert seen.settings["learning_rate"] == STUDY.learning_rate  # as it was asked for, not as it was slowed
        assert reader.parent in (seen.name, "base-latin")  # whichever reads the validation lines better
        assert reader.scores["temperature"] > 0
        assert 0 <= reader.scores["test_cer"] <= 2
        (record,) = collection.runs()
        assert record.state is RunState.FINISHED
        assert record.result["test_line_count"] > 0
        assert record.result["test_cer_low"] <= reader.scores["test_cer"] <= record.result["test_cer_high"]
        kinds = {event["event"] for event in collection.events(record.id)}
        assert {"PretrainStep", "FinetuneStep", "Validation", "StageBegan", "Averaged"} <= kinds
        assert 0 <= record.result["averaged"]["cer_last"] <= 2


def test_what_an_older_program_kept_of_a_training_is_still_understood(learned: tuple[Path, Watcher, object]) -> None:
    with Collection.open(learned[0]) as collection:
        (reader,) = collection.models(ModelKind.RECOGNISER)
    now = kept_report(reader)
    assert now is not None
    assert now.averaged is not None
    older = {name: value for name, value in reader.settings["report"].items() if name != "averaged"}
    assert kept_report(replace(reader, settings={**reader.settings, "report": older})) == replace(now, averaged=None)


def test_one_click_without_pretraining_learns_to_read_at_once(tmp_path: Path) -> None:
    folder, watcher = sample_of(tmp_path, 3), Watcher()
    report = LearnFromCollection(folder, LearnSettings(None, FinetuneSettings(epochs=1, threads=1))).run(watcher)
    assert report.pretrain is None
    assert report.finetune.started_from == "base-latin"
    stages = [event.stage for event in watcher.of(StageBegan) if isinstance(event, StageBegan)]
    assert Stage.PRETRAIN not in stages
    with Collection.open(folder) as collection:
        assert [model.kind for model in collection.models()] == [ModelKind.RECOGNISER]


def test_previews_are_the_same_lines_every_time(learned: tuple[Path, Watcher, object]) -> None:
    _, watcher, _ = learned
    validations = [event for event in watcher.of(Validation) if isinstance(event, Validation)]
    assert len({tuple(preview.line_id for preview in event.previews) for event in validations}) == 1
    assert 1 <= len(validations[0].previews) <= 10


def test_the_second_epoch_never_touches_the_scans(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 2)
    PretrainModel(folder, STUDY).run(Control())
    for scan in (tmp_path / "scans").iterdir():
        scan.unlink()
    report = PretrainModel(folder, STUDY).run(Control())
    assert report.line_count > 20
    assert not report.problems


def test_a_pretraining_is_looked_at_from_the_side_and_says_which_state_it_kept(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 1)
    watcher = Watcher()
    report = PretrainModel(folder, replace(STUDY, checks=1, probe_lines=12)).run(watcher)
    first, last = (check for check in watcher.of(PretrainCheck) if isinstance(check, PretrainCheck))
    assert (first.step, last.step) == (0, report.steps)
    assert report.kept_step == report.steps
    assert report.probe_cer in (last.linear_cer, last.context_cer)
    assert report.probe_cer is not None
    with Collection.open(folder) as collection:
        (record,) = collection.runs()
        stored = [from_record(dict(event)) for event in collection.events(record.id)]
        assert last in stored
        assert collection.model(report.model_name).scores["probe_cer"] == report.probe_cer


def test_machine_texts_stand_beside_human_ones_and_never_replace_them(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)
    with Collection.open(folder) as collection:
        emptied = collection.line_ids(LineFilter.HUMAN)[:10]
        for line_id in emptied:
            collection.write_human_text(line_id, "")
        before = {i: collection.line(i).human for i in collection.line_ids(LineFilter.HUMAN)}
    FinetuneModel(folder, FinetuneSettings(epochs=1, threads=1), from_scratch=True).run(Control())
    report = TranscribePages(folder).run(Control())
    with Collection.open(folder) as collection:
        assert report.lines_read == collection.line_count(LineFilter.ALL) - len(before)
        assert {i: collection.line(i).human for i in before} == before
        machine = collection.line(emptied[0]).machine
        assert machine is not None
        assert machine.author_kind is AuthorKind.MODEL
        assert machine.confidence is not None
        assert len(machine.char_confidences) == len(machine.text)
    assert TranscribePages(folder).run(Control()).lines_read == 0
    assert TranscribePages(folder, again=True).run(Control()).lines_read == report.lines_read


def test_a_vanished_scan_is_told_and_the_others_are_read(learned: tuple[Path, Watcher, object], tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 2)
    with Collection.open(folder) as collection:
        for line_id in collection.line_ids():
            collection.write_human_text(line_id, "")
        source = Collection.open(learned[0])
        collection.add_model(source.models(ModelKind.RECOGNISER)[0])
        source.close()
        gone = collection.pages()[0]
    gone.path.unlink()
    report = TranscribePages(folder).run(Control())
    assert report.lines_read > 0
    assert len(report.problems) == 1
    assert report.problems[0].page_name == gone.name


def test_stopping_keeps_the_best_reader_so_far(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)

    def stop_at_the_first_steps(watcher: Watcher, event: object) -> None:
        if isinstance(event, FinetuneStep):
            watcher.stop()

    job = FinetuneModel(folder, FinetuneSettings(minutes=30, threads=1), from_scratch=True)
    report = job.run(Watcher(stop_at_the_first_steps))
    assert report.was_stopped
    assert report.seconds > 0
    assert report.lines_per_second < 10_000
    with Collection.open(folder) as collection:
        assert collection.model(report.model_name).path.exists()
        assert collection.runs()[0].state is RunState.STOPPED
        assert not collection.unfinished_runs()


def test_closing_leaves_the_training_to_be_resumed_where_it_was_whatever_is_done_meanwhile(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)

    def close_after_a_few_steps(watcher: Watcher, event: object) -> None:
        if isinstance(event, FinetuneStep) and event.step >= 5:
            watcher.interrupt()

    settings = FinetuneSettings(epochs=2, threads=1)
    with pytest.raises(Cancelled):
        FinetuneModel(folder, settings, from_scratch=True).run(Watcher(close_after_a_few_steps))
    with Collection.open(folder) as collection:
        (unfinished,) = collection.unfinished_runs()
        assert not collection.models()
        rewritten, deleted, *_ = unfinished.settings["train"]
        collection.write_human_text(rewritten, "ein Ж, das noch nirgends stand")
        page = collection.page_lines(collection.line(deleted).page_id or 0)
        collection.set_page_lines(page, without_lines(page, [deleted]))
    watcher = Watcher()
    report = FinetuneModel(folder, settings, resume_run=unfinished.id).run(watcher)
    steps = [event.step for event in watcher.of(FinetuneStep) if isinstance(event, FinetuneStep)]
    assert steps[0] > 5
    assert report.train_line_count == len(unfinished.settings["train"]) - 1
    with Collection.open(folder) as collection:
        assert collection.run(unfinished.id).state is RunState.FINISHED


def test_a_killed_training_goes_on_from_its_saved_state(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 2)
    command = [sys.executable, "-m", "seqclr_desktop", "pretrain", str(folder), "--minutes", "20", "--threads", "1"]
    command += ["--checks", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    state = folder / "runs" / "1" / "learned" / "pretrain-state.safetensors"
    give_up = time.monotonic() + 240
    while not state.exists() and process.poll() is None and time.monotonic() < give_up:
        time.sleep(0.2)
    os.kill(process.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.wait()
    assert state.exists(), "no state was saved before the kill"
    with Collection.open(folder) as collection:
        (unfinished,) = collection.unfinished_runs()

    def stop_soon(watcher: Watcher, event: object) -> None:
        if isinstance(event, PretrainStep):
            watcher.stop()

    watcher = Watcher(stop_soon)
    report = PretrainModel(folder, PretrainSettings(), resume_run=unfinished.id).run(watcher)
    first = watcher.of(PretrainStep)[0]
    assert isinstance(first, PretrainStep)
    assert first.step > 1
    assert first.elapsed_s > 15
    assert report.was_stopped


def test_the_same_training_is_not_resumed_twice_at_once(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 1)
    with Collection.open(folder) as collection, open_run(collection, "pretrain", "", {}, None) as going_on:
        outcome = run(PretrainModel(folder, PretrainSettings(), resume_run=going_on.id), Control())
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, CollectionError)
    assert "another window" in str(outcome.error)


def test_labels_are_chosen_by_the_seed(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)

    def lines_of(seed: int) -> list[int]:
        settings = FinetuneSettings(epochs=1, threads=1, seed=seed)
        report = FinetuneModel(folder, settings, from_scratch=True, label_count=8).run(Control())
        assert report.train_line_count == 8
        with Collection.open(folder) as collection:
            return list(collection.run(report.run_id).settings["train"])

    assert lines_of(1) == lines_of(1) != lines_of(2)


def test_too_little_is_refused_before_time_is_spent(tmp_path: Path) -> None:
    Collection.create(tmp_path / "empty").close()
    with pytest.raises(TrainingError, match="no lines to learn from"):
        PretrainModel(tmp_path / "empty", PretrainSettings()).run(Control())
    with pytest.raises(TrainingError, match="at least 5 transcribed lines, there are 0"):
        LearnFromCollection(tmp_path / "empty", QUICK).run(Control())
    with pytest.raises(TrainingError, match="at least 5 transcribed lines, there are 0"):
        FinetuneModel(tmp_path / "empty", FinetuneSettings()).run(Control())
    with pytest.raises(CollectionError, match="no transcribed lines to compare with"):
        EvaluateModel(tmp_path / "empty").run(Control())
    folder = sample_of(tmp_path / "sample", 2)
    with pytest.raises(TrainingError, match="500 transcribed lines were asked for"):
        FinetuneModel(folder, FinetuneSettings(), label_count=500).run(Control())


def test_scans_that_are_all_gone_are_told_of_rather_than_too_few_texts(tmp_path: Path) -> None:
    folder = sample_of(tmp_path / "sample", 2)
    shutil.rmtree(tmp_path / "sample" / "scans")
    with pytest.raises(TrainingError, match="None of the pages to learn from could be read") as refusal:
        FinetuneModel(folder, FinetuneSettings(epochs=1), from_scratch=True).run(Control())
    assert "no longer where it was" in refusal.value.advice


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("le soir", "la mer", "il part"), "at least 5 transcribed lines, there are 3"),
        (("x", "xx", "x", "x x", "x", "xx"), "the one character “x”"),
    ],
)
def test_hopeless_transcriptions_are_refused_before_a_scan_is_opened(
    tmp_path: Path, texts: tuple[str, ...], said: str
) -> None:
    collection_with(tmp_path / "c", *texts).close()  # its scan does not exist
    with pytest.raises(TrainingError, match=said):
        FinetuneModel(tmp_path / "c", FinetuneSettings()).run(Control())
    with pytest.raises(TrainingError, match=said):
        LearnFromCollection(tmp_path / "c", QUICK).run(Control())
    with Collection.open(tmp_path / "c") as collection:
        assert not collection.runs()


def test_judging_reads_the_named_pages_and_names_the_worst_lines(learned: tuple[Path, Watcher, object]) -> None:
    folder, _, _ = learned
    with Collection.open(folder) as collection:
        page = collection.pages(Split.VALID)[0]
    watcher = Watcher()
    report = EvaluateModel(folder, page_names=[page.name], threads=1).run(watcher)
    assert report.line_count == page.human_count
    assert report.character_count > report.line_count
    assert report.lines_per_second > 0
    assert report.worst
    last = watcher.of(Progress)[-1]
    assert isinstance(last, Progress)
    assert last.done == page.human_count


def test_a_time_budget_is_kept(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 2)
    began = time.monotonic()
    report = FinetuneModel(folder, FinetuneSettings(minutes=0.4, threads=1), from_scratch=True).run(Control())
    took = time.monotonic() - began
    assert report.seconds == pytest.approx(24, rel=0.35)
    assert took >= 20


def test_what_pretraining_took_too_long_is_taken_off_the_fine_tuning() -> None:
    settings = FinetuneSettings(minutes=10)
    assert _within_all(settings, 5, 60 * 5).minutes == 10
    assert _within_all(settings, 5, 60 * 7).minutes == 8
    assert _within_all(settings, 5, 60 * 50).minutes == 5  # at least half is left
    assert _within_all(FinetuneSettings(epochs=3), None, 60 * 50).epochs == 3


def test_a_reader_teaches_itself_on_lines_nobody_transcribed_and_leaves_all_texts_alone(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 4)
    with Collection.open(folder) as collection:
        emptied = collection.pages()[-1]
        assert emptied.id is not None
        for line in collection.lines(emptied.id):
            assert line.id is not None
            collection.write_human_text(line.id, "")
        before = {line_id: collection.line(line_id) for line_id in collection.line_ids()}
    easily_sure = SelfTrainingSettings(
        rounds=1, least_passes=0, first_round=0.3, last_round=0.3, sure_enough=0.3, least_share=0.1
    )
    settings = FinetuneSettings(epochs=2, threads=1, self_training=easily_sure)
    watcher = Watcher()
    report = FinetuneModel(folder, settings).run(watcher)
    (told,) = (event for event in watcher.of(SelfTrainingRound) if isinstance(event, SelfTrainingRound))
    assert told.lines_read == emptied.line_count
    assert told.lines_used >= 4
    assert report.self_training is not None
    assert report.self_training.line_count == told.lines_used
    with Collection.open(folder) as collection:
        assert {line_id: collection.line(line_id) for line_id in collection.line_ids()} == before
        (record,) = collection.runs()
        assert record.result["self_training"]["line_count"] == told.lines_used
        assert not list((record.folder / "learned").iterdir())


def test_pages_that_watch_or_test_give_no_lines_to_teach_itself_on(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 4)
    with Collection.open(folder) as collection:
        plan = LinePlan.of(collection, 5, (), (), seed=0).with_unlabelled(collection, (), seed=0)
        assert plan.unlabelled == ()  # every line has a text
        everything = [page.name for page in collection.pages()]
        named = LinePlan.of(collection, 5, (), (), seed=0).with_unlabelled(collection, everything, seed=0)
        splits = {page.id: page.split for page in collection.pages()}
        assert {splits[line.page_id] for line in collection.lines_by_id(named.unlabelled)} == {Split.TRAIN}
        assert not set(named.unlabelled) & {*named.train, *named.valid}
        assert LinePlan.from_record(named.to_record()) == named


def test_closed_before_the_test_a_training_is_not_done_twice(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)

    def close_before_the_test(watcher: Watcher, event: object) -> None:
        if isinstance(event, StageBegan) and event.stage is Stage.TEST:
            watcher.interrupt()

    with pytest.raises(Cancelled):
        LearnFromCollection(folder, QUICK).run(Watcher(close_before_the_test))
    with Collection.open(folder) as collection:
        reader, _ = collection.models()
        (unfinished,) = collection.unfinished_runs()
    watcher = Watcher()
    report = LearnFromCollection(folder, QUICK, resume_run=unfinished.id).run(watcher)
    assert not watcher.of(FinetuneStep)
    assert report.model_name == report.finetune.model_name == reader.name
    assert report.finetune.valid_cer == reader.scores["valid_cer"]
    assert report.test is not None
    with Collection.open(folder) as collection:
        assert len(collection.models()) == 2
        assert collection.run(unfinished.id).state is RunState.FINISHED


def test_a_training_that_met_a_full_disk_can_be_resumed(tmp_path: Path) -> None:
    with collection_with(tmp_path / "c", "text") as collection:
        with pytest.raises(StorageError), open_run(collection, "finetune", "", {}, None):
            raise StorageError("The disk is full.")
        (unfinished,) = collection.unfinished_runs()
        assert unfinished.state is RunState.PAUSED


def test_pages_that_cannot_be_read_judge_no_model(tmp_path: Path) -> None:
    collection_with(tmp_path / "c", "le soir", "la mer").close()  # its scan does not exist
    with pytest.raises(CollectionError, match="None of the pages to judge by could be read"):
        EvaluateModel(tmp_path / "c", "base-latin", ["page"], threads=1).run(Control())


def test_texts_of_other_pages_do_not_tell_which_state_of_a_pretraining_is_the_best(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)
    with Collection.open(folder) as collection:
        every = [line_id for page in collection.pages() for line_id in labelled_on(collection, [page])]
        assert every == list(split_lines(collection).train)
        train = collection.pages(Split.TRAIN)
        (page,) = train[:1]
        assert page.id is not None
        assert labelled_on(collection, [page]) == collection.line_ids(page_ids=[page.id])
        assert not labelled_on(collection, collection.pages(Split.TEST))


def test_lines_that_are_learned_from_are_remembered_without_their_outlines(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 1)
    with Collection.open(folder) as collection:
        maker = LineImageMaker(collection, 24)
        (page,) = collection.pages()
        images, _ = maker.prepare([page], Control())
        maker.close()
        stored = collection.lines(page.id or 0)
    assert all(line.polygon for line in stored)
    assert not any(line.polygon for line in images.lines)
    assert [(line.id, line.human) for line in images.lines] == [(line.id, line.human) for line in stored]


def test_lines_of_a_page_that_was_turned_meanwhile_are_cut_out_as_it_lies_now(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 1)
    with Collection.open(folder) as collection:
        maker = LineImageMaker(collection, 24)
        (known,) = collection.pages()
        collection.set_rotation(known.id or 0, 90)
        as_known = maker.page_lines(known)
        as_it_is = maker.page_lines(collection.page(known.id or 0))
        maker.close()
    assert as_known == as_it_is


def test_where_line_images_cannot_be_kept_no_training_begins_with_some_of_the_lines(tmp_path: Path) -> None:
    with Collection.open(sample_of(tmp_path, 2)) as collection:
        maker = LineImageMaker(collection, 40)
        maker._cache._connection.execute("PRAGMA max_page_count = 1")  # as a full disk would
        with pytest.raises(StorageError, match="disk may be full"):
            maker.prepare(collection.pages(), Control())
        maker.close()


def test_line_images_of_shapes_of_long_ago_are_forgotten_at_the_next_run(tmp_path: Path) -> None:
    with Collection.open(sample_of(tmp_path, 1)) as collection:
        (page,) = collection.pages()
        line = collection.lines(page.id or 0)[0]
        for days in (40, 0):
            maker = LineImageMaker(collection, 24)
            maker.prepare([page], Control())
            cache = maker._cache._connection
            cache.execute("UPDATE pages SET used_on = used_on - ?", (days,))  # so long ago was that
            cache.commit()
            (kept,) = cache.execute("SELECT count(*) FROM strips").fetchone()
            maker.close()
            collection.update_line(replace(line, baseline=tuple((x + 1, y) for x, y in line.baseline)))
        assert kept == 2 * page.line_count  # those of before were the newest ones when the run began
        maker = LineImageMaker(collection, 24)
        maker.prepare([page], Control())
        assert maker._cache._connection.execute("SELECT count(*) FROM strips").fetchone() == (page.line_count,)
        maker.close()
