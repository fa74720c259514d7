"""What every decoder can do: learn texts from frames, spell them greedily or by a beam, and grow its alphabet."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor, nn

from seqclr_desktop.model.encoder import Frames


@dataclass(frozen=True)
class Spelling:
    """Numbers of the alphabet in visual order, and how sure the model is of each (0–1).

    `log_probability` is that of the whole spelling; `frames` are where the characters begin, empty when
    the decoder does not say.
    """

    numbers: tuple[int, ...]
    confidences: tuple[float, ...]
    log_probability: float = 0.0
    frames: tuple[int, ...] = ()


class CharacterLanguage(Protocol):
    """Knows which character follows which; numbers of the alphabet, in visual order."""

    def log_probability(self, before: Sequence[int], number: int) -> float:
        """Natural logarithm of the probability that `number` follows `before`; number 0 is the end of the line."""
        ...


@dataclass(frozen=True)
class Beam:
    """How a search is done: `width` beginnings are kept; `language` counts with `language_weight`."""

    width: int = 8
    language: CharacterLanguage | None = None
    language_weight: float = 0.4

    def language_score(self, before: Sequence[int], number: int) -> float:
        return 0.0 if self.language is None else self.language_weight * self.language.log_probability(before, number)


class Decoder(nn.Module, ABC):
    """Frames of a batch <-> numbers of the alphabet. Class 0 is no character: CTC's blank, or the end of the text."""

    @abstractmethod
    def loss(self, frames: Frames, targets: list[list[int]]) -> Tensor:
        """Mean negative log likelihood per character; scalar. Every target must be one that `can_spell` accepts."""

    @abstractmethod
    def read(self, frames: Frames) -> list[Spelling]:
        """The spelling that takes the likeliest at each step; one per line."""

    @abstractmethod
    def search(self, frames: Frames, beam: Beam, count: int = 1) -> list[list[Spelling]]:
        """Up to `count` spellings of each line, the likeliest first."""

    @abstractmethod
    def can_spell(self, target: list[int], frame_count: int) -> bool:
        """Whether so many frames are enough for the text."""

    @abstractmethod
    def grow(self, class_count: int) -> None:
        """Make room for new characters at the end of the alphabet; what was learned of the others is kept."""


def grown_output(old: nn.Linear, class_count: int) -> nn.Linear:
    """The layer with new classes at its end.

    They begin as an average letter with the bias of the rarest, so that they hardly ever win: with weights of chance
    around zero they would where everything else is unlikely, and the model would read worse than before it grew.
    """
    output = nn.Linear(old.in_features, class_count).to(old.weight.device)
    with torch.no_grad():
        output.weight.mul_(0.1)
        output.bias.zero_()
        if len(old.bias) > 1:
            output.weight += old.weight[1:].mean(dim=0)
            output.bias.fill_(float(old.bias[1:].min()))
        output.weight[: old.out_features] = old.weight
        output.bias[: old.out_features] = old.bias
    return output
