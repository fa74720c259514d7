"""How much of the letters is in the features already: small readers that learn on top of a frozen encoder.

A linear reader needs the letters where they stand; one with a BiLSTM may gather them from around. A large
gap between the two means that features say what is in the line, but not where. Only comparisons within one
training mean anything: the readers learn for a moment, on a few lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.ctc_decoder import CtcDecoder, ctc_loss, read_greedily
from seqclr_desktop.model.encoder import BothDirections, Encoder, Frames
from seqclr_desktop.model.line_batch import batches_by_width, make_batch
from seqclr_desktop.model.settings import FeatureKind
from seqclr_desktop.model.text_order import to_visual
from seqclr_desktop.training.error_rates import error_rates
from seqclr_desktop.training.lines import LabelledLines, seeded_generator, spread_over

LEAST_LINES = 12
_JUDGED_SHARE = 0.25
_BATCH_LINES = 8
_LINEAR_STEPS, _LINEAR_RATE = 120, 1e-2
_CONTEXT_STEPS, _CONTEXT_RATE, _CONTEXT_SIZE = 60, 5e-3, 48


@dataclass(frozen=True)
class ProbeResult:
    """On the lines that the small reader did not learn from: wrong letters (share) and CTC loss per character."""

    cer: float
    loss: float


class ProbeLines:
    """Labelled lines for the probes: every fourth is for judging."""

    def __init__(self, lines: LabelledLines, most_lines: int) -> None:
        chosen = spread_over(len(lines), most_lines)
        self.images = [lines.images.image(index) for index in chosen]
        visual = [to_visual(lines.texts[index], lines.directions[index]) for index in chosen]
        self.alphabet = Alphabet.of(visual)
        self.targets = [self.alphabet.encode(text) for text in visual]

    @property
    def are_enough(self) -> bool:
        return len(self.images) >= LEAST_LINES


class _ContextReader(nn.Module):
    """A BiLSTM before the linear layer."""

    def __init__(self, size: int, class_count: int) -> None:
        super().__init__()
        self.context = BothDirections(size, _CONTEXT_SIZE)
        self.output = CtcDecoder(2 * _CONTEXT_SIZE, class_count, dropout=0.0)

    def forward(self, frames: Frames) -> Tensor:
        log_probs: Tensor = self.output(Frames(self.context(frames.visual, frames.counts), None, frames.counts))
        return log_probs


def probe(
    encoder: Encoder, features: FeatureKind, lines: ProbeLines, seed: int
) -> Iterator[tuple[ProbeResult, ProbeResult] | None]:
    """Yields None while it works, at the end the results of the linear reader and of the one with a BiLSTM."""
    batches = []
    for indices in batches_by_width([image.shape[1] for image in lines.images], _BATCH_LINES):
        batches.append(_frozen(encoder, features, [lines.images[index] for index in indices]))
        yield None
    order = [index for batch in batches_by_width([i.shape[1] for i in lines.images], _BATCH_LINES) for index in batch]
    frames = [frame for batch in batches for frame in batch]
    judged_every = round(1 / _JUDGED_SHARE)
    labelled = [(frame, lines.targets[index]) for frame, index in zip(frames, order, strict=True)]
    judged = labelled[judged_every // 2 :: judged_every]
    learned = [entry for place, entry in enumerate(labelled) if place % judged_every != judged_every // 2]
    size, classes = encoder.settings.size_of(features), lines.alphabet.class_count
    generator = seeded_generator(seed, 0)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        linear = CtcDecoder(size, classes, dropout=0.0)
        context = _ContextReader(size, classes)
    yield from _taught(linear, learned, _LINEAR_STEPS, _LINEAR_RATE, generator)
    yield from _taught(context, learned, _CONTEXT_STEPS, _CONTEXT_RATE, generator)
    yield _judged(linear, judged, lines.alphabet), _judged(context, judged, lines.alphabet)


_Labelled = tuple[Tensor, list[int]]  # frames (T, C) of a line and its numbers


@torch.no_grad()
def _frozen(encoder: Encoder, features: FeatureKind, images: Sequence[np.ndarray]) -> list[Tensor]:
    """Features of each line, on the processor."""
    batch = make_batch(images).to(next(encoder.parameters()).device)
    frames = encoder.visual(batch) if features is FeatureKind.VISUAL else encoder(batch)
    rows = frames.of(features).float().cpu()
    return [row[:count] for row, count in zip(rows, frames.counts.tolist(), strict=True)]


def _taught(
    reader: nn.Module, lines: Sequence[_Labelled], steps: int, rate: float, generator: torch.Generator
) -> Iterator[None]:
    optimizer = torch.optim.Adam(reader.parameters(), lr=rate)
    for _ in range(steps):
        chosen = torch.randperm(len(lines), generator=generator)[:_BATCH_LINES].tolist()
        frames, targets = _batched([lines[index] for index in chosen])
        if targets:
            loss = ctc_loss(reader(frames), frames.counts, targets)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
        yield None


def _batched(lines: Sequence[_Labelled]) -> tuple[Frames, list[list[int]]]:
    """Those lines whose frames have room for their text."""
    fitting = [(row, target) for row, target in lines if len(row) >= 2 * len(target) > 0]
    if not fitting:
        return Frames(torch.zeros(0, 1, 1), None, torch.zeros(0, dtype=torch.long)), []
    padded = nn.utils.rnn.pad_sequence([row for row, _ in fitting], batch_first=True)
    counts = torch.tensor([len(row) for row, _ in fitting])
    return Frames(padded, None, counts), [target for _, target in fitting]


@torch.no_grad()
def _judged(reader: nn.Module, lines: Sequence[_Labelled], alphabet: Alphabet) -> ProbeResult:
    frames, targets = _batched(lines)
    if not targets:
        return ProbeResult(1.0, float("inf"))
    log_probs = reader(frames)
    readings = read_greedily(log_probs, frames.counts)
    pairs = [
        (alphabet.decode(target), alphabet.decode(reading.numbers))
        for target, reading in zip(targets, readings, strict=True)
    ]
    return ProbeResult(error_rates(pairs).cer, float(ctc_loss(log_probs, frames.counts, targets)))
