"""Read lines whose texts are known, and keep what was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seqclr_desktop.model.recognizer import Reading, Recognizer
from seqclr_desktop.training.lines import LabelledLines, by_width


def read_lines(
    recognizer: Recognizer, lines: LabelledLines, indices: Sequence[int] | None = None, batch_lines: int = 16
) -> Iterator[list[tuple[int, Reading]]]:
    """Batch by batch: (index, reading). `indices` restricts to some of the lines."""
    wanted = None if indices is None else set(indices)
    for batch in by_width(lines.images, batch_lines):
        chosen = [index for index in batch if wanted is None or index in wanted]
        if chosen:
            images = [lines.images.image(index) for index in chosen]
            readings = recognizer.read(images, [lines.directions[index] for index in chosen])
            yield list(zip(chosen, readings, strict=True))
