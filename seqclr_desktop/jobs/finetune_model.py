"""Learn to read from transcribed lines: a recogniser and the record of how it came about."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqclr_desktop.collection import Collection, ModelKind, ModelRecord, RunState
from seqclr_desktop.errors import TrainingError
from seqclr_desktop.jobs.finished_reader import FinishedReader
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.kept_beginning import KeptBeginning
from seqclr_desktop.jobs.line_images import LineImageMaker
from seqclr_desktop.jobs.line_plan import LinePlan, labelled_lines_of, unlabelled_lines_of
from seqclr_desktop.jobs.start_choice import Start, best_start, possible_starts
from seqclr_desktop.jobs.starting_network import height_px_of
from seqclr_desktop.jobs.teach_readers import TeachingLines, TeachReaders
from seqclr_desktop.jobs.trained_reader import ReaderFacts, SelfTrainingReport, remade
from seqclr_desktop.jobs.training_run import TrainingRun, open_run
from seqclr_desktop.training.progress_record import Averaged, Mixed

if TYPE_CHECKING:
    from seqclr_desktop.training.settings import FinetuneSettings

KIND = "finetune"


@dataclass(frozen=True)
class VotingReport:
    """What came of several readers that vote (CER of all validation lines, 0–1; None where there are none).

    `best_cer` is that of the best of the `reader_count` readers by itself, `vote_cer` that of their vote.
    """

    reader_count: int
    best_cer: float | None
    vote_cer: float | None


@dataclass(frozen=True)
class FinetuneReport:
    """What came of it. `valid_cer` and `valid_wer` are shares over all validation lines, None where there are none.

    `problems` name pages that could not be read, and why.
    `start_scores`: how the models that could be started from read the validation lines before (CER, 0–1).
    """

    model_name: str
    run_id: int
    train_line_count: int
    valid_line_count: int
    valid_cer: float | None
    valid_wer: float | None
    steps: int
    seconds: float
    lines_per_second: float
    left_out: tuple[str, ...]
    device_name: str
    started_from: str = ""
    start_scores: Mapping[str, float] = field(default_factory=dict)
    was_stopped: bool = False
    note: str = ""
    self_training: SelfTrainingReport | None = None
    problems: tuple[str, ...] = ()
    voting: VotingReport | None = None
    mixed: Mixed | None = None
    averaged: Averaged | None = None


def result_of(report: FinetuneReport) -> dict[str, Any]:
    """What the run keeps: with the number of lines, so that a learning curve can be drawn through the runs."""
    return {
        "model": report.model_name,
        "valid_cer": report.valid_cer,
        "train_line_count": report.train_line_count,
        "self_training": asdict(report.self_training) if report.self_training else None,
        "voting": asdict(report.voting) if report.voting else None,
        "mixed": asdict(report.mixed) if report.mixed else None,
        "averaged": asdict(report.averaged) if report.averaged else None,
    }


class FinetuneModel:
    """Fine-tune a pretrained model, a recogniser, or a fresh network on transcribed lines."""

    title = "Learn to read"

    def __init__(
        self,
        collection_folder: Path,
        settings: FinetuneSettings,
        start_from: str = "",
        from_scratch: bool = False,
        label_count: int | None = None,
        train_pages: Sequence[str] = (),
        valid_pages: Sequence[str] = (),
        name: str = "",
        resume_run: int | None = None,
        unlabelled_pages: Sequence[str] = (),
    ) -> None:
        """`start_from` empty means the best of `start_choice.possible_starts`.

        `unlabelled_pages` give the lines for self-training; none named means those nobody transcribed.
        """
        self.collection_folder = collection_folder
        self.settings = settings
        self.start_from = start_from
        self.from_scratch = from_scratch
        self.label_count = label_count
        self.train_pages = tuple(train_pages)
        self.valid_pages = tuple(valid_pages)
        self.unlabelled_pages = tuple(unlabelled_pages)
        self.name = name
        self.resume_run = resume_run

    def run(self, control: Control) -> FinetuneReport:
        """Raises TrainingError, CollectionError, ModelError, StorageError, DeviceError; Cancelled when closing."""
        from seqclr_desktop.training.settings import FinetuneSettings

        with Collection.open(self.collection_folder) as collection:
            plan = self._plan(collection) if self.resume_run is None else {}
            with open_run(collection, KIND, self.title, plan, self.resume_run) as run:
                kept = run.record.settings
                settings = FinetuneSettings.from_record(dict(kept["training"]))
                lines = LinePlan.from_record(dict(kept))
                report = finetune_in_run(collection, run, settings, lines, kept["start_from"], kept["name"], control)
                state = RunState.STOPPED if report.was_stopped else RunState.FINISHED
                collection.end_run(run.id, state, result_of(report))
                return report

    def _plan(self, collection: Collection) -> dict[str, Any]:
        lines = LinePlan.of(collection, self.label_count, self.train_pages, self.valid_pages, self.settings.seed)
        if self.settings.self_training is not None:
            lines = lines.with_unlabelled(collection, self.unlabelled_pages, self.settings.seed)
        return lines.to_record() | {
            "training": self.settings.to_record(),
            "start_from": [] if self.from_scratch else possible_starts(collection, self.settings, self.start_from),
            "name": self.name,
        }


def finetune_in_run(
    collection: Collection,
    run: TrainingRun,
    settings: FinetuneSettings,
    plan: LinePlan,
    start_from: Sequence[str],
    name: str,
    control: Control,
) -> FinetuneReport:
    """The fine-tuning stage of a run, begun or resumed. Of several models to `start_from` the best is taken."""
    from seqclr_desktop.model.device import choose_device, describe, use_threads
    from seqclr_desktop.training.progress_record import Stage, StageBegan

    began = time.monotonic()
    device = choose_device(settings.device)
    use_threads(settings.threads)
    kept = KeptBeginning.read(run.record.folder)
    if kept is not None:
        start_from = [kept.start.name] if kept.start.name else []
    maker = LineImageMaker(collection, height_px_of(collection, start_from, settings, device))
    try:
        run.tell(StageBegan(Stage.PREPARE, describe(device), note=plan.note), control)
        lines = _prepared(collection, run, maker, plan, control)
        start = kept.start if kept else best_start(collection, start_from, lines.valid, device, control)
        teaching = TeachReaders(collection, run, settings, lines, start, device, began)
        teaching.teach(describe(device), control)
        made = FinishedReader.of(teaching.readers, lines.valid)
        if made.vote is not None and not control.is_stopping:
            run.tell(made.vote, control)
    finally:
        maker.close()
    model_name = collection.free_model_name(name or "reader")
    report = _report(run, made, model_name, start, plan, lines, describe(device), teaching.was_stopped)
    _keep_reader(collection, run, settings, made, report)
    teaching.forget()
    return report


def kept_report(model: ModelRecord) -> FinetuneReport | None:
    """What came of the fine-tuning that made `model`, as it was kept with it."""
    if "report" not in model.settings:
        return None
    kept = dict(model.settings["report"])
    kept["self_training"] = remade(SelfTrainingReport, kept["self_training"])
    kept["voting"] = remade(VotingReport, kept.get("voting"))
    kept["mixed"] = remade(Mixed, kept.get("mixed"))
    kept["averaged"] = remade(Averaged, kept.get("averaged"))
    return FinetuneReport(**{**kept, "left_out": tuple(kept["left_out"]), "problems": tuple(kept["problems"])})


def _prepared(
    collection: Collection, run: TrainingRun, maker: LineImageMaker, plan: LinePlan, control: Control
) -> TeachingLines:
    """The pictures of the planned lines; pages that cannot be read are told of. Raises TrainingError if none can."""
    from seqclr_desktop.training.progress_record import LinesLeftOut

    train, problems = labelled_lines_of(collection, maker, plan.train, control)
    if problems and not len(train):
        raise TrainingError(
            "None of the pages to learn from could be read.",
            where=problems[0].page_name,
            advice=problems[0].reason,
        )
    valid, more = labelled_lines_of(collection, maker, plan.valid, control)
    unlabelled = None
    if plan.unlabelled:
        unlabelled, still_more = unlabelled_lines_of(collection, maker, plan.unlabelled, control)
        problems += still_more
    told = tuple(dict.fromkeys(map(str, (*problems, *more))))
    for problem in told:
        run.tell(LinesLeftOut(problem, ()), control)
    return TeachingLines(train, valid, unlabelled, told)


def _keep_reader(
    collection: Collection, run: TrainingRun, settings: FinetuneSettings, made: FinishedReader, report: FinetuneReport
) -> None:
    """Write the reader that was made and enter it into the collection."""
    from seqclr_desktop.model.checkpoint import save_recognizer

    path = collection.models_folder / f"{report.model_name}.safetensors"
    provenance = {
        "made_by": KIND,
        "run": run.id,
        "settings": settings.to_record(),
        "started_from": report.started_from,
        "train_line_count": report.train_line_count,
        "valid_cer": report.valid_cer,
    }
    save_recognizer(path, made.reader, provenance)
    found = {"valid_cer": report.valid_cer, "valid_wer": report.valid_wer, "temperature": made.temperature}
    collection.add_model(
        ModelRecord(
            report.model_name,
            ModelKind.RECOGNISER,
            path,
            parent=report.started_from,
            settings={
                "run": run.id,
                "train_line_count": report.train_line_count,
                "report": asdict(report),
                **settings.to_record(),
                "voters": len(made.parts),
            },
            scores={name: score for name, score in found.items() if score is not None},
        )
    )


def _report(
    run: TrainingRun,
    made: FinishedReader,
    model_name: str,
    start: Start,
    plan: LinePlan,
    lines: TeachingLines,
    device_name: str,
    was_stopped: bool,
) -> FinetuneReport:
    taught = [part.facts for part in made.parts]
    seconds = sum(facts.seconds for facts in taught)
    return FinetuneReport(
        model_name=model_name,
        run_id=run.id,
        train_line_count=len(lines.train),
        valid_line_count=len(lines.valid),
        valid_cer=_rounded(made.cer),
        valid_wer=_rounded(made.wer),
        steps=sum(facts.steps for facts in taught),
        seconds=round(seconds, 1),
        lines_per_second=round(sum(facts.line_count for facts in taught) / max(seconds, 1e-6), 2),
        left_out=_left_out(taught),
        device_name=device_name,
        started_from=start.name,
        start_scores=start.scores,
        was_stopped=was_stopped,
        note=plan.note,
        self_training=taught[0].self_training,
        problems=lines.problems,
        mixed=taught[0].mixed,
        averaged=taught[0].averaged,
        voting=VotingReport(len(taught), _rounded(taught[0].cer), _rounded(made.cer)) if len(taught) > 1 else None,
    )


def _left_out(taught: Sequence[ReaderFacts]) -> tuple[str, ...]:
    """How many lines none, or one of several readers, could learn from, with the reasons."""
    lines: dict[str, set[int]] = {}
    for facts in taught:
        for reason, line_ids in facts.left_out.items():
            lines.setdefault(reason, set()).update(line_ids)
    return tuple(f"{_counted(len(line_ids))}: {reason}" for reason, line_ids in lines.items())


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 5)


def _counted(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
