"""Attention: letter after letter, each time looking at the frames that matter for the next one.

Content attention with an LSTM cell (arXiv 2012.10873, section 3.5, after Baek et al., ICCV 2019; Bahdanau
et al., ICLR 2015). On lines the same letters return, so that content alone may jump; with
`place_channels` the attention also sees where it has looked so far (Chorowski et al., NIPS 2015).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from seqclr_desktop.model.ctc_decoder import CtcDecoder
from seqclr_desktop.model.decoder import Beam, Decoder, Spelling, grown_output
from seqclr_desktop.model.encoder import Frames
from seqclr_desktop.model.settings import DecoderSettings

EDGE = 0  # before the first letter and after the last
_LETTER_SIZE = 64
_PLACE_FRAMES = 31
_MOST_KEPT = 60_000_000  # numbers of all looks that are kept for the gradient: a quarter of a gigabyte


@dataclass(frozen=True)
class _Looked:
    """Frames made ready to be looked at: `features` (N, T, C), `keys` (N, T, A), `mask` (N, T)."""

    features: Tensor
    keys: Tensor
    mask: Tensor

    def rows(self, chosen: Tensor) -> _Looked:
        return _Looked(self.features[chosen], self.keys[chosen], self.mask[chosen])


@dataclass(frozen=True)
class _State:
    """`hidden`, `cell`: (N, A) of the LSTM; `looked`: (N, T) the sum of all looks so far."""

    hidden: Tensor
    cell: Tensor
    looked: Tensor

    def rows(self, chosen: Tensor) -> _State:
        return _State(self.hidden[chosen], self.cell[chosen], self.looked[chosen])


class AttentionDecoder(Decoder):
    """Class 0 is the edge of the text. Texts end by themselves, at the latest after a letter per frame."""

    def __init__(self, frame_size: int, class_count: int, settings: DecoderSettings, dropout: float = 0.3) -> None:
        super().__init__()
        self.settings = settings
        size = settings.cell_size
        self.dropout = nn.Dropout(dropout)
        self.keys = nn.Linear(frame_size, size)
        self.query = nn.Linear(size, size, bias=False)
        self.energy = nn.Linear(size, 1, bias=False)
        self.letters = nn.Embedding(class_count, _LETTER_SIZE)
        self.cell = nn.LSTMCell(frame_size + _LETTER_SIZE, size)
        self.output = nn.Linear(size + frame_size, class_count)
        channels = settings.place_channels
        self.place: nn.Conv1d | None = None
        if channels:
            self.place = nn.Conv1d(1, channels, _PLACE_FRAMES, padding=_PLACE_FRAMES // 2, bias=False)
            self.place_keys = nn.Linear(channels, size, bias=False)
        self.ctc = CtcDecoder(frame_size, class_count) if settings.ctc_auxiliary else None

    def forward(self, frames: Frames, targets: Tensor) -> Tensor:
        """Teacher forcing: log probabilities (N, L, classes) of each next letter, given `targets` (N, L) before it."""
        looked = self._ready(frames)
        state = self._beginning(looked)
        steps = []
        is_large = looked.keys.numel() * targets.shape[1] > _MOST_KEPT
        for place in range(targets.shape[1]):
            log_probs, state = self._step(looked, state, targets[:, place], forgets=is_large)
            steps.append(log_probs)
        return torch.stack(steps, dim=1)

    def loss(self, frames: Frames, targets: list[list[int]]) -> Tensor:
        device = frames.visual.device
        longest = max(len(target) for target in targets)
        given = torch.full((len(targets), longest + 1), EDGE)
        wanted = torch.full((len(targets), longest + 1), -1)
        for row, target in enumerate(targets):
            given[row, 1 : len(target) + 1] = torch.tensor(target).clamp(min=EDGE)  # ANYTHING is no letter
            wanted[row, : len(target) + 1] = torch.tensor([*target, EDGE])
        log_probs = self(frames, given.to(device))  # (N, L + 1, classes)
        loss = nn.functional.nll_loss(log_probs.flatten(0, 1), wanted.flatten().to(device), ignore_index=-1)
        if self.ctc is not None:
            fits = [row for row, target in enumerate(targets) if self.ctc.can_spell(target, int(frames.counts[row]))]
            if fits:
                beside = self.ctc.loss(frames.rows(fits), [targets[row] for row in fits])
                loss = loss + self.settings.ctc_auxiliary * beside
        return loss

    def read(self, frames: Frames) -> list[Spelling]:
        """A character's confidence is its probability given those before it."""
        looked = self._ready(frames)
        state = self._beginning(looked)
        count = looked.features.shape[0]
        letters = torch.full((count,), EDGE, device=looked.features.device)
        has_ended = torch.zeros(count, dtype=torch.bool, device=letters.device)
        numbers, values = [], []
        for place in range(looked.features.shape[1] + 1):
            log_probs, state = self._step(looked, state, letters)
            must_end = has_ended | (place >= frames.counts)
            letters = torch.where(must_end, EDGE, log_probs.argmax(dim=1))
            numbers.append(letters)
            values.append(torch.where(has_ended, 0.0, log_probs.gather(1, letters[:, None])[:, 0]))
            has_ended = has_ended | (letters == EDGE)
            if bool(has_ended.all()):
                break
        spelled, sure = torch.stack(numbers, dim=1).tolist(), torch.stack(values, dim=1).tolist()
        return [_spelling(row, probabilities) for row, probabilities in zip(spelled, sure, strict=True)]

    def search(self, frames: Frames, beam: Beam, count: int = 1) -> list[list[Spelling]]:
        looked = self._ready(frames)
        return [
            self._search_line(looked.rows(torch.tensor([row], device=looked.keys.device)), int(length), beam)[:count]
            for row, length in enumerate(frames.counts.tolist())
        ]

    def can_spell(self, target: list[int], frame_count: int) -> bool:
        return 0 < len(target) <= frame_count

    def grow(self, class_count: int) -> None:
        old = self.letters
        letters = nn.Embedding(class_count, _LETTER_SIZE).to(old.weight.device)
        with torch.no_grad():
            letters.weight[: old.num_embeddings] = old.weight
        self.letters = letters
        self.output = grown_output(self.output, class_count)
        if self.ctc is not None:
            self.ctc.grow(class_count)

    def _ready(self, frames: Frames) -> _Looked:
        features = self.dropout(frames.features)
        return _Looked(features, self.keys(features), frames.mask)

    def _beginning(self, looked: _Looked) -> _State:
        count, frames, size = looked.keys.shape
        nothing = looked.keys.new_zeros(count, size)
        return _State(nothing, nothing, looked.keys.new_zeros(count, frames))

    def _step(self, looked: _Looked, state: _State, letters: Tensor, *, forgets: bool = False) -> tuple[Tensor, _State]:
        """The log probabilities (N, classes) of what follows `letters` (N,).

        With `forgets` the look is computed again for the gradient: kept for each letter of a very long
        line, it would fill the memory.
        """
        if forgets and torch.is_grad_enabled():
            look = checkpoint(self._look, looked.keys, looked.mask, state.hidden, state.looked, use_reentrant=False)
        else:
            look = self._look(looked.keys, looked.mask, state.hidden, state.looked)
        glimpse = torch.einsum("nt,ntc->nc", look, looked.features)
        hidden, cell = self.cell(torch.cat([glimpse, self.letters(letters)], dim=1), (state.hidden, state.cell))
        scores = self.output(torch.cat([hidden, glimpse], dim=1))
        return scores.float().log_softmax(dim=1), _State(hidden, cell, state.looked + look)

    def _look(self, keys: Tensor, mask: Tensor, hidden: Tensor, looked: Tensor) -> Tensor:
        """(N, T) shares of attention."""
        seen = keys + self.query(hidden)[:, None]  # (N, T, A)
        if self.place is not None:
            seen = seen + self.place_keys(self.place(looked[:, None]).transpose(1, 2))
        energy: Tensor = self.energy(torch.tanh(seen))[..., 0].float()  # (N, T)
        return energy.masked_fill(~mask, -torch.inf).softmax(dim=1)

    def _search_line(self, looked: _Looked, longest: int, beam: Beam) -> list[Spelling]:
        """One line; what has ended is weighed by the mean over its letters, or short texts would always win."""
        device = looked.keys.device
        beginnings = [_Beginning((), (), 0.0)]
        state = self._beginning(looked)
        ended: list[_Beginning] = []
        for place in range(longest + 1):
            letters = torch.tensor([b.numbers[-1] if b.numbers else EDGE for b in beginnings], device=device)
            here = torch.zeros(len(beginnings), dtype=torch.long, device=device)
            log_probs, state = self._step(looked.rows(here), state, letters)
            allowed = log_probs[:, : EDGE + 1] if place == longest else log_probs
            best = allowed.topk(min(beam.width + 1, allowed.shape[1]), dim=1)
            found = [
                (row, beginnings[row].with_letter(number, value, beam.language_score(beginnings[row].numbers, number)))
                for row, (numbers, values) in enumerate(zip(best.indices.tolist(), best.values.tolist(), strict=True))
                for number, value in zip(numbers, values, strict=True)
            ]
            found.sort(key=lambda entry: -entry[1].score)
            ended += [beginning for _, beginning in found[: beam.width] if beginning.has_ended]
            going = [(row, beginning) for row, beginning in found if not beginning.has_ended][: beam.width]
            if len(ended) >= beam.width or not going:
                break
            state = state.rows(torch.tensor([row for row, _ in going], device=device))
            beginnings = [beginning for _, beginning in going]
        ended = ended or beginnings
        ended.sort(key=lambda beginning: -beginning.score / max(len(beginning.sure), 1))
        return [_spelling(list(b.numbers), list(b.sure)) for b in ended]


@dataclass(frozen=True)
class _Beginning:
    """A text begun: log probabilities of its letters, and the score with that of the language."""

    numbers: tuple[int, ...]
    sure: tuple[float, ...]
    score: float

    def with_letter(self, number: int, value: float, language: float) -> _Beginning:
        return _Beginning((*self.numbers, number), (*self.sure, value), self.score + value + language)

    @property
    def has_ended(self) -> bool:
        return bool(self.numbers) and self.numbers[-1] == EDGE


def _spelling(numbers: list[int], values: list[float]) -> Spelling:
    """The letters before the edge; the certainty that the text ends there belongs to the whole."""
    length = numbers.index(EDGE) if EDGE in numbers else len(numbers)
    probabilities = torch.tensor(values[:length]).exp().tolist()
    return Spelling(tuple(numbers[:length]), tuple(probabilities), sum(values[: length + 1]))
