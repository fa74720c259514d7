"""Read lines with a model, in batches of like width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from seqclr_desktop.document import Direction
from seqclr_desktop.model.line_batch import batches_by_width
from seqclr_desktop.model.recognizer import Reading, Recognizer


def transcribe(
    recognizer: Recognizer, images: Sequence[np.ndarray], directions: Sequence[Direction], batch_lines: int = 16
) -> Iterator[list[tuple[int, Reading]]]:
    """Batch by batch, (index, reading) of lines (H, W_i) uint8; narrow lines come first."""
    for batch in batches_by_width([image.shape[1] for image in images], batch_lines):
        readings = recognizer.read([images[i] for i in batch], [directions[i] for i in batch])
        yield list(zip(batch, readings, strict=True))
