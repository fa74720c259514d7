"""Along which way of its baseline the letters of a line stand upright: what crops and readers begin with."""

from __future__ import annotations

from collections.abc import Sequence

from seqclr_desktop.geometry import Point, resample

_HANGING_SHARE = 0.1  # of the outline's height: so far its middle lies below the baseline of writing on its head


def letters_upright(baseline: Sequence[Point], polygon: Sequence[Point]) -> list[Point]:
    """Baselines are drawn in either direction; an upright one (90 degrees) keeps the one it was drawn in.

    So does one from right to left whose outline hangs below it: that is writing on its head.
    """
    dx, dy = baseline[-1][0] - baseline[0][0], baseline[-1][1] - baseline[0][1]
    if dx >= 0 or abs(dx) < abs(dy) or _hangs_below(baseline, polygon):
        return list(baseline)
    return list(baseline[::-1])


def _hangs_below(baseline: Sequence[Point], polygon: Sequence[Point]) -> bool:
    if len(polygon) < 3:
        return False
    levels = resample([*polygon, polygon[0]], 64)[:, 1]
    middle = float(resample(baseline, 16)[:, 1].mean())
    return float(levels.mean()) - middle > _HANGING_SHARE * float(levels.max() - levels.min())
