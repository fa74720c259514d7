"""Read lines with a model, in batches of like width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from seqclr_desktop.document import Direction
from seqclr_desktop.model.decoder import Beam
from seqclr_desktop.model.line_batch import batches_by_width
from seqclr_desktop.model.reader import Reader
from seqclr_desktop.model.recognizer import Reading
from seqclr_desktop.model.word_readings import other_readings


def transcribe(
    reader: Reader,
    images: Sequence[np.ndarray],
    directions: Sequence[Direction],
    batch_lines: int = 16,
    *,
    with_alternatives: bool = False,
    beam: Beam | None = None,
) -> Iterator[list[tuple[int, Reading]]]:
    """Batch by batch, (index, reading) of lines (H, W_i) uint8; narrow lines come first."""
    for batch in batches_by_width([image.shape[1] for image in images], batch_lines):
        ways = [directions[i] for i in batch]
        with reader.at_rest():
            frames = reader.frames([images[i] for i in batch])
        readings = reader.read_frames(frames, ways, beam)
        if with_alternatives:
            others = other_readings(reader.lead, frames, [reading.text for reading in readings], ways)
            readings = [replace(reading, alternatives=o) for reading, o in zip(readings, others, strict=True)]
        yield list(zip(batch, readings, strict=True))
