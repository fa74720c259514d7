"""Lines to learn from: pictures given on demand, put into batches of like width in an order a seed decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch

from seqclr_desktop.document import Direction


class LineImages(Protocol):
    """Pictures of lines, (H, W_i) uint8 with ink 255, all of one height."""

    def __len__(self) -> int: ...

    def line_id(self, index: int) -> int: ...

    def width_px(self, index: int) -> int: ...

    def image(self, index: int) -> np.ndarray: ...


@dataclass(frozen=True)
class LabelledLines:
    """Pictures with their texts (logical order, NFC) and directions, index by index.

    `labels` is what is learnt where it differs from the texts that readings are compared with: stretches
    that nobody can read for sure are `UNREADABLE` there.
    """

    images: LineImages
    texts: Sequence[str]
    directions: Sequence[Direction]
    labels: Sequence[str] | None = None

    def __len__(self) -> int:
        return len(self.texts)


class BatchOrder:
    """The batches of all epochs, one after the other; any place in it can be gone to again.

    Lines are shuffled, sorted by width within stretches of a few batches so that little is padding,
    and the batches shuffled again.
    """

    def __init__(self, widths_px: Sequence[int], batch_lines: int, seed: int, stretch_batches: int = 8) -> None:
        self._widths = np.asarray(widths_px)
        self._batch_lines = min(batch_lines, len(self._widths))
        self._seed = seed
        self._stretch = self._batch_lines * stretch_batches
        self._epoch = -1
        self._batches: list[np.ndarray] = []

    @property
    def batches_per_epoch(self) -> int:
        return max(1, -(-len(self._widths) // self._batch_lines))

    def batch(self, step: int) -> list[int]:
        """Indices of the lines of the batch at `step`, counted from 0."""
        epoch, place = divmod(step, self.batches_per_epoch)
        if epoch != self._epoch:
            self._batches = self._shuffle(epoch)
            self._epoch = epoch
        return [int(index) for index in self._batches[place % len(self._batches)]]

    def _shuffle(self, epoch: int) -> list[np.ndarray]:
        random = np.random.default_rng([self._seed, epoch])
        order = random.permutation(len(self._widths))
        batches = []
        for start in range(0, len(order), self._stretch):
            stretch = order[start : start + self._stretch]
            stretch = stretch[np.argsort(self._widths[stretch], kind="stable")]
            batches += [stretch[i : i + self._batch_lines] for i in range(0, len(stretch), self._batch_lines)]
        return [batches[place] for place in random.permutation(len(batches))]


def spread_over(total: int, most: int) -> list[int]:
    """At most `most` of the places 0 … `total` - 1, the same every time and evenly far apart."""
    count = min(most, total)
    return [place * total // count for place in range(count)]


def seeded_generator(seed: int, step: int) -> torch.Generator:
    """Random numbers that depend on seed and step alone, so that a resumed run draws what it would have drawn."""
    return torch.Generator().manual_seed((seed * 1_000_003 + step * 7_919) % 2**63)
