"""Makes the pairs that the gallery shows. Call it away from the window's thread: it loads PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from seqclr_desktop.training.shown_views import ViewPair
from seqclr_desktop.ui.torch_loading import load_torch_libraries

LINES_SHOWN = 5


class GalleryMaker:
    """Views of lines of one collection. One thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: tuple[int, list[tuple[int, np.ndarray]]] | None = None

    def pairs(self, ranges: Mapping[str, float], which_lines: int, which_views: int) -> list[ViewPair]:
        """Views drawn by these ranges; other numbers show other lines, and other views of them."""
        load_torch_libraries()
        from seqclr_desktop.jobs.chosen_views import with_ranges
        from seqclr_desktop.jobs.gallery_lines import gallery_lines
        from seqclr_desktop.model.settings import EncoderSettings
        from seqclr_desktop.training.settings import PretrainSettings
        from seqclr_desktop.training.view_pairs import view_pairs

        encoder = EncoderSettings()
        if self._lines is None or self._lines[0] != which_lines:
            lines = gallery_lines(self._folder, encoder.height_px, LINES_SHOWN, which_lines)
            self._lines = (which_lines, lines)
        return view_pairs(self._lines[1], with_ranges(PretrainSettings(), ranges), encoder, which_views)
