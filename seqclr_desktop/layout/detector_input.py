"""What the line detector sees of a page: darkness against the paper, and the paper's own brightness."""

from __future__ import annotations

import numpy as np

from seqclr_desktop.layout.ink import ReducedPage

FULL_INK = 128  # value of usual ink in the darkness layer; darker ink goes on to 255


def detector_layers(page: ReducedPage) -> np.ndarray:
    """The two layers (2, h, w) uint8 of a reduced page.

    Darkness is stretched so that the page's usual ink becomes `FULL_INK`, pale pencil like black ink.
    """
    darkness = page.darkness
    written = darkness[darkness > max(0.05, 2 * float(np.median(darkness)))]
    usual = float(np.percentile(written, 75)) if written.size > 30 else 0.3
    layers = np.stack([darkness * (FULL_INK / max(usual, 0.06)), page.paper])
    return np.asarray(np.clip(layers, 0, 255).round(), np.uint8)


def as_network_input(layers: np.ndarray) -> np.ndarray:
    """Layers (2, h, w) uint8 as float32 around zero: darkness 0–2, paper -0.7–0.3."""
    values = layers.astype(np.float32)
    return np.stack([values[0] / FULL_INK, values[1] / 255 - 0.7])
