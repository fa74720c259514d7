"""How well a model reads lines whose texts are known."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from seqclr_desktop.collection import Collection, ModelRecord
from seqclr_desktop.document import Page, Split
from seqclr_desktop.errors import CollectionError, ModelError
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.line_images import LineImageMaker, StoredLineImages
from seqclr_desktop.jobs.page_splits import is_wholly_transcribed

if TYPE_CHECKING:
    from seqclr_desktop.model.reader import Reader

_WORST_COUNT = 20
POLICY = (
    "Capitals, punctuation and accents count, and letters marked as unclear or struck out count like all others; "
    "lines with a gap are left out."
)


@dataclass(frozen=True)
class ReadLine:
    """A line as it is and as it was read."""

    line_id: int
    truth: str
    reading: str
    confidence: float


@dataclass(frozen=True)
class EvaluateReport:
    """`cer` and `wer` are shares (see `training.error_rates`); `worst` are the most misread lines, worst first.

    From `cer_low` to `cer_high` the CER of other pages lies with 95 % certainty (`training.bootstrap`); None where
    too few lines were read to tell.
    `gap_count` lines were left out because a part of them cannot be read; `policy` says what counts.
    """

    model_name: str
    cer: float
    wer: float
    line_count: int
    character_count: int
    lines_per_second: float
    seconds: float
    cer_low: float | None = None
    cer_high: float | None = None
    worst: tuple[ReadLine, ...] = ()
    problems: tuple[str, ...] = ()
    gap_count: int = 0
    policy: str = POLICY


class EvaluateModel:
    """Read the human-transcribed lines of the named pages (or of the test pages) and compare."""

    title = "Judge a model"

    def __init__(
        self,
        collection_folder: Path,
        model: str = "",
        page_names: Sequence[str] = (),
        device: str = "auto",
        threads: int | None = None,
        beam_width: int = 1,
    ) -> None:
        """`model` empty means the newest recogniser; `beam_width` as in `TranscribeSettings`."""
        self.collection_folder = collection_folder
        self.model = model
        self.page_names = tuple(page_names)
        self.device = device
        self.threads = threads
        self.beam_width = beam_width

    def run(self, control: Control) -> EvaluateReport:
        """Raises CollectionError when there is nothing to compare with, ModelError, DeviceError, Cancelled."""
        with Collection.open(self.collection_folder) as collection:
            model = recogniser(collection, self.model)
            pages = collection.pages_named(self.page_names) if self.page_names else collection.pages(Split.TEST)
            report = evaluate_pages(collection, model, pages, self.device, self.threads, control, self.beam_width)
            if not self.page_names:
                collection.set_model_scores(model.name, {"test_cer": report.cer, "test_wer": report.wer})
            return report


def recogniser(collection: Collection, name: str) -> ModelRecord:
    """The recogniser of that name, or the newest made here, or the one that comes with the program.

    Raises ModelError or CollectionError.
    """
    if name:
        return collection.model(name)
    known = collection.recognisers()
    if not known:
        raise ModelError("This collection has no model that can read yet.", advice="Learn from the collection first.")
    return known[0]


def evaluate_pages(
    collection: Collection,
    model: ModelRecord,
    pages: Sequence[Page],
    device: str,
    threads: int | None,
    control: Control,
    beam_width: int = 1,
) -> EvaluateReport:
    """Read every transcribed line of `pages`."""
    from seqclr_desktop.model.checkpoint import load_reader
    from seqclr_desktop.model.device import choose_device, use_threads

    use_threads(threads)
    reader = load_reader(model.path).to(choose_device(device))
    lines = [line for page in pages if page.id for line in collection.lines(page.id)]
    transcribed = [line for line in lines if line.human and not line.is_unusable]
    page_of = {line.id: line.page_id for line in transcribed if line.id and is_wholly_transcribed(line)}
    wanted = {line_id for line_id in page_of if line_id is not None}
    gap_count = len(transcribed) - len(wanted)
    if not wanted:
        raise CollectionError(
            "There are no transcribed lines to compare with.",
            advice="Transcribe some pages that the model does not learn from, or name pages that are transcribed.",
        )
    maker = LineImageMaker(collection, reader.settings.height_px)
    try:
        images, problems = maker.prepare(pages, control, wanted)
        if not len(images):
            raise CollectionError(
                "None of the pages to judge by could be read.",
                where=problems[0].page_name,
                advice=problems[0].reason,
            )
        began = time.monotonic()
        read = _read(reader, images, control, beam_width)
    finally:
        maker.close()
    report = _report(model.name, read, [page_of[line.line_id] for line in read], time.monotonic() - began)
    return replace(report, problems=tuple(map(str, problems)), gap_count=gap_count)


def _read(reader: Reader, images: StoredLineImages, control: Control, beam_width: int) -> list[ReadLine]:
    from seqclr_desktop.jobs.line_plan import labelled_lines
    from seqclr_desktop.model.decoder import Beam
    from seqclr_desktop.training.evaluate import read_lines

    lines = labelled_lines(images)
    read: list[ReadLine] = []
    for batch in read_lines(reader, lines, beam=Beam(beam_width) if beam_width > 1 else None):
        read += [ReadLine(images.line_id(i), lines.texts[i], r.text, r.confidence) for i, r in batch]
        control.report(Progress(len(read), len(lines), "lines"))
    return read


def _report(model_name: str, read: Sequence[ReadLine], pages: Sequence[int | None], seconds: float) -> EvaluateReport:
    """`pages` holds the page of each line."""
    from seqclr_desktop.training.error_rates import cer_interval, error_rates

    pairs = [(line.truth, line.reading) for line in read]
    rates, interval = error_rates(pairs), cer_interval(pairs, pages)
    return EvaluateReport(
        model_name=model_name,
        cer=round(rates.cer, 5),
        wer=round(rates.wer, 5),
        line_count=rates.line_count,
        character_count=rates.character_count,
        lines_per_second=round(len(read) / max(seconds, 1e-6), 2),
        seconds=round(seconds, 2),
        cer_low=round(interval.low, 5) if interval is not None else None,
        cer_high=round(interval.high, 5) if interval is not None else None,
        worst=tuple(sorted(read, key=lambda line: -error_rates([(line.truth, line.reading)]).cer)[:_WORST_COUNT]),
    )
