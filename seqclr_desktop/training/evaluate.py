"""Read lines whose texts are known, and keep what was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seqclr_desktop.model.decoder import Beam
from seqclr_desktop.model.line_batch import batches_by_width
from seqclr_desktop.model.reader import Reader
from seqclr_desktop.model.recognizer import Reading
from seqclr_desktop.training.lines import LabelledLines


def read_lines(
    reader: Reader,
    lines: LabelledLines,
    indices: Sequence[int] | None = None,
    batch_lines: int = 16,
    beam: Beam | None = None,
) -> Iterator[list[tuple[int, Reading]]]:
    """Batch by batch: (index, reading). `indices` restricts to some of the lines."""
    wanted = range(len(lines)) if indices is None else indices
    for batch in batches_by_width([lines.images.width_px(index) for index in wanted], batch_lines):
        chosen = [wanted[place] for place in batch]
        images = [lines.images.image(index) for index in chosen]
        readings = reader.read(images, [lines.directions[index] for index in chosen], beam)
        yield list(zip(chosen, readings, strict=True))
