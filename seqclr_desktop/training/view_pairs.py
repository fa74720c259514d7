"""What pretraining contrasts, made to be looked at: two views of a line with the windows both of them show.

The very code of the training makes them (`window_contrast`), on the line images it would get; the encoder is
a fresh one, because which windows are contrasted does not depend on what it has learned.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.instance_mapping import WindowGrid, inked_windows
from seqclr_desktop.model.line_batch import make_batch
from seqclr_desktop.model.projection import NoProjection
from seqclr_desktop.model.settings import EncoderSettings
from seqclr_desktop.training.augmentation import View
from seqclr_desktop.training.lines import seeded_generator
from seqclr_desktop.training.settings import PretrainSettings
from seqclr_desktop.training.shown_views import ShownView, ShownWindow, ViewPair
from seqclr_desktop.training.window_contrast import WindowContrast


@torch.no_grad()
def view_pairs(
    lines: Sequence[tuple[int, np.ndarray]], settings: PretrainSettings, encoder: EncoderSettings, seed: int
) -> list[ViewPair]:
    """A pair for each (line id, line image) as the settings would make it; another `seed` draws other views."""
    if not lines:
        return []
    contrast = WindowContrast(Encoder(encoder).eval(), NoProjection(), settings)
    generator = seeded_generator(seed, 0)
    batch = make_batch([image for _, image in lines])
    grid = contrast.grid(batch, generator)
    has_ink = inked_windows(batch.images, grid, settings.least_ink)  # (N, K)
    views = [contrast.view(batch, generator) for _ in range(2)]
    first, second = (contrast.windows(view, grid).are_whole for view in views)
    shown = [_shown(view, grid) for view in views]
    return [
        ViewPair(
            line_id,
            shown[0][row],
            shown[1][row],
            _numbers(first[row] & second[row] & has_ink[row]),
            _numbers(~has_ink[row]),
        )
        for row, (line_id, _) in enumerate(lines)
    ]


def _shown(view: View, grid: WindowGrid) -> list[ShownView]:
    """The windows of the original lines found again in the columns of a view, line by line."""
    numbers = grid.number_of(view.source_x)  # (N, W)
    images = (view.batch.images[:, 0] * 255).round().to(torch.uint8)
    return [
        ShownView(images[row, :, :width].numpy(), _windows(numbers[row, :width]))
        for row, width in enumerate(view.batch.widths_px.tolist())
    ]


def _windows(numbers: Tensor) -> tuple[ShownWindow, ...]:
    """Columns come from left to right in a view as in its line, so each window is one stretch."""
    columns = numbers.numpy()
    return tuple(
        ShownWindow(int(number), int(places[0]), int(places[-1]) + 1)
        for number in np.unique(columns[columns >= 0])
        for places in [np.flatnonzero(columns == number)]
    )


def _numbers(chosen: Tensor) -> frozenset[int]:
    return frozenset(chosen.nonzero()[:, 0].tolist())
