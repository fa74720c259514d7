"""How much do more lines help? Short trainings on an eighth, a quarter, half and all of the transcribed lines.

All start from the same model, which has learned from none of these lines, and read the same validation
lines, so that they differ by nothing but the number of lines. Their models are not kept.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqclr_desktop.collection import Collection, RunState
from seqclr_desktop.errors import TrainingError
from seqclr_desktop.exchange.writing import write_whole
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.line_images import LineImageMaker
from seqclr_desktop.jobs.line_plan import labelled_lines_of
from seqclr_desktop.jobs.page_splits import split_lines
from seqclr_desktop.jobs.saved_training import follow_saved, only, shuffled
from seqclr_desktop.jobs.start_choice import best_start, possible_starts
from seqclr_desktop.jobs.starting_network import height_px_of, starting_recognizer
from seqclr_desktop.jobs.training_run import TrainingRun, open_run
from seqclr_desktop.training.learning_curve import LEAST_MEASURED, CurvePoint, Forecast, forecast, subset_counts

if TYPE_CHECKING:
    from seqclr_desktop.model.recognizer import Reading
    from seqclr_desktop.training.finetune import Finetuning
    from seqclr_desktop.training.lines import LabelledLines
    from seqclr_desktop.training.settings import FinetuneSettings

KIND = "curve"
_FEWEST_POINTS = 3
_FEWEST_VALID = 5


@dataclass(frozen=True)
class CurveReport:
    """The measured `points`, one for each number of lines, and what they let expect, if anything.

    `started_from` is empty when the trainings began from nothing.
    """

    run_id: int
    points: tuple[CurvePoint, ...]
    forecast: Forecast | None
    started_from: str
    valid_line_count: int
    seconds: float


class MeasureCurve:
    """Measure the learning curve of a collection."""

    title = "Measure what more lines bring"

    def __init__(
        self,
        collection_folder: Path,
        settings: FinetuneSettings,
        seed_count: int = 1,
        resume_run: int | None = None,
    ) -> None:
        """`settings` are those of each training; with several seeds, other lines are drawn for each."""
        self.collection_folder = collection_folder
        self.settings = settings
        self.seed_count = seed_count
        self.resume_run = resume_run

    def run(self, control: Control) -> CurveReport:
        """Raises TrainingError, CollectionError, ModelError, StorageError, DeviceError; Cancelled keeps the rest."""
        from seqclr_desktop.training.settings import FinetuneSettings

        with Collection.open(self.collection_folder) as collection:
            plan = self._plan(collection) if self.resume_run is None else {}
            with open_run(collection, KIND, self.title, plan, self.resume_run) as run:
                settings = FinetuneSettings.from_record(dict(run.record.settings["training"]))
                report = _Curve(collection, run, settings, control).measure()
                result = {"points": [asdict(point) for point in report.points], "started_from": report.started_from}
                collection.end_run(run.id, RunState.FINISHED, result)
                return report

    def _plan(self, collection: Collection) -> dict[str, Any]:
        """Refused before any time is spent where no curve could come of it."""
        split = split_lines(collection)
        counts = subset_counts(len(split.train))
        if len(counts) < _FEWEST_POINTS or len(split.valid) < _FEWEST_VALID:
            needed = LEAST_MEASURED << (_FEWEST_POINTS - 1)
            raise TrainingError(
                f"A curve needs at least {needed} transcribed lines to learn from and {_FEWEST_VALID} to watch with; "
                f"there are {len(split.train)} and {len(split.valid)}.",
                advice="Transcribe more lines first.",
            )
        return {
            "training": self.settings.to_record(),
            "train": list(split.train),
            "valid": list(split.valid),
            "counts": list(counts),
            "seed_count": self.seed_count,
            "start_from": possible_starts(collection, self.settings),
        }


class _Curve:
    """Works through the trainings of one run; each result is a file in the run's folder as soon as it is there."""

    def __init__(self, collection: Collection, run: TrainingRun, settings: FinetuneSettings, control: Control) -> None:
        from seqclr_desktop.model.device import choose_device, use_threads

        self._collection, self._run, self._settings, self._control = collection, run, settings, control
        self._device = choose_device(settings.device)
        use_threads(settings.threads)
        kept = run.record.settings
        self._cells = [(count, seed) for seed in range(kept["seed_count"]) for count in kept["counts"]]
        self._done = 0
        self._took: list[float] = []

    def measure(self) -> CurveReport:
        began = time.monotonic()
        kept = self._run.record.settings
        height_px = height_px_of(self._collection, kept["start_from"], self._settings, self._device)
        maker = LineImageMaker(self._collection, height_px)
        try:
            train, valid = (
                labelled_lines_of(self._collection, maker, kept[name], self._control)[0] for name in ("train", "valid")
            )
            start = best_start(self._collection, kept["start_from"], valid, self._device, self._control).name
            found = [self._point(count, seed, start, train, valid) for count, seed in self._cells]
        finally:
            maker.close()
        points = mean_points(found)
        expected = forecast(points, max(point.line_count for point in points))
        return CurveReport(self._run.id, points, expected, start, len(valid), round(time.monotonic() - began, 1))

    def _point(self, count: int, seed: int, start: str, train: LabelledLines, valid: LabelledLines) -> CurvePoint:
        """Learned and read now, or taken from an earlier part of this run."""
        path = self._run.learned_folder / f"point-{count}-{seed}.json"
        if path.exists():
            self._done += 1
            return CurvePoint(**json.loads(path.read_text(encoding="utf-8")))
        began = time.monotonic()
        name = f"{count} lines"
        some = only(train, sorted(shuffled(len(train), seed)[:count]))
        training = self._training(start, seed, some, valid)
        follow_saved(training, self._run.state_path(f"curve-{count}-{seed}"), partial(self._tell, name))
        training.take_what_there_is()
        cer, spread = counted(training.best_readings, valid)
        point = CurvePoint(count, cer, spread)
        write_whole(path, json.dumps(asdict(point)).encode())
        self._done += 1
        self._took.append(time.monotonic() - began)
        return point

    def _training(self, start: str, seed: int, some: LabelledLines, valid: LabelledLines) -> Finetuning:
        from seqclr_desktop.training.finetune import Finetuning

        settings = replace(self._settings, seed=seed)
        texts = list(some.labels or some.texts)
        recognizer, knows_letters = starting_recognizer(self._collection, start, settings, self._device, texts)
        return Finetuning(recognizer, some, valid, settings, self._device, can_read=knows_letters)

    def _tell(self, name: str, fraction: float | None) -> None:
        if fraction is None:
            self._control.checkpoint()
            return
        total = len(self._cells)
        usual_s = sum(self._took) / len(self._took) if self._took else 60 * (self._settings.budget.minutes or 5)
        seconds_left = usual_s * max(total - self._done - fraction, 0)
        note = f"{name}: {100 * fraction:.0f} %"
        self._control.report(Progress(self._done, total, "trainings", note=note, seconds_left=seconds_left))


def counted(readings: Mapping[int, Reading], lines: LabelledLines) -> tuple[float, float]:
    """The share of wrong letters, and its standard error as a share of it (from drawing the lines again)."""
    from seqclr_desktop.training.bootstrap import LineErrors, rate_interval
    from seqclr_desktop.training.reading_counts import count_reading

    counts = (count_reading(lines.texts[index], reading.text) for index, reading in readings.items())
    errors = [LineErrors(count.character_edits, count.character_count) for count in counts]
    cer = sum(line.edits for line in errors) / max(sum(line.length for line in errors), 1)
    interval = rate_interval(errors)
    standard_error = (interval.high - interval.low) / 3.92 if interval is not None else cer
    return round(cer, 5), round(standard_error / max(cer, 1e-6), 4)


def mean_points(found: list[CurvePoint]) -> tuple[CurvePoint, ...]:
    """One point for each number of lines: the mean over the seeds."""
    by_count: dict[int, list[CurvePoint]] = {}
    for point in found:
        by_count.setdefault(point.line_count, []).append(point)
    return tuple(
        CurvePoint(
            count,
            round(sum(point.cer for point in points) / len(points), 5),
            round(sum(point.spread for point in points) / len(points), 4),
        )
        for count, points in sorted(by_count.items())
    )
