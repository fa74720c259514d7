"""Lines of words on a small page, with chances of ends where a test draws them."""

from __future__ import annotations

import numpy as np

from seqclr_desktop.document import Direction
from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.detector_maps import DetectorMaps
from seqclr_desktop.layout.level_gaps import Level

SPACING, WIDTH, HEIGHT = 30, 600, 400
BLANK_PX, WORD_PX = 9, 60  # between words, and a word


class DrawnLevels:
    """A page of 600 x 400 pixels. No baseline is seen in its maps beyond what the lines say."""

    def __init__(self) -> None:
        self.lines: list[TracedLine] = []
        self.ink = np.zeros((HEIGHT, WIDTH), np.float32)
        self.ends = np.zeros((HEIGHT // 2, WIDTH // 2), np.float32)

    def write(self, y: int, *stretches: tuple[int, int]) -> None:
        """A traced line over all `stretches` (left, right), each of them full of words."""
        for left, right in stretches:
            for begin in range(left, right, WORD_PX + BLANK_PX):
                self.ink[y - 10 : y, begin : min(begin + WORD_PX, right)] = 1
        x = np.arange(stretches[0][0], stretches[-1][1])
        self.lines.append(TracedLine(np.stack([x, np.full(len(x), float(y))], axis=1), 0.7))

    def end(self, x: int, y: int, chance: float) -> None:
        """A chance of an end at `x`, on the level `y`."""
        self.ends[(y - 8) // 2 : (y + 8) // 2, (x - 3) // 2 : (x + 3) // 2] = chance

    def mirrored(self) -> DrawnLevels:
        page = DrawnLevels()
        page.ink, page.ends = self.ink[:, ::-1], self.ends[:, ::-1]
        for line in self.lines:
            x, y = line.points[::-1].T
            page.lines.append(TracedLine(np.stack([WIDTH - 1 - x, y], axis=1), line.strength))
        return page

    def level(self, direction: Direction = Direction.LEFT_TO_RIGHT) -> Level:
        nothing = np.zeros_like(self.ends)
        return Level(self.ink, DetectorMaps(nothing, self.ends, nothing, nothing), self.lines, SPACING, direction)


def spans(lines: list[TracedLine], y: int) -> list[tuple[int, int]]:
    """Left and right ends of the lines at `y`, from left to right."""
    return sorted((int(line.points[0, 0]), int(line.points[-1, 0])) for line in lines if line.points[0, 1] == y)
