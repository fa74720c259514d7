"""Which model reads lines when none was named, also where nobody has told the script yet.

The newest model made here; else that for the script of the texts. Until there are texts each model that comes with
the program reads a few of the lines, and the one surest of its letters is taken: a model of another script is seldom
sure, and whoever imports scans in no particular direction still gets readings.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqclr_desktop.collection import Collection, ModelRecord
from seqclr_desktop.document import Direction, Page
from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.evaluate_model import recogniser
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.line_images import LineImageMaker

_LINES_READ = 10
_LINES_AT_ONCE = 2  # so that a stop is obeyed soon on a slow machine
_PAGES_TRIED = 5


def suited_recogniser(collection: Collection, name: str, pages: Sequence[Page], control: Control) -> ModelRecord:
    """The one called `name`, or the best without a name, for the lines of `pages`.

    Raises ModelError when there is none, CollectionError for an unknown name, Cancelled.
    """
    if name or not collection.only_trying_tells_who_reads_best():
        return recogniser(collection, name)
    candidates = collection.base_models()
    sureness = {model.name: _sureness(collection, model, pages, control) for model in candidates}
    return max(candidates, key=lambda model: sureness[model.name])  # the first of equals


def _sureness(collection: Collection, model: ModelRecord, pages: Sequence[Page], control: Control) -> float:
    """How sure the model is of some of the lines (0–1); 0 where there are none."""
    from seqclr_desktop.model.checkpoint import load_reader
    from seqclr_desktop.recognition.transcribe import transcribe

    reader = load_reader(model.path)
    strips, directions = _some_lines(collection, reader.settings.height_px, pages, control)
    sureness = []
    for batch in transcribe(reader, strips, directions, _LINES_AT_ONCE):
        control.checkpoint()
        sureness += [reading.confidence if reading.text else 0.0 for _, reading in batch]
    return float(np.mean(sureness)) if sureness else 0.0


def _some_lines(
    collection: Collection, height_px: int, pages: Sequence[Page], control: Control
) -> tuple[list[np.ndarray], list[Direction]]:
    """Some line images of the first page that has lines and can be read; lines of middling length."""
    maker = LineImageMaker(collection, height_px)
    try:
        for page in [page for page in pages if page.line_count][:_PAGES_TRIED]:
            control.checkpoint()
            try:
                found = maker.page_lines(page)
            except AppError:
                continue  # whoever reads the pages will tell of it
            order = sorted(range(len(found)), key=lambda index: found[index][2])
            middle = order[len(order) // 4 :][:_LINES_READ]
            images = maker.images_of([found[index] for index in middle])
            if len(images):
                return [images.image(index) for index in range(len(images))], [line.direction for line in images.lines]
    finally:
        maker.close()
    return [], []
