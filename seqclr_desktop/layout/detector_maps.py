"""Asking the network: a page of any size, whole or in part, in strips of few sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from seqclr_desktop.layout.detector_input import as_network_input

if TYPE_CHECKING:
    from seqclr_desktop.layout.detector import LineDetector

_STRIP_HEIGHT, _STRIP_OVERLAP, _SIZE_STEP = 640, 64, 128  # pixels of the reduced page; multiples of 16


@dataclass(frozen=True)
class DetectorMaps:
    """Answers of the network at half the size of the reduced page: chances (h, w) 0–1, reaches (h, w) in map pixels."""

    baseline: np.ndarray
    ends: np.ndarray
    above: np.ndarray
    below: np.ndarray


def ask_detector(network: LineDetector, layers: np.ndarray, part: tuple[slice, slice] | None = None) -> DetectorMaps:
    """The network's maps for a page's layers (2, h, w) uint8; outside `part` (rows, columns) they are empty.

    They are made in strips: torch keeps buffers for every size of picture it has met, and strips of few
    sizes keep memory bounded over a folder of pages that all differ a little.
    """
    from seqclr_desktop.layout.detector import STRIDE

    height, width = layers.shape[1:]
    answer = np.zeros((5, -(-height // STRIDE), -(-width // STRIDE)), np.float32)
    rows, columns = part or (slice(0, height), slice(0, width))
    top, left = rows.start // STRIDE * STRIDE, columns.start // STRIDE * STRIDE
    found = _in_strips(network, layers[:, top : rows.stop, left : columns.stop])
    target = answer[:, top // STRIDE :, left // STRIDE :][:, : found.shape[1], : found.shape[2]]
    target[:] = found
    baseline, ends, _, above, below = answer
    return DetectorMaps(baseline, ends, above, below)


def _in_strips(network: LineDetector, layers: np.ndarray) -> np.ndarray:
    """Chances and reaches (5, h/2, w/2) for layers (2, h, w) of any size."""
    from seqclr_desktop.layout.detector import STRIDE

    _, height, width = layers.shape
    strip_height = min(_STRIP_HEIGHT, -(-height // _SIZE_STEP) * _SIZE_STEP)
    padded = np.pad(layers, ((0, 0), (0, 0), (0, -width % _SIZE_STEP)), mode="edge")
    answer = np.empty((5, -(-height // STRIDE), padded.shape[2] // STRIDE), np.float32)
    step, shared = strip_height - _STRIP_OVERLAP, _STRIP_OVERLAP // 2
    for top in range(0, max(height - _STRIP_OVERLAP, 1), step):
        strip = padded[:, top : top + strip_height]
        strip = np.pad(strip, ((0, 0), (0, strip_height - strip.shape[1]), (0, 0)), mode="edge")
        begin = shared if top else 0
        target = answer[:, (top + begin) // STRIDE : (top + strip_height) // STRIDE]
        target[:] = _answers(network, strip)[:, begin // STRIDE :][:, : target.shape[1]]
    return answer[:, :, : -(-width // STRIDE)]


def _answers(network: LineDetector, layers: np.ndarray) -> np.ndarray:
    """Chances and reaches (5, h/2, w/2) for layers (2, h, w) whose sides are multiples of 16."""
    import torch

    from seqclr_desktop.layout.detector import ABOVE, BODY, REACH_UNIT_PX, STRIDE

    with torch.inference_mode():
        batch = torch.from_numpy(as_network_input(layers))[None].to(memory_format=torch.channels_last)
        answer = network(batch)[0]  # (5, h/2, w/2)
        answer[:BODY].sigmoid_()
        answer[ABOVE:] = answer[ABOVE:].clamp(-4, 4).exp2() * (REACH_UNIT_PX / STRIDE)
        return np.asarray(answer.numpy())
