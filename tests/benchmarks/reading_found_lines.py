"""What finding lines costs in reading: one recogniser on the true lines of a page and on the found ones.

A true line that was not found counts as read empty; found lines that match no true line are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from seqclr_desktop.document import Line
from seqclr_desktop.images.line_crop import crop_line
from seqclr_desktop.images.written_extents import WrittenExtents
from tests.benchmarks.line_matching import coverage, matched_pairs

if TYPE_CHECKING:
    from seqclr_desktop.model.recognizer import Recognizer


@dataclass(frozen=True)
class PageReadings:
    """For each true line with a text: the text, the reading of the true line, and of the found line ("" if missed)."""

    triples: tuple[tuple[str, str, str], ...]


class Reader:
    """A recogniser from a model file, loaded at the first page."""

    def __init__(self, model_path: Path) -> None:
        self._model_path = model_path
        self._recognizer: Recognizer | None = None

    def read_page(self, grey: np.ndarray, true: Sequence[Line], found: Sequence[Line]) -> PageReadings:
        """Read the lines of one page (H, W) uint8 both ways."""
        asked = [index for index, line in enumerate(true) if line.best_text.strip()]
        owner = dict(matched_pairs(coverage(true, found))) if true and found else {}
        on_true = self._readings(grey, true, asked)
        hit = [index for index in asked if index in owner]
        on_found = dict(zip(hit, self._readings(grey, found, [owner[index] for index in hit]), strict=True))
        texts = [true[index].best_text for index in asked]
        return PageReadings(
            tuple((text, one, on_found.get(index, "")) for index, text, one in zip(asked, texts, on_true, strict=True))
        )

    def _readings(self, grey: np.ndarray, lines: Sequence[Line], wanted: Sequence[int]) -> list[str]:
        from seqclr_desktop.model.checkpoint import load_recognizer
        from seqclr_desktop.recognition.transcribe import transcribe

        if self._recognizer is None:
            self._recognizer = load_recognizer(self._model_path).eval()
        extents = WrittenExtents(grey).of([(line.baseline, line.polygon) for line in lines])
        height_px = self._recognizer.settings.height_px
        images = [crop_line(grey, lines[i].baseline, lines[i].polygon, height_px, extents[i]) for i in wanted]
        texts = [""] * len(wanted)
        for batch in transcribe(self._recognizer, images, [lines[i].direction for i in wanted]):
            for place, reading in batch:
                texts[place] = reading.text
        return texts
