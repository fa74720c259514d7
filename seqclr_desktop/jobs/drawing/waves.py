"""Smooth chance: numbers that wander along a line or over a sheet."""

from __future__ import annotations

import numpy as np
from scipy import ndimage


def wander(random: np.random.Generator, length: int, step: float) -> np.ndarray:
    """(length,) of unit deviation, smooth over about `step` pixels."""
    nodes = max(int(length / max(step, 1.0)) + 3, 4)
    places = np.linspace(0, nodes - 1.001, length)
    drawn: np.ndarray = ndimage.map_coordinates(random.normal(size=nodes), [places], order=3, mode="nearest")
    return drawn.astype(np.float32)


def clouds(random: np.random.Generator, height: int, width: int, step: float) -> np.ndarray:
    """(height, width) of about unit deviation, smooth over about `step` pixels both ways."""
    down, across = _between_nodes(height, step), _between_nodes(width, step)
    coarse = random.normal(size=(down.shape[1], across.shape[1])).astype(np.float32)
    drawn: np.ndarray = down @ coarse @ across.T
    return drawn


def _between_nodes(length: int, step: float) -> np.ndarray:
    """(length, nodes): how much of each node, `step` pixels apart, there is at each pixel."""
    nodes = np.arange(int(length / step) + 2)
    shares: np.ndarray = np.clip(1 - np.abs(np.arange(length)[:, None] / step - nodes), 0, 1).astype(np.float32)
    return shares
