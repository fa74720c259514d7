"""Learn to read from transcribed lines: a recogniser and the record of how it came about."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqclr_desktop.collection import Collection, ModelKind, ModelRecord, RunState
from seqclr_desktop.document import Line
from seqclr_desktop.errors import TrainingError
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.line_images import LineImageMaker, StoredLineImages
from seqclr_desktop.jobs.page_splits import split_lines
from seqclr_desktop.jobs.problems import PageProblem
from seqclr_desktop.jobs.start_choice import Start, best_start, possible_starts
from seqclr_desktop.jobs.training_run import TrainingRun, open_run
from seqclr_desktop.marks import label_text

if TYPE_CHECKING:
    import torch

    from seqclr_desktop.model.recognizer import Recognizer
    from seqclr_desktop.training.finetune import Finetuning
    from seqclr_desktop.training.lines import LabelledLines
    from seqclr_desktop.training.settings import FinetuneSettings

KIND = "finetune"


@dataclass(frozen=True)
class FinetuneReport:
    """What came of it. `valid_cer` and `valid_wer` are shares over all validation lines.

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


@dataclass(frozen=True)
class LinePlan:
    """The lines of a fine-tuning, decided once and kept with the run, so that a resumed one uses the same."""

    train: tuple[int, ...]
    valid: tuple[int, ...]
    note: str = ""

    @classmethod
    def of(
        cls,
        collection: Collection,
        label_count: int | None,
        train_pages: Sequence[str],
        valid_pages: Sequence[str],
        seed: int,
    ) -> LinePlan:
        """Raises TrainingError when fewer lines are transcribed than asked for, or nothing can be learned from them."""
        split = split_lines(collection, train_pages, valid_pages)
        train = split.train
        if label_count is not None:
            if label_count > len(train):
                raise TrainingError(
                    f"{label_count} transcribed lines were asked for, but only {len(train)} are there to learn from.",
                    advice="Ask for fewer, or transcribe more.",
                )
            train = tuple(sorted(random.Random(seed).sample(train, label_count)))
        if train:
            from seqclr_desktop.training.label_checks import refuse_hopeless

            refuse_hopeless([line.human.text for line in collection.lines_by_id((*train, *split.valid)) if line.human])
        return cls(train, split.valid, split.note)


def _result_of(report: FinetuneReport) -> dict[str, Any]:
    """What the run keeps: with the number of lines, so that a learning curve can be drawn through the runs."""
    return {
        "model": report.model_name,
        "valid_cer": report.valid_cer,
        "train_line_count": report.train_line_count,
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
    ) -> None:
        """`start_from` empty means the best of `start_choice.possible_starts`."""
        self.collection_folder = collection_folder
        self.settings = settings
        self.start_from = start_from
        self.from_scratch = from_scratch
        self.label_count = label_count
        self.train_pages = tuple(train_pages)
        self.valid_pages = tuple(valid_pages)
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
                lines = LinePlan(tuple(kept["train"]), tuple(kept["valid"]), kept["note"])
                report = finetune_in_run(collection, run, settings, lines, kept["start_from"], kept["name"], control)
                state = RunState.STOPPED if report.was_stopped else RunState.FINISHED
                collection.end_run(run.id, state, _result_of(report))
                return report

    def _plan(self, collection: Collection) -> dict[str, Any]:
        lines = LinePlan.of(collection, self.label_count, self.train_pages, self.valid_pages, self.settings.seed)
        return {
            "training": self.settings.to_record(),
            "train": list(lines.train),
            "valid": list(lines.valid),
            "note": lines.note,
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
    from seqclr_desktop.model.checkpoint import save_recognizer
    from seqclr_desktop.model.device import choose_device, describe, use_threads
    from seqclr_desktop.training.finetune import Finetuning
    from seqclr_desktop.training.progress_record import LinesLeftOut, Stage, StageBegan

    began = time.monotonic()
    device = choose_device(settings.device)
    use_threads(settings.threads)
    if not plan.train:
        raise TrainingError(
            "No transcribed lines to learn from were found.",
            advice="Transcribe some lines first; a few dozen show whether it works, a few hundred make a good reader.",
        )
    texts = [label_of(line) for line in collection.lines_by_id(plan.train)]
    maker = LineImageMaker(collection, _height_px(collection, start_from, settings, device))
    try:
        run.tell(StageBegan(Stage.PREPARE, describe(device), note=plan.note), control)
        train, train_problems = labelled_lines_of(collection, maker, plan.train, control)
        valid, valid_problems = labelled_lines_of(collection, maker, plan.valid, control)
        for problem in {*train_problems, *valid_problems}:
            run.tell(LinesLeftOut(str(problem), ()), control)
        start = best_start(collection, start_from, valid, device, control)
        recognizer, knows_letters = _starting_recognizer(collection, start.name, settings, device, texts)
        if knows_letters:
            settings = replace(settings, learning_rate=settings.learning_rate * settings.continued_rate)
        training = Finetuning(recognizer, train, valid, settings, device, spent_s=time.monotonic() - began)
        state = run.state_path("finetune")
        if state.exists():
            training.resume(state)
        run.tell(StageBegan(Stage.FINETUNE, describe(device), len(train), str(start)), control)
        was_stopped = run.follow(training, "finetune", training.run(), control)
    finally:
        maker.close()
    training.take_what_there_is()
    model_name = collection.free_model_name(name or "reader")
    path = collection.models_folder / f"{model_name}.safetensors"
    report = _report(run, training, model_name, start, plan, len(train), len(valid), describe(device), was_stopped)
    provenance = {
        "made_by": KIND,
        "run": run.id,
        "settings": settings.to_record(),
        "started_from": start.name,
        "train_line_count": len(train),
        "valid_cer": report.valid_cer,
    }
    save_recognizer(path, training.best, provenance)
    found = {"valid_cer": report.valid_cer, "valid_wer": report.valid_wer, "temperature": training.temperature}
    scores = {name: score for name, score in found.items() if score is not None}
    collection.add_model(
        ModelRecord(
            model_name,
            ModelKind.RECOGNISER,
            path,
            parent=start.name,
            settings={"run": run.id, "train_line_count": len(train), **settings.to_record()},
            scores=scores,
        )
    )
    state.unlink(missing_ok=True)
    return report


def _report(
    run: TrainingRun,
    training: Finetuning,
    model_name: str,
    start: Start,
    plan: LinePlan,
    train_line_count: int,
    valid_line_count: int,
    device_name: str,
    was_stopped: bool,
) -> FinetuneReport:
    best = training.best_validation
    return FinetuneReport(
        model_name=model_name,
        run_id=run.id,
        train_line_count=train_line_count,
        valid_line_count=valid_line_count,
        valid_cer=round(best.cer, 5) if best else None,
        valid_wer=round(best.wer, 5) if best else None,
        steps=training.step,
        seconds=round(training.seconds, 1),
        lines_per_second=round(training.line_count / max(training.seconds, 1e-6), 2),
        left_out=tuple(f"{len(indices)} lines: {reason}" for reason, indices in training.left_out),
        device_name=device_name,
        started_from=start.name,
        start_scores=start.scores,
        was_stopped=was_stopped,
        note=plan.note,
    )


def _height_px(
    collection: Collection, start_from: Sequence[str], settings: FinetuneSettings, device: torch.device
) -> int:
    """The height of line images that the model to start from wants."""
    from seqclr_desktop.model.checkpoint import describe_model
    from seqclr_desktop.model.settings import choose_preset

    if start_from:
        return describe_model(collection.model(start_from[0]).path).encoder.height_px
    return choose_preset(settings.preset, device, settings.context_layers).height_px


def _starting_recognizer(
    collection: Collection, start_from: str, settings: FinetuneSettings, device: torch.device, texts: Sequence[str]
) -> tuple[Recognizer, bool]:
    """A network ready to learn `texts`, and whether it knew most of their letters before.

    A grown recogniser, a fresh decoder on a pretrained encoder, or all fresh.
    """
    import torch

    from seqclr_desktop.model.alphabet import Alphabet
    from seqclr_desktop.model.checkpoint import describe_model, load_encoder, load_recognizer
    from seqclr_desktop.model.recognizer import Recognizer
    from seqclr_desktop.model.settings import choose_decoder, choose_preset

    torch.manual_seed(settings.seed)
    decoder = choose_decoder(settings.decoder, settings.preset, settings.ctc_auxiliary)
    if not start_from:
        encoder = choose_preset(settings.preset, device, settings.context_layers)
        return Recognizer(encoder, Alphabet.of(texts), decoder), False
    path = collection.model(start_from).path
    about = describe_model(path)
    if about.alphabet is not None:
        recognizer = load_recognizer(path)
        letters = "".join(texts)
        known_count = len(recognizer.alphabet.encode(letters))
        recognizer.grow_alphabet(texts)
        return recognizer, known_count > len(letters) / 2
    recognizer = Recognizer(about.encoder, Alphabet.of(texts), decoder)
    recognizer.encoder = load_encoder(path)
    return recognizer, False


def labelled_lines_of(
    collection: Collection, maker: LineImageMaker, line_ids: Sequence[int], control: Control
) -> tuple[LabelledLines, list[PageProblem]]:
    """Images and texts of lines, page after page."""
    page_ids = dict.fromkeys(line.page_id for line in collection.lines_by_id(line_ids))
    pages = [collection.page(page_id) for page_id in page_ids if page_id is not None]
    images, problems = maker.prepare(pages, control, wanted=set(line_ids))
    return labelled_lines(images), problems


def labelled_lines(images: StoredLineImages) -> LabelledLines:
    """The images with the human texts of their lines, and what is to be learnt of them."""
    from seqclr_desktop.training.lines import LabelledLines

    lines: Sequence[Line] = images.lines
    return LabelledLines(
        images,
        texts=[line.human.text if line.human else "" for line in lines],
        directions=[line.direction for line in lines],
        labels=[label_of(line) for line in lines],
    )


def label_of(line: Line) -> str:
    """What there is to learn of a line: nothing without a person's text, or with a gap in it."""
    return label_text(line.human.text, line.human.marks) if line.human else ""
