"""Finding lines with the bundled network: it draws maps of baselines and line ends, tracing does the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage

from seqclr_desktop.document import Direction, Line
from seqclr_desktop.layout.baseline_tracing import TracedLine, TracingRules, trace_baselines
from seqclr_desktop.layout.detector_input import as_network_input, detector_layers
from seqclr_desktop.layout.detector_weights import load_detector
from seqclr_desktop.layout.ink import InkMap, ReducedPage
from seqclr_desktop.layout.line_building import arranged, build_lines
from seqclr_desktop.layout.line_outlines import Reach
from seqclr_desktop.layout.segmenter import FoundLayout
from seqclr_desktop.layout.single_line import is_one_line, one_line
from seqclr_desktop.layout.turned_lines import QUARTER_TURNS, ink_outside, is_sure, is_worth_turning

if TYPE_CHECKING:
    from seqclr_desktop.layout.detector import LineDetector

_STRIP_HEIGHT, _STRIP_OVERLAP, _WIDTH_STEP = 640, 64, 128  # pixels of the reduced page; multiples of 16
_LEAST_REACH_PX = 3.0
_CLEAR = 0.33  # mean chance that a short line needs
_PARTING = 0.5  # chance of a line end above which a line is cut, as between columns


@dataclass(frozen=True)
class DetectorMaps:
    """Answers of the network at half the size of the reduced page: chances (h, w) 0–1, reaches (h, w) in map pixels."""

    baseline: np.ndarray
    ends: np.ndarray
    above: np.ndarray
    below: np.ndarray


class LearnedSegmenter:
    """Lines by the line detector. Loads its weights at the first page and keeps them."""

    name = "learned"

    def __init__(self, weights_path: Path, direction: Direction = Direction.LEFT_TO_RIGHT) -> None:
        self._weights_path = weights_path
        self._direction = direction
        self._network: LineDetector | None = None

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        """The lines of `grey` (H, W) uint8. Raises ModelError when the weights cannot be read."""
        reduced = ReducedPage.of(grey)
        page = reduced.ink()
        if not page.ink.any():
            return FoundLayout()
        if self._network is None:
            self._network = load_detector(self._weights_path)
        layers = detector_layers(reduced)
        traced, reaches = lines_of_maps(ask_detector(self._network, layers))
        lines = build_lines(page, traced, reaches, self._direction)
        turned = self._turned_lines(self._network, page, layers, lines)
        found = arranged(lines, self._direction, turned)
        return one_line(grey, found, self._direction) if is_one_line(grey, found) else found

    def _turned_lines(
        self, network: LineDetector, page: InkMap, layers: np.ndarray, lines: Sequence[Line]
    ) -> list[Line]:
        """Lines written at 90 degrees, looked for when much ink belongs to no line."""
        if not is_worth_turning(page.ink, ink_outside(page, lines)):
            return []
        answers = [(turn, *lines_of_maps(ask_detector(network, turn.layers(layers)))) for turn in QUARTER_TURNS]
        # Writing upside down looks like faint writing: the turn with the clearer lines is asked first.
        answers.sort(key=lambda answer: -sum(line.strength * line.length for line in answer[1]))
        found: list[Line] = []
        for turn, traced, reaches in answers:
            sideways = turn.ink_map(page, ink_outside(page, [*lines, *found]))
            sure = [index for index, line in enumerate(traced) if is_sure(line, reaches[index], sideways.ink)]
            chosen = [traced[index] for index in sure], [reaches[index] for index in sure]
            found += [turn.back(line, page) for line in build_lines(sideways, *chosen, self._direction)]
        return found


def ask_detector(network: LineDetector, layers: np.ndarray) -> DetectorMaps:
    """The network's maps for a page's layers (2, h, w) uint8, made in strips.

    Torch keeps buffers for every size of picture it has met; strips of few sizes keep memory bounded
    over a folder of pages that all differ a little.
    """
    from seqclr_desktop.layout.detector import STRIDE

    _, height, width = layers.shape
    padded = np.pad(layers, ((0, 0), (0, 0), (0, -width % _WIDTH_STEP)), mode="edge")
    answer = np.empty((5, -(-height // STRIDE), padded.shape[2] // STRIDE), np.float32)
    step, shared = _STRIP_HEIGHT - _STRIP_OVERLAP, _STRIP_OVERLAP // 2
    for top in range(0, max(height - _STRIP_OVERLAP, 1), step):
        strip = padded[:, top : top + _STRIP_HEIGHT]
        strip = np.pad(strip, ((0, 0), (0, _STRIP_HEIGHT - strip.shape[1]), (0, 0)), mode="edge")
        begin = shared if top else 0
        target = answer[:, (top + begin) // STRIDE : (top + _STRIP_HEIGHT) // STRIDE]
        target[:] = _answers(network, strip)[:, begin // STRIDE :][:, : target.shape[1]]
    baseline, ends, _, above, below = answer[:, :, : -(-width // STRIDE)]
    return DetectorMaps(baseline, ends, above, below)


def _answers(network: LineDetector, layers: np.ndarray) -> np.ndarray:
    """Chances and reaches (5, h/2, w/2) for layers (2, h, w) whose sides are multiples of 16."""
    import torch

    from seqclr_desktop.layout.detector import ABOVE, REACH_UNIT_PX, STRIDE

    with torch.inference_mode():
        batch = torch.from_numpy(as_network_input(layers))[None].to(memory_format=torch.channels_last)
        answer = network(batch)[0]  # (5, h/2, w/2)
        answer[:ABOVE] = answer[:ABOVE].sigmoid()
        answer[ABOVE:] = answer[ABOVE:].clamp(-4, 4).exp2() * (REACH_UNIT_PX / STRIDE)
        return np.asarray(answer.numpy())


def lines_of_maps(maps: DetectorMaps) -> tuple[list[TracedLine], list[Reach]]:
    """Baselines and reaches in pixels of the reduced page, from maps of half its size."""
    on_lines = maps.baseline > 0.4
    if not on_lines.any():
        return [], []
    above = float(np.median(maps.above[on_lines]))
    spacing = max(1.25 * above, 3.0)
    apart = maps.ends > _PARTING
    score = np.where(apart, 0, ndimage.gaussian_filter(maps.baseline, (0.5, 1.0)))
    rules = TracingRules(
        spacing=spacing,
        low=0.12,
        high=0.3,
        gap=0.8 * spacing,
        shortest=0.4 * spacing,
        peak_reach=max(1.0, 0.25 * spacing),
    )
    traced = [line for line in trace_baselines(score, rules, apart) if _is_clear(line, spacing)]
    reaches = _reaches(maps, traced)
    return [_enlarged(line) for line in traced], reaches


def _is_clear(line: TracedLine, spacing: float) -> bool:
    """Short faint pieces are stains and ruled lines; a long faint line is faint writing."""
    return line.length >= 1.5 * spacing or line.strength >= _CLEAR


def _reaches(maps: DetectorMaps, traced: Sequence[TracedLine]) -> list[Reach]:
    """The reach of each line's letters in pixels of the reduced page; odd ones drawn towards the page's."""
    if not traced:
        return []
    own = np.array([(_along(maps.above, line), _along(maps.below, line)) for line in traced])
    usual = np.median(own, axis=0)
    kept = np.clip(own, 0.6 * usual, 1.8 * usual) * 2
    return [Reach(max(above, _LEAST_REACH_PX), max(below, _LEAST_REACH_PX / 2)) for above, below in kept.tolist()]


def _along(values: np.ndarray, line: TracedLine) -> float:
    x, y = line.points.round().astype(int).T
    return float(np.median(values[y.clip(0, values.shape[0] - 1), x.clip(0, values.shape[1] - 1)]))


def _enlarged(line: TracedLine) -> TracedLine:
    """From pixels of the maps to those of the reduced page, a point a column again."""
    points = line.points * 2 + 0.5
    columns = np.arange(np.ceil(points[0, 0]), np.floor(points[-1, 0]) + 1)
    rows = np.interp(columns, points[:, 0], ndimage.gaussian_filter1d(points[:, 1], 2, mode="nearest"))
    return TracedLine(np.stack([columns, rows], axis=1), line.strength)
