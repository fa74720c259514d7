"""Train the bundled line detector: `python -m seqclr_desktop.jobs.train_line_detector --data DIR --out FILE`.

For the makers of the program, not for its window: `--data` holds collections (`NAME/pages/*.jpg` with
PAGE or ALTO beside them, `NAME/splits.json`); only pages of `train_pool` are learned from. A training
that was broken off goes on when the same command is given again.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from seqclr_desktop.document import Line, PageContent
from seqclr_desktop.errors import UnreadableFileError, UsageError
from seqclr_desktop.exchange import read_transcription
from seqclr_desktop.images.reading import read_page
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.makers_command import PrintedProgress, tells_errors

if TYPE_CHECKING:
    from seqclr_desktop.layout.detector import LineDetector
    from seqclr_desktop.layout.detector_augmentation import KnownPage

_LEFT_OUT_LINES, _LEFT_OUT_SHARE = 20, 0.5  # so many lines more than the known ones: the rest was left out
_ROUGH_SHARE = 0.08  # so many more: stamps and later notes, or our own mistakes
_ROUGH_WEIGHT = 0.2


@dataclass(frozen=True)
class DetectorReport:
    """What came of it."""

    weights_path: Path
    page_count: int
    steps: int
    loss: float


class TrainLineDetector:
    """Learn from the pages of all collections in `data_folder` for `minutes` of computing."""

    title = "Train the line detector"

    def __init__(
        self,
        data_folder: Path,
        weights_path: Path,
        minutes: float = 60.0,
        threads: int = 1,
        begin_with: Path | None = None,
        is_half_way: bool = False,
        device: str = "auto",
    ) -> None:
        """`begin_with`: weights to learn on from; without them everything is learned anew.

        With `is_half_way` each weight that is written is the mean of what it was in `begin_with` and what it
        became by learning: less is learned, and less of what was known is lost.
        """
        self.data_folder = data_folder
        self.weights_path = weights_path
        self.minutes = minutes
        self.threads = threads
        self.begin_with = begin_with
        self.is_half_way = is_half_way
        self.device = device

    def run(self, control: Control) -> DetectorReport:
        """The state is kept beside the weights (`.state`), the weights are written every 100 steps.

        Raises UsageError for a folder without pages to learn from, UnreadableFileError for a page or a list of
        pages that cannot be read, DeviceError for a device that is not there.
        """
        from seqclr_desktop.layout.detector_training import DetectorTraining, DetectorTrainingSettings
        from seqclr_desktop.layout.detector_weights import load_detector, save_detector
        from seqclr_desktop.model.device import choose_device, use_threads

        use_threads(self.threads)
        device = choose_device(self.device)
        pages = list(self._known_pages(control))
        settings = DetectorTrainingSettings(minutes=self.minutes)
        known = load_detector(self.begin_with) if self.begin_with else None
        self.weights_path.parent.mkdir(parents=True, exist_ok=True)
        training = DetectorTraining(pages, settings, self.weights_path.with_suffix(".state"), known, device)
        loss = float("nan")
        for event in training.run():
            loss = event.loss
            note = f"step {event.step}, loss {event.loss:.4f}, baselines {event.baseline_loss:.4f}"
            control.report(Progress(round(1000 * event.fraction), 1000, "parts", note))
            if event.step % 100 == 0:
                save_detector(self._kept(training.average), self.weights_path)
        save_detector(self._kept(training.average), self.weights_path)
        return DetectorReport(self.weights_path, len(pages), training.step, loss)

    def _kept(self, learned: LineDetector) -> LineDetector:
        from seqclr_desktop.layout.detector_weights import load_detector
        from seqclr_desktop.model.mixture import mixture

        if self.begin_with is None or not self.is_half_way:
            return learned
        return mixture(load_detector(self.begin_with), copy.deepcopy(learned).cpu(), 0.5)

    def _known_pages(self, control: Control) -> Iterator[KnownPage]:
        pictures = list(training_pictures(self.data_folder))
        if not pictures:
            raise UsageError(
                "In this folder are no pages to learn from.",
                where=str(self.data_folder),
                advice="Name a folder of collections, each with a splits.json and the pictures in its folder pages.",
            )
        for done, picture in enumerate(pictures, start=1):
            yield known_page(picture)
            control.report(Progress(done, len(pictures), "pages", picture.stem))


def training_pictures(data_folder: Path) -> Iterator[Path]:
    """The pictures of the training pages of every collection that states its splits."""
    for splits in sorted(data_folder.glob("*/splits.json")):
        for name in _training_names(splits):
            picture = splits.parent / "pages" / f"{name}.jpg"
            if picture.exists():
                yield picture


def _training_names(splits: Path) -> Sequence[str]:
    try:
        return [str(name) for name in json.loads(splits.read_text(encoding="utf-8"))["train_pool"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFileError(
            "This file does not tell which pages to learn from.",
            where=str(splits),
            advice="It must be JSON with a list of page names called train_pool.",
        ) from error


def known_page(picture_path: Path) -> KnownPage:
    """The reduced page and its lines, as the training wants them."""
    from seqclr_desktop.layout.detector_augmentation import KnownPage
    from seqclr_desktop.layout.detector_input import detector_layers
    from seqclr_desktop.layout.detector_targets import true_lines
    from seqclr_desktop.layout.ink import ReducedPage

    grey = np.asarray(read_page(picture_path).convert("L"))
    content = read_transcription(picture_path.with_suffix(".xml"), image_size=(grey.shape[1], grey.shape[0]))
    reduced = ReducedPage.of(grey)
    lines = true_lines(content.lines, reduced.scale)
    return KnownPage(picture_path.stem, detector_layers(reduced), lines, _outside_weight(grey, content))


def _outside_weight(grey: np.ndarray, content: PageContent) -> float:
    """How sure it is (0–1) that all lines of the page are known.

    Published pages leave lines out: later notes, stamps, or all but one charter. Where plain searching
    sees many long lines away from the known ones, nothing is to be learned from the rest of the page.
    """
    from seqclr_desktop.layout.classical import ClassicalSegmenter

    found = ClassicalSegmenter().find_lines(grey).lines
    usual = float(np.median([line.box.width for line in content.lines])) if content.lines else 1.0
    unknown = [line for line in found if line.box.width > 0.5 * usual and not _is_known(line, content.lines)]
    if len(unknown) > max(_LEFT_OUT_LINES, _LEFT_OUT_SHARE * len(content.lines)):
        return 0.0
    return _ROUGH_WEIGHT if len(unknown) > _ROUGH_SHARE * len(content.lines) else 1.0


def _is_known(line: Line, known: Sequence[Line]) -> bool:
    x, y = np.mean(line.baseline, axis=0)
    return any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in (other.box for other in known))


@tells_errors
def main(given: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Train the bundled line detector.")
    parser.add_argument("--data", type=Path, required=True, help="folder of collections with splits.json")
    parser.add_argument("--out", type=Path, required=True, help="weights to write (.safetensors)")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--begin-with", type=Path, help="weights to learn on from (.safetensors)")
    parser.add_argument("--half-way", action="store_true", help="write the mean of these and the learned weights")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or mps")
    options = parser.parse_args(given)
    if options.half_way and options.begin_with is None:
        parser.error("--half-way needs --begin-with: it is the way from these weights to the learned ones")
    if options.minutes <= 0:
        parser.error("--minutes must be more than 0")
    job = TrainLineDetector(
        options.data,
        options.out,
        options.minutes,
        options.threads,
        options.begin_with,
        options.half_way,
        options.device,
    )
    report = job.run(PrintedProgress())
    facts = f"{report.page_count} pages, {report.steps} steps, loss {report.loss:.4f}"
    sys.stdout.write(f"{report.weights_path}: {facts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
