"""Learn from this collection: pretraining on every line, fine-tuning on the transcribed ones, one honest test."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqclr_desktop.collection import Collection, ModelKind, ModelRecord, RunState
from seqclr_desktop.document import Split
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.jobs.chosen_views import with_chosen_views
from seqclr_desktop.jobs.evaluate_model import EvaluateReport, evaluate_pages
from seqclr_desktop.jobs.finetune_model import FinetuneReport, finetune_in_run, kept_report, result_of
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.line_plan import LinePlan
from seqclr_desktop.jobs.pretrain_model import PretrainReport, base_model_name, pretrain_in_run
from seqclr_desktop.jobs.training_run import TrainingRun, open_run

if TYPE_CHECKING:
    from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings

KIND = "learn"


@dataclass(frozen=True)
class LearnSettings:
    """Both parts of learning; without `pretrain` it learns to read at once."""

    pretrain: PretrainSettings | None
    finetune: FinetuneSettings


@dataclass(frozen=True)
class LearnReport:
    """What came of each part.

    `pretrain` is None when none was wanted or a resumed run had it behind itself, `test` when no page was kept
    apart for it or none of these could be read.
    """

    model_name: str
    run_id: int
    pretrain: PretrainReport | None
    finetune: FinetuneReport
    test: EvaluateReport | None
    was_stopped: bool = False


class LearnFromCollection:
    """The one-click training."""

    title = "Learn from this collection"

    def __init__(self, collection_folder: Path, settings: LearnSettings, resume_run: int | None = None) -> None:
        self.collection_folder = collection_folder
        self.settings = settings
        self.resume_run = resume_run

    def run(self, control: Control) -> LearnReport:
        """Stopping during the pretraining keeps its model and goes on to read; stopping again ends with the best.

        Raises TrainingError, CollectionError, StorageError, DeviceError; Cancelled when the program closes.
        """
        with Collection.open(self.collection_folder) as collection:
            plan = self._plan(collection) if self.resume_run is None else {}
            with open_run(collection, KIND, self.title, plan, self.resume_run) as run:
                report = _learn(collection, run, control)
                result = result_of(report.finetune)
                if report.test:
                    result |= {"test_cer": report.test.cer, "test_wer": report.test.wer}
                    result |= {"test_cer_low": report.test.cer_low, "test_cer_high": report.test.cer_high}
                    result |= {"test_line_count": report.test.line_count}
                collection.end_run(run.id, RunState.STOPPED if report.was_stopped else RunState.FINISHED, result)
                return report

    def _plan(self, collection: Collection) -> dict[str, Any]:
        """What the run will do, checked before any time is spent."""
        pretrain, finetune = self.settings.pretrain, self.settings.finetune
        lines = LinePlan.of(collection, None, (), (), finetune.seed)
        if finetune.self_training is not None:
            lines = lines.with_unlabelled(collection, (), finetune.seed)
        return lines.to_record() | {
            "pretrain": None if pretrain is None else with_chosen_views(collection, pretrain).to_record(),
            "finetune": finetune.to_record(),
            "start_from": base_model_name(collection, finetune if pretrain is None else pretrain),
        }


def _learn(collection: Collection, run: TrainingRun, control: Control) -> LearnReport:
    """All that this run has not done yet."""
    pretrain, start_from = _pretrain(collection, run, control)
    control.clear_stop()
    finetune = _finetune(collection, run, start_from, pretrain, control)
    control.clear_stop()
    test = _test(collection, run, finetune, control)
    run.write_events()
    return LearnReport(finetune.model_name, run.id, pretrain, finetune, test, finetune.was_stopped)


def _pretrain(collection: Collection, run: TrainingRun, control: Control) -> tuple[PretrainReport | None, str]:
    """What came of it now, and the name of the pretrained model, made now or earlier in the run; empty without one."""
    from seqclr_desktop.training.settings import PretrainSettings

    made = _model_of_run(collection, run.id, ModelKind.PRETRAINED)
    if made is not None:
        return None, made.name
    kept = run.record.settings
    if kept["pretrain"] is None:
        return None, ""
    settings = PretrainSettings.from_record(dict(kept["pretrain"]))
    report = pretrain_in_run(
        collection, run, settings, (), "", control, label_ids=kept["train"], start_from=kept["start_from"]
    )
    return report, report.model_name


def _finetune(
    collection: Collection, run: TrainingRun, start_from: str, pretrain: PretrainReport | None, control: Control
) -> FinetuneReport:
    """What came of it, now or in an earlier part of the run."""
    made = _model_of_run(collection, run.id, ModelKind.RECOGNISER)
    report = kept_report(made) if made is not None else None
    if report is not None:
        return report
    kept = run.record.settings
    settings = _finetune_settings(run)
    if pretrain is not None:
        settings = _within_all(settings, kept["pretrain"]["minutes"], pretrain.seconds)
    starts = [name for name in (start_from, kept["start_from"]) if name]
    return finetune_in_run(collection, run, settings, LinePlan.from_record(dict(kept)), starts, "", control)


def _test(
    collection: Collection, run: TrainingRun, finetune: FinetuneReport, control: Control
) -> EvaluateReport | None:
    """None where there are no test pages, or none of them can be judged by: the model is there all the same."""
    from seqclr_desktop.training.progress_record import LinesLeftOut, Stage, StageBegan

    pages = [page for page in collection.pages(Split.TEST) if page.human_count]
    if not pages:
        return None
    run.tell(StageBegan(Stage.TEST, finetune.device_name, sum(page.human_count for page in pages)), control)
    settings = _finetune_settings(run)
    model = collection.model(finetune.model_name)
    try:
        test = evaluate_pages(collection, model, pages, settings.device, settings.threads, control)
    except CollectionError as error:
        run.tell(LinesLeftOut(str(error), ()), control)
        return None
    collection.set_model_scores(model.name, {"test_cer": test.cer, "test_wer": test.wer})
    return test


def _finetune_settings(run: TrainingRun) -> FinetuneSettings:
    from seqclr_desktop.training.settings import FinetuneSettings

    return FinetuneSettings.from_record(dict(run.record.settings["finetune"]))


def _within_all(settings: FinetuneSettings, planned_minutes: float | None, spent_s: float) -> FinetuneSettings:
    """What the pretraining took beyond its time is taken off the fine-tuning's, up to half of it."""
    if settings.minutes is None or planned_minutes is None:
        return settings
    overrun = max(spent_s / 60 - planned_minutes, 0.0)
    return replace(settings, minutes=max(settings.minutes - overrun, settings.minutes / 2))


def _model_of_run(collection: Collection, run_id: int, kind: ModelKind) -> ModelRecord | None:
    """The model an earlier part of this run has made."""
    return next((model for model in collection.models(kind) if model.settings.get("run") == run_id), None)
