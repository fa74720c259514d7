"""Learn from all lines without their texts: a pretrained model and the record of how it came about."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqclr_desktop.collection import Collection, ModelKind, ModelRecord, RunState
from seqclr_desktop.document import Page
from seqclr_desktop.errors import TrainingError
from seqclr_desktop.jobs.chosen_views import with_chosen_views
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.line_images import LineImageMaker
from seqclr_desktop.jobs.line_plan import labelled_lines_of
from seqclr_desktop.jobs.page_splits import split_lines
from seqclr_desktop.jobs.training_run import TrainingRun, open_run

if TYPE_CHECKING:
    import torch

    from seqclr_desktop.model.encoder import Encoder
    from seqclr_desktop.model.recognizer import Recognizer
    from seqclr_desktop.training.lines import LabelledLines
    from seqclr_desktop.training.pretrain import Pretraining
    from seqclr_desktop.training.settings import PretrainSettings, TrainingSettings

KIND = "pretrain"


@dataclass(frozen=True)
class PretrainReport:
    """What came of it, as it was in the last moments.

    `retrieval` (0–1), `loss` and `chance_loss` are None when nothing was contrasted, `restored` (up to 1)
    when no ink was hidden. `probe_cer` (share) is that of a small reader on the state that was kept, of
    step `kept_step`; `findings` say what looked wrong at the end.
    """

    model_name: str
    run_id: int
    line_count: int
    steps: int
    seconds: float
    lines_per_second: float
    loss: float | None
    chance_loss: float | None
    retrieval: float | None
    restored: float | None
    device_name: str
    was_stopped: bool = False
    problems: tuple[str, ...] = ()
    probe_cer: float | None = None
    kept_step: int = 0
    findings: tuple[str, ...] = ()


class PretrainModel:
    """SeqCLR pretraining on the lines of the named pages, or of all."""

    title = "Pretrain"

    def __init__(
        self,
        collection_folder: Path,
        settings: PretrainSettings,
        page_names: Sequence[str] = (),
        name: str = "",
        resume_run: int | None = None,
        start_from: str = "",
        from_scratch: bool = False,
    ) -> None:
        """`start_from` empty means the model that comes with the program, if its network is wanted."""
        self.start_from = start_from
        self.from_scratch = from_scratch
        self.collection_folder = collection_folder
        self.settings = settings
        self.page_names = tuple(page_names)
        self.name = name
        self.resume_run = resume_run

    def run(self, control: Control) -> PretrainReport:
        """Raises TrainingError, CollectionError, StorageError, DeviceError; Cancelled when the program closes."""
        from seqclr_desktop.training.settings import PretrainSettings

        with Collection.open(self.collection_folder) as collection:
            plan = self._plan(collection) if self.resume_run is None else {}
            with open_run(collection, KIND, self.title, plan, self.resume_run) as run:
                kept = run.record.settings
                settings = PretrainSettings.from_record(dict(kept["training"]))
                report = pretrain_in_run(
                    collection,
                    run,
                    settings,
                    kept["page_names"],
                    kept["name"],
                    control,
                    start_from=kept["start_from"],
                )
                state = RunState.STOPPED if report.was_stopped else RunState.FINISHED
                collection.end_run(run.id, state, {"model": report.model_name})
                return report

    def _plan(self, collection: Collection) -> dict[str, Any]:
        start = collection.model(self.start_from).name if self.start_from else ""
        return {
            "training": with_chosen_views(collection, self.settings).to_record(),
            "page_names": list(self.page_names),
            "name": self.name,
            "start_from": "" if self.from_scratch else start or base_model_name(collection, self.settings),
        }


def base_model_name(collection: Collection, settings: TrainingSettings) -> str:
    """The model that comes with the program, or an empty name where another network is wanted."""
    known = collection.base_models_to_start_from()
    return known[0].name if known and not settings.asks_for_network else ""


def pretrain_in_run(
    collection: Collection,
    run: TrainingRun,
    settings: PretrainSettings,
    page_names: Sequence[str],
    name: str,
    control: Control,
    label_ids: Sequence[int] | None = None,
    start_from: str = "",
) -> PretrainReport:
    """The pretraining stage of a run, begun or resumed; from chance, or going on from a model.

    A model that could read keeps its decoder, so that what it knew of letters is there for the fine-tuning.
    `label_ids` are the transcribed lines that may tell which state is the best; None takes those of these pages
    that a fine-tuning would learn from.
    """
    from seqclr_desktop.model.device import choose_device, describe, use_threads
    from seqclr_desktop.training.pretrain import Pretraining
    from seqclr_desktop.training.progress_record import Stage, StageBegan

    began = time.monotonic()
    device = choose_device(settings.device)
    use_threads(settings.threads)
    recognizer, encoder = _starting_network(collection, start_from, settings, device)
    pages = collection.pages_named(page_names) if page_names else collection.pages()
    maker = LineImageMaker(collection, encoder.settings.height_px)
    try:
        run.tell(StageBegan(Stage.PREPARE, describe(device)), control)
        images, problems = maker.prepare([page for page in pages if page.line_count], control)
        if not len(images):
            raise TrainingError("There are no lines to learn from.", advice="Add scans and find their lines first.")
        labelled = _probe_lines(collection, maker, settings, pages, label_ids, control)
        spent_s = settings.budget.counted_s(time.monotonic() - began)
        training = Pretraining(encoder, images, settings, device, spent_s, labelled, goes_on=bool(start_from))
        state = run.state_path(KIND)
        if state.exists():
            training.resume(state)
        run.tell(StageBegan(Stage.PRETRAIN, describe(device), len(images)), control)
        was_stopped = run.follow(training, KIND, training.run(), control)
    finally:
        maker.close()
    model_name = collection.free_model_name(name or "pretrained")
    report = replace(
        _report(run, training, model_name, len(images), describe(device)),
        was_stopped=was_stopped,
        problems=tuple(map(str, problems)),
    )
    _keep_model(collection, run, settings, training, recognizer, report, start_from)
    state.unlink(missing_ok=True)
    return report


def _report(
    run: TrainingRun, training: Pretraining, model_name: str, line_count: int, device_name: str
) -> PretrainReport:
    """How the training was in its last moments, and which of its states was kept."""
    from seqclr_desktop.training.findings import in_words

    last = training.last
    return PretrainReport(
        model_name=model_name,
        run_id=run.id,
        line_count=line_count,
        steps=training.step,
        seconds=round(training.seconds, 1),
        lines_per_second=round(training.line_count / max(training.seconds, 1e-6), 2),
        loss=_rounded(last.loss if last else None),
        chance_loss=_rounded(last.chance_loss if last else None),
        retrieval=_rounded(last.retrieval if last else None),
        restored=_rounded(last.restored if last else None),
        device_name=device_name,
        probe_cer=training.probe_cer,
        kept_step=training.best_check.step if training.best_check else training.step,
        findings=in_words(training.last_check.findings) if training.last_check else (),
    )


def _keep_model(
    collection: Collection,
    run: TrainingRun,
    settings: PretrainSettings,
    training: Pretraining,
    recognizer: Recognizer | None,
    report: PretrainReport,
    start_from: str,
) -> None:
    """Write the best state and enter it into the collection; a `recognizer` it began with keeps its decoder."""
    from seqclr_desktop.model.checkpoint import save_encoder, save_recognizer

    path = collection.models_folder / f"{report.model_name}.safetensors"
    provenance = {
        "made_by": KIND,
        "run": run.id,
        "settings": settings.to_record(),
        "line_count": report.line_count,
        "started_from": start_from,
    }
    if recognizer is None:
        save_encoder(path, training.best, provenance)
    else:
        recognizer.encoder = training.best
        save_recognizer(path, recognizer, provenance)
    collection.add_model(
        ModelRecord(
            report.model_name,
            ModelKind.PRETRAINED,
            path,
            parent=start_from,
            settings={"run": run.id, **settings.to_record()},
            scores=_scores(report),
        )
    )


def _probe_lines(
    collection: Collection,
    maker: LineImageMaker,
    settings: PretrainSettings,
    pages: Sequence[Page],
    label_ids: Sequence[int] | None,
    control: Control,
) -> LabelledLines | None:
    """Some transcribed lines for the small readers: of `label_ids`, or of those on `pages`."""
    if not settings.checks or not settings.probe_lines:
        return None
    from seqclr_desktop.training.lines import spread_over

    every = labelled_on(collection, pages) if label_ids is None else label_ids
    chosen = [every[place] for place in spread_over(len(every), settings.probe_lines)]
    return labelled_lines_of(collection, maker, chosen, control)[0] if chosen else None


def labelled_on(collection: Collection, pages: Sequence[Page]) -> list[int]:
    """The transcribed lines of `pages` to learn from: none of those kept apart to watch the learning or to test it."""
    chosen = {page.id for page in pages}
    lines = collection.lines_by_id(split_lines(collection).train)
    return [line.id for line in lines if line.page_id in chosen and line.id is not None]


def _scores(report: PretrainReport) -> dict[str, float]:
    found = {"retrieval": report.retrieval, "loss": report.loss, "restored": report.restored}
    found["probe_cer"] = report.probe_cer
    return {name: value for name, value in found.items() if value is not None}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _starting_network(
    collection: Collection, start_from: str, settings: PretrainSettings, device: torch.device
) -> tuple[Recognizer | None, Encoder]:
    """The encoder to go on with, and the recogniser it belongs to when the model to start from can read."""
    import torch

    from seqclr_desktop.model.checkpoint import describe_model, load_encoder, load_recognizer
    from seqclr_desktop.model.encoder import Encoder
    from seqclr_desktop.model.settings import choose_preset

    if not start_from:
        torch.manual_seed(settings.seed)
        return None, Encoder(choose_preset(settings.preset, device, settings.context_layers))
    path = collection.model(start_from).path
    if describe_model(path).alphabet is None:
        return None, load_encoder(path)
    recognizer = load_recognizer(path)
    return recognizer, recognizer.encoder
