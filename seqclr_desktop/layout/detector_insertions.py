"""Words cut from a page's own lines and put where detectors miss them: between lines, and in margins.

Single figures, a word above the line it belongs to, and notes close to the text are a small share of any
collection and most of what is missed. Published pages hold too few of them to learn them from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image
from scipy import ndimage

from seqclr_desktop.layout.detector_augmentation import KnownPage
from seqclr_desktop.layout.detector_targets import TrueLine

_INK = 45  # of 255 in the darkness layer: darker than the rules of squared paper
_CROSSED = 0.1  # share of a word's ink that may cross ink already there: strokes of neighbours reach everywhere
_WORD_WIDTHS = (0.4, 5.0)  # in reaches above the baseline
_LEAST_HEIGHT = 0.4  # in reaches: dots and dashes are no words
_SIZES = (0.55, 1.0)  # of the letters they are cut from
_TRIES = 6  # places looked at for each word that is wanted


@dataclass(frozen=True)
class _Word:
    """`ink` (h, w) uint8 of a word, whose baseline lies `foot` rows below the top."""

    ink: np.ndarray
    foot: float
    above: float
    below: float


def with_insertions(page: KnownPage, count: int, rng: np.random.Generator) -> KnownPage:
    """The page with up to `count` words more, each a known line of its own; `page` stays as it is."""
    level = [line for line in page.lines if _is_level(line)]
    if not level or count < 1:
        return page
    layers, lines = page.layers.copy(), list(page.lines)
    for _ in range(count * _TRIES):
        word = _cut_word(page.layers[0], level[int(rng.integers(len(level)))], rng)
        host = level[int(rng.integers(len(level)))]
        if word is None:
            continue
        where = _between_lines(host, word, rng) if rng.random() < 0.4 else _beside(host, word, rng)
        written = _written(layers[0], word, where)
        if written is not None:
            lines.append(written)
        if len(lines) - len(page.lines) >= count:
            break
    return replace(page, layers=layers, lines=lines)


def _is_level(line: TrueLine) -> bool:
    way = line.baseline[-1] - line.baseline[0]
    return bool(way[0] > _WORD_WIDTHS[1] * line.above and abs(way[1]) < 0.1 * way[0])


def _cut_word(darkness: np.ndarray, line: TrueLine, rng: np.random.Generator) -> _Word | None:
    """A stretch of the line that ends in blanks where there are some near, without ink of the lines around it."""
    width = line.above * np.exp(rng.uniform(*np.log(_WORD_WIDTHS)))
    left = rng.uniform(line.baseline[0, 0], max(line.baseline[-1, 0] - width, line.baseline[0, 0] + 1))
    foot = float(np.interp(left + width / 2, *line.baseline.T))
    top, bottom = round(foot - line.above), round(foot + line.below)
    if top < 0 or bottom > darkness.shape[0]:
        return None
    band = darkness[top:bottom]
    start, end = (_emptiest(band, place, 0.4 * line.above) for place in (left, left + width))
    if end - start < 3:
        return None
    ink = _standing_on(band[:, start:end], foot - top, line.above)
    is_word = (ink > _INK).any(axis=1).sum() > _LEAST_HEIGHT * line.above
    return _resized(_Word(ink, foot - top, line.above, line.below), rng) if is_word else None


def _emptiest(band: np.ndarray, column: float, reach: float) -> int:
    """The column with the least ink within `reach` of another."""
    first = max(0, round(column - reach))
    columns = band[:, first : round(column + reach) + 1].sum(axis=0, dtype=float)
    return first + int(columns.argmin()) if columns.size else first


def _standing_on(ink: np.ndarray, foot: float, above: float) -> np.ndarray:
    """The strokes that reach the small letters' height; tails from above and heads from below are left out."""
    strokes, _ = ndimage.label(ink > _INK, np.ones((3, 3)))
    core = strokes[max(0, round(foot - 0.45 * above)) : round(foot + 0.1 * above) + 1]
    return np.asarray(np.where(ndimage.binary_dilation(np.isin(strokes, np.unique(core[core > 0]))), ink, 0))


def _resized(word: _Word, rng: np.random.Generator) -> _Word:
    share = float(rng.uniform(*_SIZES))
    size = max(2, round(word.ink.shape[1] * share)), max(3, round(word.ink.shape[0] * share))
    ink = np.asarray(Image.fromarray(word.ink).resize(size, Image.Resampling.BILINEAR), np.float32)
    strength = rng.uniform(0.6, 1.3)
    inked = np.clip(ink * strength, 0, 255).astype(np.uint8)
    return _Word(inked, word.foot * share, word.above * share, word.below * share)


def _between_lines(host: TrueLine, word: _Word, rng: np.random.Generator) -> tuple[float, float]:
    """Left end and baseline of a word above `host`, its feet in the gap to the line before."""
    left = rng.uniform(host.baseline[0, 0], max(host.baseline[-1, 0] - word.ink.shape[1], host.baseline[0, 0] + 1))
    return left, float(np.interp(left, *host.baseline.T)) - rng.uniform(0.5, 1.0) * host.above


def _beside(host: TrueLine, word: _Word, rng: np.random.Generator) -> tuple[float, float]:
    """Left end and baseline of a word before or behind `host`, close to it or farther out."""
    gap = host.above * np.exp(rng.uniform(np.log(0.5), np.log(4.0)))
    end = host.baseline[0] if rng.random() < 0.5 else host.baseline[-1]
    left = end[0] - gap - word.ink.shape[1] if end is host.baseline[0] else end[0] + gap
    return left, float(end[1]) + rng.normal(0, 0.4) * host.above


def _written(darkness: np.ndarray, word: _Word, where: tuple[float, float]) -> TrueLine | None:
    """Write the word into `darkness` where the paper is blank: its line, or None when there is no room."""
    left, baseline = round(where[0]), where[1]
    top = round(baseline - word.foot)
    height, width = word.ink.shape
    if left < 0 or top < 0 or left + width > darkness.shape[1] or top + height > darkness.shape[0]:
        return None
    target = darkness[top : top + height, left : left + width]
    strokes = word.ink > _INK
    if not strokes.any() or ((target > _INK) & strokes).sum() > _CROSSED * strokes.sum():
        return None
    np.maximum(target, word.ink, out=target)
    columns = np.flatnonzero(strokes.any(axis=0))
    ends = np.array([[left + columns[0], top + word.foot], [left + columns[-1] + 1, top + word.foot]], float)
    return TrueLine(ends, word.above, word.below)
