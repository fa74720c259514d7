"""From a batch of lines to the windows that are contrasted: views, features, projection, pooling, choice."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.instance_mapping import WindowGrid, Windows, frame_places, inked_windows, pool_windows
from seqclr_desktop.model.line_batch import LineBatch
from seqclr_desktop.model.settings import WHOLE_LINES, FeatureKind, Mapping
from seqclr_desktop.training.augmentation import View, make_view
from seqclr_desktop.training.settings import PretrainSettings, ViewKind
from seqclr_desktop.training.word_augmentation import make_word_view

_LEAST_OF_WINDOW = 0.6  # share of a window's frames that a view must show
_LEAST_OF_ALL = 0.3
_MOST_PAIRS = 2560  # all windows of a batch of long lines, each with each, would fill the memory


@dataclass(frozen=True)
class Twins:
    """Windows that both views show: `first`, `second` (M, P), and of which line and place they are, (M,) each."""

    first: Tensor
    second: Tensor
    lines: Tensor
    places: Tensor


class WindowContrast:
    """The windows of one encoder and its head, by the settings of a pretraining."""

    def __init__(self, encoder: Encoder, projection: nn.Module, settings: PretrainSettings) -> None:
        self.encoder = encoder
        self.projection = projection
        self.settings = settings

    def twins(self, batch: LineBatch, generator: torch.Generator) -> Twins | None:
        """All windows that hold ink, or `_MOST_PAIRS` of them; None with fewer than two."""
        grid = self.grid(batch, generator)
        return self.twins_on(batch, grid, inked_windows(batch.images, grid, self.settings.least_ink), generator)

    def twins_on(self, batch: LineBatch, grid: WindowGrid, wanted: Tensor, generator: torch.Generator) -> Twins | None:
        """Those of the `wanted` (N, K) windows that both of two views show."""
        first, second = (self.windows(self.view(batch, generator), grid) for _ in range(2))
        chosen = (first.are_whole & second.are_whole & wanted).flatten().nonzero()[:, 0]
        if len(chosen) < 2:
            return None
        if len(chosen) > _MOST_PAIRS:
            drawn = torch.randperm(len(chosen), generator=generator)[:_MOST_PAIRS]
            chosen = chosen[drawn.to(chosen.device)]
        lines = torch.div(chosen, grid.count, rounding_mode="floor")
        vectors = [windows.vectors.flatten(0, 1)[chosen] for windows in (first, second)]
        return Twins(vectors[0], vectors[1], lines, chosen % grid.count)

    def grid(self, batch: LineBatch, generator: torch.Generator | None = None) -> WindowGrid:
        """Where the windows lie; windows of one width begin by chance, without `generator` at once."""
        settings = self.settings
        if settings.mapping in WHOLE_LINES:
            return WindowGrid.dividing(batch.widths_px, 1)
        if settings.mapping is Mapping.WINDOW_COUNT:
            return WindowGrid.dividing(batch.widths_px, settings.window_count)
        if settings.mapping is Mapping.FRAME:
            return WindowGrid.over(batch.images.shape[3], self.encoder.settings.frame_px, 0.0)
        window_px = settings.window_heights * self.encoder.settings.height_px
        offset_px = 0.0 if generator is None else float(torch.rand((), generator=generator)) * window_px
        return WindowGrid.over(batch.images.shape[3], window_px, offset_px)

    def view(self, batch: LineBatch, generator: torch.Generator) -> View:
        settings = self.settings
        if settings.views is ViewKind.WORDS:
            return make_word_view(batch, generator)
        return make_view(batch, settings.augmentation, generator, crop_share=settings.crop_share)

    def windows(self, view: View, grid: WindowGrid) -> Windows:
        """Features of a view, projected frame by frame and pooled; as SimCLR has it, pooled and projected."""
        settings = self.settings
        is_visual = settings.features is FeatureKind.VISUAL
        frames = self.encoder.visual(view.batch) if is_visual else self.encoder(view.batch)
        features = frames.of(settings.features)  # (N, T, C)
        is_projected_first = settings.mapping is not Mapping.PICTURE
        if is_projected_first:
            features = self.projection(features, frames.counts)  # (N, T, P)
        places = frame_places(view.source_x, frames, self.encoder.settings)
        least_share = _LEAST_OF_ALL if settings.mapping in WHOLE_LINES else _LEAST_OF_WINDOW
        windows = pool_windows(features, frames.mask, places, grid, self.encoder.settings.frame_px, least_share)
        if is_projected_first:
            return windows
        return replace(windows, vectors=self.projection(windows.vectors, torch.ones_like(frames.counts)))


def unchanged(batch: LineBatch) -> View:
    """The lines as they are."""
    columns = torch.arange(batch.images.shape[3], device=batch.images.device) + 0.5
    return View(batch, columns.expand(batch.line_count, -1))
