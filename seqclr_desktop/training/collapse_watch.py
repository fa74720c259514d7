"""Does pretraining learn letters, or something that is easier: the place in the line, the line, nothing?

A few lines are looked at again and again with the same random views. What is measured, and what it means when
it goes wrong, is told in `progress_record.PretrainCheck`.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import torch
from torch import Tensor

from seqclr_desktop.model.instance_mapping import WindowGrid, inked_windows
from seqclr_desktop.model.line_batch import LineBatch, make_batch
from seqclr_desktop.model.settings import FeatureKind
from seqclr_desktop.training.lines import LineImages, seeded_generator, spread_over
from seqclr_desktop.training.probes import ProbeLines, ProbeResult, probe
from seqclr_desktop.training.progress_record import Anchor, Finding, WindowPlace
from seqclr_desktop.training.window_contrast import Twins, WindowContrast, unchanged

_LINES = 16
_ANCHORS = 10
_NEAREST = 4
_WIDEST_HEIGHTS = 50
_WATCH_SEED = 77


@dataclass(frozen=True)
class Measures:
    """See `progress_record.PretrainCheck`."""

    retrieval_in_line: float | None = None
    retrieval_elsewhere: float | None = None
    spread: float | None = None
    effective_rank: float | None = None
    dimension_count: int = 0
    place_retrieval: float | None = None
    place_chance: float | None = None
    anchors: tuple[Anchor, ...] = ()
    linear: ProbeResult | None = None
    context: ProbeResult | None = None

    @classmethod
    def of_probe(cls, probe: ProbeResult) -> Measures:
        """All that a resumed training needs to know of its beginning."""
        return cls(linear=probe)

    @property
    def best_probe(self) -> ProbeResult | None:
        """That of the two small readers that got further: on few lines the one with a BiLSTM may not have begun."""
        return min((p for p in (self.linear, self.context) if p is not None), key=lambda p: p.loss, default=None)


class CollapseWatch:
    """Looks at a training from the side; draws its own random numbers and changes no weights."""

    def __init__(self, contrast: WindowContrast, images: LineImages, probes: ProbeLines | None, device: torch.device):
        self._contrast = contrast
        self._probes = probes if probes is not None and probes.are_enough else None
        chosen = spread_over(len(images), _LINES)
        self._line_ids = [images.line_id(index) for index in chosen]
        self._widths = [images.width_px(index) for index in chosen]
        widest = _WIDEST_HEIGHTS * contrast.encoder.settings.height_px
        self._strips = [images.image(index)[:, :widest] for index in chosen]
        self._device = device

    def look(self) -> Generator[Measures | None, None, None]:
        """Yields None while it works, then the measures."""
        encoder = self._contrast.encoder
        was_training = encoder.training
        encoder.eval()
        try:
            with torch.no_grad():
                batch = make_batch(self._strips).to(self._device)
                generator = seeded_generator(_WATCH_SEED, 0)
                twins = self._contrast.twins(batch, generator)
                yield None
                blank = self._blank_twins(batch, generator)
                yield None
                anchors = self._anchors(batch)
                yield None
            probed: tuple[ProbeResult, ProbeResult] | None = None
            if self._probes is not None:
                for result in probe(encoder, self._probed_features, self._probes, _WATCH_SEED):
                    probed = result
                    yield None
            yield _measures(twins, blank, anchors, probed)
        finally:
            encoder.train(was_training)

    @property
    def _probed_features(self) -> FeatureKind:
        """The last features that the tasks teach."""
        settings = self._contrast.settings
        has_context = bool(self._contrast.encoder.settings.context_layers)
        reaches = settings.features is FeatureKind.CONTEXTUAL or settings.masked_weight > 0
        return FeatureKind.CONTEXTUAL if has_context and reaches else FeatureKind.VISUAL

    def _blank_twins(self, batch: LineBatch, generator: torch.Generator) -> Twins | None:
        """Windows of lines on which nothing is written: only their place can tell them apart."""
        paper = LineBatch(torch.zeros_like(batch.images), batch.widths_px)
        grid = self._contrast.grid(paper, generator)
        everywhere = torch.ones(batch.line_count, grid.count, dtype=torch.bool, device=self._device)
        return self._contrast.twins_on(paper, grid, everywhere, generator)

    def _anchors(self, batch: LineBatch) -> tuple[Anchor, ...]:
        """Ten windows of different lines, and those of other lines that are most like them."""
        grid = self._contrast.grid(batch)
        windows = self._contrast.windows(unchanged(batch), grid)
        usable = windows.are_whole & inked_windows(batch.images, grid, self._contrast.settings.least_ink)
        found = usable.nonzero()  # (M, 2) line, place
        if len(found) < 2:
            return ()
        unit = torch.nn.functional.normalize(windows.vectors[usable].float(), dim=1)  # (M, P)
        likeness = unit @ unit.T
        likeness = likeness.masked_fill(found[:, :1] == found[:, 0][None, :], -2.0)
        anchors = []
        for place in range(min(_ANCHORS, len(found))):
            row = (2 * place + 1) * len(found) // (2 * min(_ANCHORS, len(found)))
            best = likeness[row].topk(min(_NEAREST, len(found)))
            nearest = [
                self._place(found[i], grid) for i, value in zip(best.indices, best.values, strict=True) if value > -2
            ]
            anchors.append(Anchor(self._place(found[row], grid), tuple(nearest)))
        return tuple(anchors)

    def _place(self, window: Tensor, grid: WindowGrid) -> WindowPlace:
        line, number = window.tolist()
        width_px = float(grid.window_px[line, 0]) if isinstance(grid.window_px, Tensor) else grid.window_px
        start, end = (grid.offset_px + (number + more) * width_px for more in (0, 1))
        whole = self._widths[line]
        return WindowPlace(self._line_ids[line], round(start / whole, 4), round(min(end / whole, 1.0), 4))


def _measures(
    twins: Twins | None,
    blank: Twins | None,
    anchors: tuple[Anchor, ...],
    probed: tuple[ProbeResult, ProbeResult] | None,
) -> Measures:
    in_line = elsewhere = spread = rank = None
    dimensions = 0
    if twins is not None:
        in_line = _found_in_line(twins)[0]
        elsewhere = _found_elsewhere(twins)
        spread, rank = spread_and_rank(torch.cat([twins.first, twins.second]))
        dimensions = twins.first.shape[1]
    place, chance = (None, None) if blank is None else _found_in_line(blank)
    linear, context = probed or (None, None)
    return Measures(in_line, elsewhere, spread, rank, dimensions, place, chance, anchors, linear, context)


def spread_and_rank(vectors: Tensor) -> tuple[float, float]:
    """How wide unit vectors (M, P) are spread, and over how many dimensions.

    Spread is the deviation per dimension times the root of their number: 1 when they point everywhere, 0
    when all are one. The effective rank is e to the entropy of the covariance's spectrum (Roy and
    Vetterli, 2007).
    """
    unit = torch.nn.functional.normalize(vectors.cpu().double(), dim=1)  # Apple's graphics know no float64
    centred = unit - unit.mean(dim=0)
    spread = float(centred.square().sum(dim=1).mean().sqrt())
    spectrum = torch.linalg.svdvals(centred).square()
    if float(spectrum.sum()) < 1e-9:
        return spread, 1.0
    shares = spectrum / spectrum.sum()
    entropy = -(shares * shares.clamp(min=1e-12).log()).sum()
    return spread, float(entropy.exp())


def _likeness(twins: Twins) -> Tensor:
    first = torch.nn.functional.normalize(twins.first.float(), dim=1)
    second = torch.nn.functional.normalize(twins.second.float(), dim=1)
    return first @ second.T  # (M, M)


def _found_in_line(twins: Twins) -> tuple[float | None, float | None]:
    """Share of windows nearest to their twin among the windows of their own line, and what guessing gives."""
    is_same = twins.lines[:, None] == twins.lines[None, :]
    candidates = is_same.sum(dim=1)
    counted = candidates > 1
    if not bool(counted.any()):
        return None, None
    likeness = _likeness(twins).masked_fill(~is_same, -2.0)
    return _share_of_hits(likeness, counted), float((1 / candidates[counted].float()).mean())


def _found_elsewhere(twins: Twins) -> float | None:
    """The same among the windows of all other lines."""
    is_other = twins.lines[:, None] != twins.lines[None, :]
    allowed = is_other | torch.eye(len(twins.lines), dtype=torch.bool, device=is_other.device)
    counted = allowed.sum(dim=1) > 1
    if not bool(counted.any()):
        return None
    return _share_of_hits(_likeness(twins).masked_fill(~allowed, -2.0), counted)


def _share_of_hits(likeness: Tensor, counted: Tensor) -> float:
    """Ties count as a guess among the tied, so that equal vectors do not look like success."""
    own = likeness.diagonal()[:, None]
    ties = (likeness >= own - 1e-6).sum(dim=1)
    is_best = (likeness > own + 1e-6).sum(dim=1) == 0
    return float((is_best.float() / ties)[counted].mean())


def findings(
    now: Measures, begun: Measures | None, loss: float | None, chance_loss: float | None, fraction: float
) -> tuple[Finding, ...]:
    """What is wrong, the gravest first. `begun` are the measures before anything was learned."""
    found: list[Finding] = []
    rank = now.effective_rank
    if now.spread is not None and rank is not None and (now.spread < 0.1 or rank < 2.5):
        found.append(Finding.COLLAPSED)
    if now.place_retrieval is not None and now.place_chance is not None:
        is_found = now.place_retrieval > 0.4 and now.place_retrieval > 3 * now.place_chance
        found += [Finding.PLACE] if is_found else []
    if now.retrieval_in_line is not None and now.retrieval_elsewhere is not None:
        is_line = now.retrieval_elsewhere > 0.5 and now.retrieval_in_line < 0.5 * now.retrieval_elsewhere
        found += [Finding.LINE] if is_line else []
    if loss is not None and chance_loss is not None and fraction > 0.25 and loss > 0.95 * chance_loss:
        found.append(Finding.GUESSING)
    probed, before = now.best_probe, begun.best_probe if begun is not None else None
    if probed is not None and before is not None and fraction > 0.25 and probed.loss > 0.98 * before.loss:
        found.append(Finding.NO_GAIN)
    return tuple(found)
