"""The lines a training is watched on: read now and then while it learns, all of them at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seqclr_desktop.model.calibration import fit_temperature
from seqclr_desktop.model.reader import Reader
from seqclr_desktop.model.recognizer import Reading
from seqclr_desktop.training.error_rates import ErrorRates, error_rates
from seqclr_desktop.training.evaluate import read_lines
from seqclr_desktop.training.lines import LabelledLines, spread_over
from seqclr_desktop.training.progress_record import Preview

PREVIEW_COUNT = 10
_SAMPLE_LINES = 120  # enough to see the direction while learning


@dataclass(frozen=True)
class Watched:
    """How a reader read. `sample_cer` is that of the sample alone, for comparing one moment with another.

    `readings` are what it read, by the index of the line.
    """

    rates: ErrorRates
    sample_cer: float
    temperature: float | None
    previews: tuple[Preview, ...]
    readings: Mapping[int, Reading]


class ValidationLines:
    """Reads the lines with one reader after the other; `watched` is what came of the last reading."""

    def __init__(self, lines: LabelledLines) -> None:
        self._lines = lines
        self.sample = spread_over(len(lines), _SAMPLE_LINES)  # the same lines every time
        self.watched: Watched | None = None

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def everything(self) -> Sequence[int]:
        return range(len(self._lines))

    def read(self, reader: Reader, indices: Sequence[int]) -> Iterator[None]:
        """Read the lines at `indices`, the sample among them; yields after each batch."""
        readings: dict[int, Reading] = {}
        for batch in read_lines(reader, self._lines, indices):
            readings.update(batch)
            yield None
        self.watched = self.judge(readings)

    def judge(self, readings: Mapping[int, Reading]) -> Watched:
        """How good `readings` of lines are, the sample among them."""
        return Watched(
            self._rates(readings, readings),
            self._rates(readings, self.sample).cer,
            fit_temperature((self._lines.texts[index], reading) for index, reading in readings.items()),
            self._previews(readings),
            readings,
        )

    def _rates(self, readings: Mapping[int, Reading], indices: Iterable[int]) -> ErrorRates:
        return error_rates((self._lines.texts[index], readings[index].text) for index in indices)

    def _previews(self, readings: Mapping[int, Reading]) -> tuple[Preview, ...]:
        chosen = [self.sample[place] for place in spread_over(len(self.sample), PREVIEW_COUNT)]
        return tuple(
            Preview(self._lines.images.line_id(index), self._lines.texts[index], readings[index].text)
            for index in chosen
        )
