"""Read every line that no person has transcribed, page after page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seqclr_desktop.collection import Collection, ModelRecord
from seqclr_desktop.document import AuthorKind, Page, TextVersion
from seqclr_desktop.errors import AppError, StorageError
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.line_images import LineImageMaker
from seqclr_desktop.jobs.problems import PageProblem
from seqclr_desktop.jobs.suited_model import suited_recogniser
from seqclr_desktop.recognition.settings import TranscribeSettings

if TYPE_CHECKING:
    from seqclr_desktop.model.reader import Reader


@dataclass(frozen=True)
class TranscribeReport:
    """What came of it.

    `lines_skipped` were read by this model before or have a human text. `mean_confidence` is 0–1, None if
    nothing was read; `problems` name pages that could not be read and why.
    """

    model_name: str
    lines_read: int
    lines_skipped: int
    seconds: float
    lines_per_second: float
    mean_confidence: float | None
    problems: tuple[PageProblem, ...] = ()


class TranscribePages:
    """Machine texts for the lines of the named pages, or of all; human texts are never touched."""

    title = "Transcribe the collection"

    def __init__(
        self,
        collection_folder: Path,
        model: str = "",
        page_names: Sequence[str] = (),
        again: bool = False,
        settings: TranscribeSettings | None = None,
    ) -> None:
        """`model` empty means the one of `suited_model`. With `again` lines this model has read are read anew."""
        self.collection_folder = collection_folder
        self.model = model
        self.page_names = tuple(page_names)
        self.again = again
        self.settings = settings or TranscribeSettings()

    def run(self, control: Control) -> TranscribeReport:
        """Each page is written when it is read, so that stopping loses nothing.

        Raises ModelError, CollectionError, StorageError, DeviceError, Cancelled.
        """
        from seqclr_desktop.model.checkpoint import load_reader
        from seqclr_desktop.model.device import choose_device, use_threads

        began = time.monotonic()
        use_threads(self.settings.threads)
        with Collection.open(self.collection_folder) as collection:
            pages = collection.pages_named(self.page_names) if self.page_names else collection.pages()
            model = suited_recogniser(collection, self.model, pages, control)
            reader = load_reader(model.path).to(choose_device(self.settings.device))
            work = _Work(collection, reader, model, self)
            try:
                for page in pages:
                    work.plan(page)
                work.read_all(control)
            finally:
                work.maker.close()
        seconds = max(time.monotonic() - began, 1e-6)
        return TranscribeReport(
            model_name=model.name,
            lines_read=work.read,
            lines_skipped=work.skipped,
            seconds=round(seconds, 1),
            lines_per_second=round(work.read / seconds, 2),
            mean_confidence=round(work.confidence_sum / work.read, 4) if work.read else None,
            problems=tuple(work.problems),
        )


class _Work:
    """The pages still to read, and the count of what was done."""

    def __init__(self, collection: Collection, reader: Reader, model: ModelRecord, job: TranscribePages) -> None:
        self.maker = LineImageMaker(collection, reader.settings.height_px)
        self.read = 0
        self.skipped = 0
        self.confidence_sum = 0.0
        self.problems: list[PageProblem] = []
        self._collection = collection
        self._reader = reader
        self._model_name = model.name
        self._temperature = model.scores.get("temperature", 1.0)
        self._job = job
        self._waiting: list[tuple[Page, set[int]]] = []

    def plan(self, page: Page) -> None:
        assert page.id is not None
        lines = [line for line in self._collection.lines(page.id) if not line.is_unusable]
        wanted = {
            line.id
            for line in lines
            if line.id is not None
            and not (line.human and line.human.text)
            and (self._job.again or line.machine is None or line.machine.author != self._model_name)
        }
        self.skipped += len(lines) - len(wanted)
        if wanted:
            self._waiting.append((page, wanted))

    def read_all(self, control: Control) -> None:
        total = sum(len(wanted) for _, wanted in self._waiting)
        done = 0
        began = time.monotonic()
        for page, wanted in self._waiting:
            try:
                self._read_page(page, wanted, control)
            except StorageError:
                raise
            except AppError as error:
                self.problems.append(PageProblem.of(page.name, error))
            done += len(wanted)
            left = (time.monotonic() - began) / done * (total - done)
            control.report(Progress(done, total, "lines", note=page.name, seconds_left=left))

    def _read_page(self, page: Page, wanted: set[int], control: Control) -> None:
        from seqclr_desktop.model.calibration import calibrated
        from seqclr_desktop.model.decoder import Beam
        from seqclr_desktop.recognition.transcribe import transcribe

        images = self.maker.images_of(self.maker.page_lines(page, wanted))
        texts: list[tuple[int, TextVersion]] = []
        strips = [images.image(index) for index in range(len(images))]
        directions = [line.direction for line in images.lines]
        settings = self._job.settings
        readings = transcribe(
            self._reader,
            strips,
            directions,
            settings.batch_lines,
            with_alternatives=settings.with_alternatives,
            beam=Beam(settings.beam_width) if settings.beam_width > 1 else None,
        )
        for batch in readings:
            for index, raw in batch:
                reading = calibrated(raw, self._temperature)
                version = TextVersion(
                    reading.text,
                    AuthorKind.MODEL,
                    author=self._model_name,
                    confidence=reading.confidence,
                    char_confidences=reading.char_confidences,
                    alternatives=reading.alternatives,
                )
                texts.append((images.line_id(index), version))
            control.checkpoint()
        self._collection.write_machine_texts(texts)
        self.read += len(texts)
        self.confidence_sum += sum(version.confidence or 0.0 for _, version in texts)
