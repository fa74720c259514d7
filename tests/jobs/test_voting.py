"""Several readers learn from a few real pages and vote, through the jobs that the window and the terminal run."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seqclr_desktop.collection import Collection, LineFilter, RunState
from seqclr_desktop.document import Direction, Split
from seqclr_desktop.errors import Cancelled, ModelError
from seqclr_desktop.jobs.evaluate_model import EvaluateModel
from seqclr_desktop.jobs.finetune_model import FinetuneModel, FinetuneReport, kept_report
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.starting_network import starting_recognizer
from seqclr_desktop.jobs.trained_reader import ReaderFacts, TrainedReader
from seqclr_desktop.jobs.transcribe_pages import TranscribePages
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.checkpoint import describe_model, load_reader, save_recognizer
from seqclr_desktop.model.device import choose_device
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.settings import EncoderSettings
from seqclr_desktop.model.voters import Voters
from seqclr_desktop.training.lines import LabelledLines
from seqclr_desktop.training.progress_record import Averaged, FinetuneStep, Stage, StageBegan, Validation
from seqclr_desktop.training.settings import FinetuneSettings
from tests.jobs.learning import StopsWhenAsked, Watcher, sample_of

TWO = FinetuneSettings(epochs=1, threads=1, voters=2)


def teach(folder: Path, control: Control, **wanted: Any) -> FinetuneReport:
    """Two readers on two dozen lines, from the model of many hands."""
    return FinetuneModel(folder, TWO, start_from="base-latin", label_count=24, **wanted).run(control)


@pytest.fixture(scope="module")
def voting(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Watcher, FinetuneReport]:
    """A collection with a model of two readers; tests must not change its models."""
    folder = sample_of(tmp_path_factory.mktemp("voting"), 4)
    watcher = Watcher()
    return folder, watcher, teach(folder, watcher)


def test_two_readers_become_one_model_and_what_the_vote_gains_is_told(
    voting: tuple[Path, Watcher, FinetuneReport],
) -> None:
    folder, watcher, report = voting
    with Collection.open(folder) as collection:
        (model,) = collection.models()
        (run,) = collection.runs()
    assert model.name == report.model_name
    assert model.voter_count == 2
    assert isinstance(load_reader(model.path), Voters)
    assert [path.name for path in model.path.parent.iterdir()] == [model.path.name]
    assert report.voting is not None
    assert report.voting.reader_count == 2
    assert report.voting.vote_cer == report.valid_cer == model.scores["valid_cer"]
    assert report.voting.best_cer is not None
    assert run.result["voting"]["best_cer"] == report.voting.best_cer
    assert kept_report(model) == replace(report, start_scores={})
    assert report.averaged is not None
    told = [(e.cer_last, e.cer_mean) for e in watcher.of(Averaged) if isinstance(e, Averaged)]
    assert len(told) == 2
    assert (report.averaged.cer_last, report.averaged.cer_mean) in told
    assert run.result["averaged"] == asdict(report.averaged)
    assert not [*run.folder.glob("*.safetensors")]


def test_each_reader_learns_from_its_share_of_the_lines_and_the_whole_is_one_progress(
    voting: tuple[Path, Watcher, FinetuneReport],
) -> None:
    _, watcher, report = voting
    begun = [e for e in watcher.of(StageBegan) if isinstance(e, StageBegan) and e.stage is Stage.FINETUNE]
    assert [(event.reader, event.reader_count) for event in begun] == [(1, 2), (2, 2)]
    assert report.train_line_count == 24
    assert all(17 <= event.line_count <= 21 for event in begun)
    steps = [event for event in watcher.of(FinetuneStep) if isinstance(event, FinetuneStep)]
    assert [event.fraction for event in steps] == sorted(event.fraction for event in steps)
    assert [event.elapsed_s for event in steps] == sorted(event.elapsed_s for event in steps)
    halves = [event.fraction for event in steps if event.step == 1 or event.fraction == 1]
    assert halves[-1] == 1
    last = watcher.of(Validation)[-1]
    assert isinstance(last, Validation)
    assert round(last.cer, 5) == report.valid_cer


def test_reading_the_validation_pages_with_the_model_gives_the_shares_that_were_told(
    voting: tuple[Path, Watcher, FinetuneReport],
) -> None:
    folder, _, report = voting
    with Collection.open(folder) as collection:
        pages = [page.name for page in collection.pages(Split.VALID)]
    judged = EvaluateModel(folder, report.model_name, pages, threads=1).run(Control())
    assert judged.line_count == report.valid_line_count
    assert judged.cer == pytest.approx(report.valid_cer, abs=1e-4)


def test_it_reads_what_nobody_transcribed_and_tells_what_else_words_may_be(
    voting: tuple[Path, Watcher, FinetuneReport],
) -> None:
    folder, _, report = voting
    with Collection.open(folder) as collection:
        page = collection.pages(Split.TEST)[0]
        assert page.id is not None
        for line in collection.lines(page.id):
            collection.write_human_text(line.id or 0, "")
    read = TranscribePages(folder, page_names=[page.name]).run(Control())
    assert (read.model_name, read.lines_read) == (report.model_name, page.line_count)
    with Collection.open(folder) as collection:
        read_lines = [(line.machine, collection.alternatives(line.id or 0)) for line in collection.lines(page.id)]
    texts = [(text, others) for text, others in read_lines if text is not None]
    assert len(texts) == page.line_count
    assert all(len(text.char_confidences) == len(text.text) for text, _ in texts)
    others = [(text.text[other.start : other.end], other.word) for text, found in texts for other in found]
    assert others
    assert all(word and " " not in word and word != other for word, other in others)


def test_a_further_training_begins_with_the_best_of_them(voting: tuple[Path, Watcher, FinetuneReport]) -> None:
    folder, _, report = voting
    with Collection.open(folder) as collection:
        path = collection.model(report.model_name).path
        begins, knows = starting_recognizer(collection, report.model_name, TWO, choose_device("cpu"), ["le soir"])
    lead = load_reader(path).lead
    assert knows
    assert begins.encoder.state_dict().keys() == lead.encoder.state_dict().keys()
    assert all(
        bool((a == b).all()) for a, b in zip(begins.encoder.parameters(), lead.encoder.parameters(), strict=True)
    )


def test_a_closed_training_keeps_finished_readers_and_goes_on_with_the_next(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)

    def close_in_the_second_reader(watcher: Watcher, event: object) -> None:
        begun = [e for e in watcher.of(StageBegan) if isinstance(e, StageBegan) and e.reader == 2]
        if begun and isinstance(event, FinetuneStep):
            watcher.interrupt()

    with pytest.raises(Cancelled):
        teach(folder, Watcher(close_in_the_second_reader))
    with Collection.open(folder) as collection:
        (unfinished,) = collection.unfinished_runs()
        assert not collection.models()
        assert sorted(path.name for path in (unfinished.folder / "learned").iterdir()) == [
            "finetune-2-state.safetensors",
            "reader-1.safetensors",
        ]
        rewritten = unfinished.settings["train"][0]
        collection.write_human_text(rewritten, "ein Ж, das noch nirgends stand")
    watcher = Watcher()
    report = teach(folder, watcher, resume_run=unfinished.id)
    begun = [e.reader for e in watcher.of(StageBegan) if isinstance(e, StageBegan) and e.stage is Stage.FINETUNE]
    assert begun == [2]
    steps = [event for event in watcher.of(FinetuneStep) if isinstance(event, FinetuneStep)]
    assert steps[0].step > 1
    assert steps[0].fraction > 0.5
    assert report.voting is not None
    with Collection.open(folder) as collection:
        assert len(describe_model(collection.model(report.model_name).path).temperatures) == 2
        assert collection.run(unfinished.id).state is RunState.FINISHED
        assert not [*(unfinished.folder / "learned").iterdir()]


@pytest.mark.parametrize("stopped_in", [1, 2])
def test_stopping_keeps_what_is_finished_and_else_the_best_so_far(tmp_path: Path, stopped_in: int) -> None:
    folder = sample_of(tmp_path, 3)

    def stop(watcher: Watcher, event: object) -> None:
        begun = [e for e in watcher.of(StageBegan) if isinstance(e, StageBegan) and e.reader == stopped_in]
        if begun and isinstance(event, FinetuneStep):
            watcher.stop()

    report = teach(folder, Watcher(stop))
    assert report.was_stopped
    assert report.voting is None
    with Collection.open(folder) as collection:
        (model,) = collection.models()
        assert model.voter_count == 1
        assert describe_model(model.path).format == 1
        assert collection.runs()[0].state is RunState.STOPPED
        assert (report.valid_cer is not None) == (stopped_in == 2)
        assert not [*collection.runs()[0].folder.glob("*.safetensors")]
        assert collection.line_count(LineFilter.HUMAN)


def test_a_damaged_finished_reader_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "reader-1.safetensors"
    nothing: Any = ()
    lines = LabelledLines(nothing, [], [])
    tiny = EncoderSettings(channels=(16, 16, 16), visual_size=16, context_layers=0)
    save_recognizer(path, Recognizer(tiny, Alphabet.of(["ab"])), {"facts": {"steps": 3}})
    with pytest.raises(ModelError, match="finished reader is damaged"):
        TrainedReader.read(path, lines, choose_device("cpu"), Control())
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ModelError, match="damaged"):
        TrainedReader.read(path, lines, choose_device("cpu"), Control())


class BlankLines:
    """As many pictures of blank lines as are asked for."""

    def width_px(self, _index: int) -> int:
        return 80

    def image(self, _index: int) -> np.ndarray:
        return np.zeros((EncoderSettings().height_px, 80), np.uint8)


def test_a_finished_reader_that_reads_again_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "reader-1.safetensors"
    tiny = EncoderSettings(channels=(16, 16, 16), visual_size=16, context_layers=0)
    facts = ReaderFacts(None, None, None, steps=3, line_count=9, seconds=1.0, left_out={})
    TrainedReader(Recognizer(tiny, Alphabet.of(["ab"])), facts, {}).write(path)
    pictures: Any = BlankLines()
    lines = LabelledLines(pictures, ["ab"] * 40, [Direction.LEFT_TO_RIGHT] * 40)
    assert len(TrainedReader.read(path, lines, choose_device("cpu"), Control()).readings) == 40
    with pytest.raises(Cancelled):
        TrainedReader.read(path, lines, choose_device("cpu"), StopsWhenAsked(2))


def test_minutes_are_shared_by_the_readers(tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 2)

    def stop(watcher: Watcher, event: object) -> None:
        if isinstance(event, FinetuneStep):
            watcher.stop()

    watcher = Watcher(stop)
    settings = FinetuneSettings(minutes=90, threads=1, voters=3)
    FinetuneModel(folder, settings, start_from="base-latin", label_count=16).run(watcher)
    (step,) = (event for event in watcher.of(FinetuneStep) if isinstance(event, FinetuneStep))
    assert step.seconds_left is not None
    assert step.elapsed_s + step.seconds_left < 60 * 90 + 1
    assert step.seconds_left > 60 * 60
    assert step.fraction * 90 * 60 < step.elapsed_s + 1
