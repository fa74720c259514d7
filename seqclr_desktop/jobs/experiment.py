"""The paper's protocols on a collection: does pretraining help to read it, and how sure is that?

Each training is a cell whose result is kept as it ends, so that a stopped experiment goes on where it
was. Models are kept while the experiment lasts and do not become models of the collection.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqclr_desktop.collection import Collection, RunState
from seqclr_desktop.document import Split
from seqclr_desktop.errors import AppError, Cancelled, TrainingError
from seqclr_desktop.exchange.writing import storage_error, write_whole
from seqclr_desktop.jobs.chosen_views import with_chosen_views
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.line_images import LineImageMaker
from seqclr_desktop.jobs.line_plan import labelled_lines_of
from seqclr_desktop.jobs.page_splits import split_lines, usable_lines
from seqclr_desktop.jobs.saved_training import follow_saved, only, shuffled
from seqclr_desktop.jobs.starting_network import starting_recognizer
from seqclr_desktop.jobs.training_run import TrainingRun, open_run
from seqclr_desktop.training.protocols import Beginning, Protocol

if TYPE_CHECKING:
    from seqclr_desktop.model.encoder import Encoder
    from seqclr_desktop.model.recognizer import Recognizer
    from seqclr_desktop.training.experiment_plan import Arm, ExperimentSettings
    from seqclr_desktop.training.experiment_table import Cell
    from seqclr_desktop.training.finetune import Finetuning
    from seqclr_desktop.training.lines import LabelledLines
    from seqclr_desktop.training.pretrain import Pretraining

KIND = "experiment"


@dataclass(frozen=True)
class ExperimentReport:
    """What came of it: `rows` as `experiment_table.Row.to_record` has them, and where the tables were written."""

    run_id: int
    protocol: str
    control: str
    rows: tuple[dict[str, Any], ...]
    markdown: str
    files: tuple[Path, ...]
    train_line_count: int
    test_line_count: int
    seconds: float


class Experiment:
    """Compare ways of learning on one collection, by the paper's protocols."""

    title = "Find out whether pretraining helps"

    def __init__(
        self,
        collection_folder: Path,
        settings: ExperimentSettings,
        out_folder: Path | None = None,
        resume_run: int | None = None,
    ) -> None:
        """`out_folder` is where the tables go; None puts them into the run's own folder."""
        self.collection_folder = collection_folder
        self.settings = settings
        self.out_folder = out_folder
        self.resume_run = resume_run

    def run(self, control: Control) -> ExperimentReport:
        """Raises TrainingError, CollectionError, StorageError, DeviceError; Cancelled keeps the finished trainings."""
        from seqclr_desktop.training.experiment_plan import ExperimentSettings

        with Collection.open(self.collection_folder) as collection:
            plan = self._plan(collection) if self.resume_run is None else {}
            with open_run(collection, KIND, self.title, plan, self.resume_run) as run:
                kept = run.record.settings
                settings = ExperimentSettings.from_record(dict(kept["experiment"]))
                report = _Cells(collection, run, settings, control).work_through(self.out_folder)
                result = {"rows": list(report.rows), "control": report.control, "protocol": report.protocol}
                collection.end_run(run.id, RunState.FINISHED, result)
                return report

    def _plan(self, collection: Collection) -> dict[str, Any]:
        """Which lines teach, watch and test; refused before any time is spent."""
        from seqclr_desktop.training.enough_lines import LEAST_LINES
        from seqclr_desktop.training.experiment_plan import label_counts

        split = split_lines(collection)
        test = list(usable_lines(collection, [page for page in collection.pages(Split.TEST) if page.human_count]))
        if not test:
            raise TrainingError(
                "There are no transcribed lines to test with.",
                advice="Transcribe at least three pages, or say which pages are for the test.",
            )
        pretrain = with_chosen_views(collection, self.settings.pretrain)
        return {
            "base": _base_model(collection) if Beginning.BASE in self.settings.beginnings else "",
            "experiment": replace(self.settings, pretrain=pretrain).to_record(),
            "label_counts": list(label_counts(self.settings.labels, len(split.train), LEAST_LINES)),
            "train": list(split.train),
            "valid": list(split.valid),
            "test": test,
        }


class _Cells:
    """Works through the trainings of one run."""

    def __init__(
        self, collection: Collection, run: TrainingRun, settings: ExperimentSettings, control: Control
    ) -> None:
        from seqclr_desktop.model.device import choose_device, use_threads
        from seqclr_desktop.model.settings import Preset, choose_preset

        self._collection = collection
        self._run = run
        self._settings = settings
        self._control = control
        asked = settings.finetune
        self._device = choose_device(asked.device)
        use_threads(asked.threads)
        # the models that come with the program have the small network, and all rows are of one network
        self._preset = Preset.SMALL if Beginning.BASE in settings.beginnings else asked.preset
        self._encoder_settings = choose_preset(self._preset, self._device, asked.context_layers)
        self._learned = run.learned_folder
        self._maker = LineImageMaker(collection, self._encoder_settings.height_px)
        pretrained = (
            self._weights_path(arm, seed)
            for arm in settings.arms
            if arm.objective
            for seed in range(settings.seed_count)
        )
        self._done = sum(path.exists() for path in pretrained)  # by an earlier part of this run
        self._took: list[float] = []

    def work_through(self, out_folder: Path | None) -> ExperimentReport:
        began = time.monotonic()
        kept = self._run.record.settings
        try:
            lines = {name: labelled_lines_of(self._collection, self._maker, kept[name], self._control)[0]
                     for name in ("train", "valid", "test")}  # fmt: skip
            _require_enough(lines, kept["label_counts"])
            cells = [
                self._cell(arm, count, seed, lines)
                for seed in range(self._settings.seed_count)
                for count in kept["label_counts"]
                for arm in self._settings.arms
            ]
        except (Cancelled, AppError):
            if finished := self._finished_cells():
                self._write(finished, out_folder)
            raise
        finally:
            self._maker.close()
        rows, markdown, files = self._write(cells, out_folder)
        for weights in self._learned.glob("encoder-*.safetensors"):
            weights.unlink(missing_ok=True)
        return ExperimentReport(
            self._run.id,
            self._settings.protocol.value,
            self._settings.control.name,
            rows,
            markdown,
            files,
            len(lines["train"]),
            len(lines["test"]),
            round(time.monotonic() - began, 1),
        )

    def _cell(self, arm: Arm, label_count: int, seed: int, lines: dict[str, LabelledLines]) -> Cell:
        """The cell, learned now or taken from an earlier part of this run."""
        from seqclr_desktop.training.experiment_table import Cell

        path = self._cell_path(arm, label_count, seed)
        if path.exists():
            self._done += 1
            return _read_cell(path)
        self._clear_way_for(arm, seed)
        name = f"{arm.name}, {label_count} labels, seed {seed}"
        began = time.monotonic()
        training = self._finetuning(arm, label_count, seed, lines)
        self._follow(training, f"cell-{arm.key}-{label_count}-{seed}", name)
        training.take_what_there_is()
        tested = lines["test"]
        counts = self._test(training.best, tested, name)
        cell = Cell(arm.name, label_count, seed, training.step, counts, self._pages_of(tested))
        _write_text(path, json.dumps(asdict(cell)))
        self._count_one(began)
        return cell

    def _finetuning(self, arm: Arm, label_count: int, seed: int, lines: dict[str, LabelledLines]) -> Finetuning:
        from seqclr_desktop.training.finetune import Finetuning

        chosen = sorted(shuffled(len(lines["train"]), seed)[:label_count])
        train = only(lines["train"], chosen)
        settings = replace(self._settings.finetuning(seed, self._steps(label_count)), preset=self._preset)
        is_frozen = self._settings.protocol is Protocol.DECODER_EVALUATION
        # a frozen encoder is judged by a decoder that begins anew; otherwise a base model keeps its own
        start = "" if is_frozen else self._base_of(arm)
        recognizer, knows_letters = starting_recognizer(
            self._collection, start, settings, self._device, train.labels or train.texts
        )
        recognizer.encoder.load_state_dict(self._encoder(arm, seed).state_dict())
        if is_frozen:
            recognizer.encoder.freeze(self._settings.pretrain.features)
        return Finetuning(recognizer, train, lines["valid"], settings, self._device, can_read=knows_letters)

    def _encoder(self, arm: Arm, seed: int) -> Encoder:
        """What the arm is taught on: the weights it begins with, or those it has learned from them."""
        from seqclr_desktop.model.checkpoint import load_encoder

        return load_encoder(self._weights_path(arm, seed)) if arm.objective else self._first_encoder(arm, seed)

    def _first_encoder(self, arm: Arm, seed: int) -> Encoder:
        """The fresh weights of a seed, the same for all arms that begin by chance, or those of the base model."""
        import torch

        from seqclr_desktop.model.checkpoint import load_encoder
        from seqclr_desktop.model.encoder import Encoder

        base = self._base_of(arm)
        if base:
            return load_encoder(self._collection.model(base).path)
        torch.manual_seed(seed)
        return Encoder(self._encoder_settings)

    def _base_of(self, arm: Arm) -> str:
        """The model the arm begins with; empty for chance."""
        return str(self._run.record.settings["base"]) if arm.begins_with is Beginning.BASE else ""

    def _clear_way_for(self, arm: Arm, seed: int) -> None:
        """Pretrain where that was not done yet, on all lines but those of the test pages."""
        from seqclr_desktop.model.checkpoint import save_encoder
        from seqclr_desktop.training.pretrain import Pretraining

        path = self._weights_path(arm, seed)
        if arm.objective is None or path.exists():
            return
        began = time.monotonic()
        pages = [page for page in self._collection.pages() if page.line_count and page.split is not Split.TEST]
        images, _ = self._maker.prepare(pages, self._control)
        settings = self._settings.pretraining(arm, seed)
        goes_on = arm.begins_with is Beginning.BASE
        training = Pretraining(self._first_encoder(arm, seed), images, settings, self._device, goes_on=goes_on)
        self._follow(training, f"pretrain-{arm.key}-{seed}", f"pretraining: {arm.name}, seed {seed}")
        save_encoder(path, training.encoder, {"made_by": KIND, "run": self._run.id, "arm": arm.name})
        self._count_one(began)

    def _follow(self, training: Pretraining | Finetuning, stage: str, name: str) -> None:
        """Go through a training. Stopped or not, what it has learned is saved, and the next start goes on from it."""
        follow_saved(training, self._run.state_path(stage), partial(self._tell, name))

    def _tell(self, name: str, fraction: float | None) -> None:
        if fraction is None:
            self._control.checkpoint()
            return
        total = self._total
        usual_s = self._usual_s
        seconds_left = None if usual_s is None else usual_s * max(total - self._done - fraction, 0)
        note = f"{name}: {100 * fraction:.0f} %"
        self._control.report(Progress(self._done, total, "trainings", note=note, seconds_left=seconds_left))

    @property
    def _usual_s(self) -> float | None:
        """How long a training takes; None as long as that is not known."""
        if self._took:
            return sum(self._took) / len(self._took)
        planned_s = self._settings.seconds
        return None if planned_s is None else planned_s / self._settings.training_count

    @property
    def _total(self) -> int:
        return self._settings.count_for(len(self._run.record.settings["label_counts"]))

    def _count_one(self, began: float) -> None:
        self._done += 1
        self._took.append(time.monotonic() - began)

    def _test(self, recognizer: Recognizer, lines: LabelledLines, name: str) -> tuple[tuple[int, ...], ...]:
        from seqclr_desktop.training.evaluate import read_lines
        from seqclr_desktop.training.reading_counts import count_reading

        counts: dict[int, tuple[int, ...]] = {}
        for batch in read_lines(recognizer, lines):
            counts.update((index, astuple(count_reading(lines.texts[index], r.text))) for index, r in batch)
            self._tell(f"{name}, test", len(counts) / len(lines))
        return tuple(counts[index] for index in range(len(lines)))

    def _pages_of(self, lines: LabelledLines) -> tuple[int, ...]:
        """The page of each line; a line that was taken out meanwhile has none."""
        ids = [lines.images.line_id(index) for index in range(len(lines))]
        pages = {line.id: line.page_id or 0 for line in self._collection.lines_there(ids)}
        return tuple(pages.get(line_id, 0) for line_id in ids)

    def _steps(self, label_count: int) -> int | None:
        """How many the first training at this number of labels took in its minutes; None for that one itself."""
        first = self._cell_path(self._settings.arms[0], label_count, 0)
        return _read_cell(first).steps if first.exists() else None

    def _finished_cells(self) -> list[Cell]:
        return [_read_cell(path) for path in sorted(self._learned.glob("cell-*.json"))]

    def _cell_path(self, arm: Arm, label_count: int, seed: int) -> Path:
        return self._learned / f"cell-{arm.key}-{label_count}-{seed}.json"

    def _weights_path(self, arm: Arm, seed: int) -> Path:
        return self._learned / f"encoder-{arm.key}-{seed}.safetensors"

    def _write(
        self, cells: Sequence[Cell], out_folder: Path | None
    ) -> tuple[tuple[dict[str, Any], ...], str, tuple[Path, ...]]:
        """The tables of the cells there are. Raises StorageError."""
        from seqclr_desktop.training.experiment_table import as_csv, as_markdown, make_rows

        settings = self._settings
        controls = {arm.name: control.name if (control := settings.control_of(arm)) else "" for arm in settings.arms}
        rows = make_rows(cells, controls)
        heading = (
            f"{settings.protocol.value}, {settings.finetune.decoder.value} decoder, "
            f"{settings.pretrain.budget} of pretraining, {settings.finetune.budget} of learning to read, "
            f"{len(self._run.record.settings['test'])} test lines"
        )
        markdown = as_markdown(rows, heading)
        records = tuple(row.to_record() for row in rows)
        about = {"settings": settings.to_record(), "control": settings.control.name, "rows": list(records)}
        folder = out_folder or self._run.record.folder
        written = []
        for ending, content in (("csv", as_csv(rows)), ("md", markdown), ("json", json.dumps(about, indent=1))):
            path = folder / f"experiment.{ending}"
            _write_text(path, content)
            written.append(path)
        return records, markdown, tuple(written)


def _base_model(collection: Collection) -> str:
    """The model that comes with the program. Raises TrainingError where there is none."""
    for model in collection.base_models_to_start_from():
        return model.name
    raise TrainingError("No model comes with this program.", advice="Compare without a start from one.")


def _read_cell(path: Path) -> Cell:
    from seqclr_desktop.training.experiment_table import Cell

    record = json.loads(path.read_text(encoding="utf-8"))
    return Cell(**{**record, "counts": tuple(map(tuple, record["counts"])), "pages": tuple(record.get("pages", ()))})


def _require_enough(lines: dict[str, LabelledLines], label_counts: Sequence[int]) -> None:
    """Raises TrainingError when scans that cannot be read left too few lines for what was asked."""
    for name, least in {"train": max(label_counts), "valid": 1, "test": 1}.items():
        if len(lines[name]) < least:
            raise TrainingError(
                f"Too few of the transcribed lines can be read from their scans: {len(lines[name])},"
                f" where at least {least} are needed.",
                advice="See whether the scans are where they were, or ask for fewer labels.",
            )


def _write_text(path: Path, content: str) -> None:
    """All or nothing. Raises StorageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(path.parent, error) from error
    write_whole(path, content.encode())
