"""Self-training: what a reader is sure of on lines nobody transcribed teaches it in turn.

After Kišš, Beneš and Hradiš, "AT-ST: self-training adaptation strategy for OCR in domains with limited
transcriptions" (ICDAR 2021): the reader labels the lines, the surer readings are learned from under heavy
masking, and that is done in several rounds. The teacher is the running mean of the weights. Chosen are
letters rather than lines: doubtful ones become a stretch where anything may stand (`marks.UNREADABLE`), so
that the rest of the line teaches. A reader that is wrong in three letters of ten has hardly a line that is
right, but half of its letters, the surest, are right in 93 of 100. Nothing of it leaves the training.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from seqclr_desktop.document import Direction
from seqclr_desktop.marks import UNREADABLE
from seqclr_desktop.model.calibration import calibrated
from seqclr_desktop.model.recognizer import Reading, Recognizer
from seqclr_desktop.training.lines import BatchOrder, LineImages
from seqclr_desktop.training.settings import SelfTrainingSettings

_BATCH_LINES = 16  # read at a time
_STRETCH_LINES = 64  # sorted by width
_LEAST_LETTERS = 3  # fewer sure letters teach little and are mostly chance
_CAUTIOUS_TEMPERATURE = 2.0  # where there are too few validation lines to tell how sure it may be
_LEAST_LINES = 4
_TOO_LATE = 0.85  # of the time: steps are too small by then to learn from what a round finds


@dataclass(frozen=True)
class UnlabelledLines:
    """Pictures of lines without a text, and the direction in which each is read."""

    images: LineImages
    directions: Sequence[Direction]

    def __len__(self) -> int:
        return len(self.images)


@dataclass(frozen=True)
class OwnLabels:
    """What a round found: a label for each line that is learned from, by its index.

    `lines_read` were looked at, and `letters_sure` (0–1) is the share of what was read there that is learned from.
    """

    labels: Mapping[int, str]
    lines_read: int
    letters_sure: float


class SelfTraining:
    """The rounds of one training, and the batches of the newest one.

    `targets_of(label, direction)` spells a label in the numbers of the alphabet, `has_room(target, width_px)`
    says whether it fits.
    """

    def __init__(
        self,
        lines: UnlabelledLines,
        settings: SelfTrainingSettings,
        batch_lines: int,
        seed: int,
        targets_of: Callable[[str, Direction], list[int]],
        has_room: Callable[[list[int], int], bool],
    ) -> None:
        self.lines = lines
        self.settings = settings
        self._batch_lines = batch_lines
        self._seed = seed
        self._targets_of = targets_of
        self._has_room = has_room
        self.rounds_done = 0
        self.step = 0  # steps that learned from own labels, of all rounds
        self.found = OwnLabels({}, 0, 0.0)
        self._targets: dict[int, list[int]] = {}
        self._order: BatchOrder | None = None
        self._began_at = 0

    def round_due(self, fraction: float, passes: float) -> int | None:
        """The number of the round that should begin at this share of the budget, None when none should.

        `passes` is how often the transcribed lines have been gone through. A reader that has not learned them yet
        would teach itself the habits of the model it began with. Rounds that were due meanwhile are left out.
        """
        settings = self.settings
        if passes < settings.least_passes or fraction > _TOO_LATE:
            return None
        distance = (settings.last_round - settings.first_round) / max(settings.rounds - 1, 1)
        due = sum(fraction >= settings.first_round + place * distance for place in range(settings.rounds))
        return due if due > self.rounds_done else None

    def begin_round(
        self, number: int, teacher: Recognizer, temperature: float | None, longest_s: float | None
    ) -> Iterator[None]:
        """Read the lines, in an order of chance and for `longest_s` seconds at most, and learn from them from then on.

        Yields after each batch, so that one can stop in between. From too few lines nothing is learned.
        """
        since = time.monotonic()
        order = np.random.default_rng([self._seed, number, 1]).permutation(len(self.lines)).tolist()
        found: dict[int, str] = {}
        lines_read = letter_count = 0
        for batch in self._batches(order):
            images = [self.lines.images.image(index) for index in batch]
            for index, reading in zip(batch, teacher.read(images, self._directions(batch)), strict=True):
                letter_count += len(reading.text)
                label = own_label(calibrated(reading, temperature or _CAUTIOUS_TEMPERATURE), self.settings)
                if label and self._spells(index, label):
                    found[index] = label
            lines_read += len(batch)
            yield None
            if longest_s is not None and time.monotonic() - since > longest_s:
                break
        sure_count = sum(len(label.replace(UNREADABLE, "")) for label in found.values())
        self.rounds_done = number
        self.found = OwnLabels(found, lines_read, round(sure_count / max(letter_count, 1), 4))
        self._began_at = self.step
        self._make_ready()

    def skip_round(self, number: int) -> None:
        """Learn from the transcribed lines alone: the reader is not good enough yet."""
        self.rounds_done = number
        self.found = OwnLabels({}, 0, 0.0)
        self._make_ready()

    def batch(self) -> tuple[list[int], list[list[int]]] | None:
        """The lines of the next batch and their targets; None before the first round and when it found too little."""
        if self._order is None:
            return None
        used = list(self._targets)
        chosen = [used[place] for place in self._order.batch(self.step - self._began_at)]
        self.step += 1
        return chosen, [self._targets[index] for index in chosen]

    @property
    def line_count(self) -> int:
        """Lines that are learned from at present."""
        return len(self._targets) if self._order is not None else 0

    def to_values(self) -> dict[str, Any]:
        """For a saved state (`saved_state`)."""
        labels = {str(index): label for index, label in self.found.labels.items()}
        return {
            "rounds_done": self.rounds_done,
            "step": self.step,
            "began_at": self._began_at,
            "found": {"labels": labels, "lines_read": self.found.lines_read, "letters_sure": self.found.letters_sure},
        }

    def restore(self, values: Mapping[str, Any]) -> None:
        self.rounds_done, self.step, self._began_at = values["rounds_done"], values["step"], values["began_at"]
        found = dict(values["found"])
        found["labels"] = {int(index): label for index, label in found["labels"].items()}
        self.found = OwnLabels(**found)
        self._make_ready()

    def _make_ready(self) -> None:
        """Spell the labels and put their lines into batches."""
        labels = self.found.labels
        self._targets = {i: self._targets_of(label, self.lines.directions[i]) for i, label in labels.items()}
        self._order = None
        if len(labels) >= _LEAST_LINES:
            widths = [self.lines.images.width_px(index) for index in labels]
            self._order = BatchOrder(widths, self._batch_lines, self._seed + 7 * self.rounds_done)

    def _batches(self, order: Sequence[int]) -> Iterator[list[int]]:
        """Lines of like width together, within stretches of the order."""
        for start in range(0, len(order), _STRETCH_LINES):
            stretch = sorted(order[start : start + _STRETCH_LINES], key=self.lines.images.width_px)
            for place in range(0, len(stretch), _BATCH_LINES):
                yield stretch[place : place + _BATCH_LINES]

    def _directions(self, indices: Sequence[int]) -> list[Direction]:
        return [self.lines.directions[index] for index in indices]

    def _spells(self, index: int, label: str) -> bool:
        target = self._targets_of(label, self.lines.directions[index])
        return self._has_room(target, self.lines.images.width_px(index))


def own_label(reading: Reading, settings: SelfTrainingSettings) -> str:
    """The letters of a reading that are sure enough, with `UNREADABLE` for the others; empty when too few are.

    The confidences of `reading` must be calibrated: those of a letter say how likely it is right.
    """
    label: list[str] = []
    sure_count = 0
    for letter, confidence in zip(reading.text, reading.char_confidences, strict=True):
        if confidence >= settings.sure_enough:
            label.append(letter)
            sure_count += letter != " "
        elif label[-1:] != [UNREADABLE]:
            label.append(UNREADABLE)
    total = len(reading.text.replace(" ", ""))
    return "".join(label) if sure_count >= max(_LEAST_LETTERS, settings.least_share * total) else ""
