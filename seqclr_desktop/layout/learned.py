"""Finding lines with the bundled network: it draws maps of baselines and line ends, tracing does the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from seqclr_desktop.document import Direction, Line
from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.both_ways_up import (
    has_much_faint_ink,
    ink_of_no_clear_line,
    places_for_several_lines,
    standing_together,
    without_covered,
)
from seqclr_desktop.layout.detector_input import detector_layers
from seqclr_desktop.layout.detector_maps import ask_detector
from seqclr_desktop.layout.detector_weights import load_detector
from seqclr_desktop.layout.ink import InkMap, ReducedPage
from seqclr_desktop.layout.line_building import arranged, build_lines, joined, with_turned_lines
from seqclr_desktop.layout.line_outlines import Reach
from seqclr_desktop.layout.line_slant import common_slant
from seqclr_desktop.layout.line_spacing import line_spacing
from seqclr_desktop.layout.lines_of_maps import SPACING_PER_ABOVE, lines_of_maps
from seqclr_desktop.layout.segmenter import FoundLayout
from seqclr_desktop.layout.slanted_pages import LevelledPage
from seqclr_desktop.layout.turned_lines import (
    ON_ITS_HEAD,
    QUARTER_TURNS,
    UPRIGHT,
    QuarterTurn,
    busiest_rows,
    ink_outside,
    is_mostly_left_over,
    lies_in_another,
    places_for_lines_on_end,
    strokes_of,
    sure_lines,
)

if TYPE_CHECKING:
    from seqclr_desktop.layout.detector import LineDetector

_ROOM_PX = 48  # around a part of the page that is looked at by itself
_CLEARER_ON_ITS_HEAD = 1.04
_SOME_WRITING = 0.005  # mean square of the chances of baselines where a few lines are written
_A_FEW_LINES = 2
_A_FEW_ROWS = 96  # hold several lines
_MUCH_CLEARER = 1.5  # so many times more lines in another turn: the page lies on its side or its head


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
            self._network = load_detector(self._weights_path).made_fast()
        return self._searched(self._network, page, detector_layers(reduced))

    def _searched(self, network: LineDetector, page: InkMap, layers: np.ndarray) -> FoundLayout:
        """The lines of the page as it lies, or levelled where they slant."""
        found = _PageSearch(network, page, layers, self._direction).layout()
        slant = common_slant(found.lines)
        if not slant:
            return found
        level = LevelledPage(page, slant)
        return level.layout_back(_PageSearch(network, level.ink_map(), level.layers(layers), self._direction).layout())


class _PageSearch:
    """The search of one page, in as many turns as it needs."""

    def __init__(self, network: LineDetector, page: InkMap, layers: np.ndarray, direction: Direction) -> None:
        self._network = network
        self._page = page
        self._layers = layers
        self._direction = direction

    def layout(self) -> FoundLayout:
        first = self._answer(ON_ITS_HEAD if self._is_on_its_head() else UPRIGHT)
        found = self._layout_of(first)
        rest = ink_outside(self._page, found.lines)
        above = first.usual_above or line_spacing(self._page.ink) / SPACING_PER_ABOVE
        strokes = strokes_of(rest, above)
        if has_much_faint_ink(first.traced, int(strokes.sum()), int((self._page.ink > rest).sum())):
            both = self._layout_both_ways_up(first, above)
            if both is not None:
                found, rest = both, ink_outside(self._page, both.lines)
                strokes = strokes_of(rest, above)
        if is_mostly_left_over(strokes, self._page.ink, rest):
            return self._layout_of_a_page_on_its_side(first, found)
        places = places_for_lines_on_end(strokes, above)
        answers = [self._answer(turn, places) for turn in QUARTER_TURNS]
        return with_turned_lines(found, self._among(answers, found.lines))

    def _layout_both_ways_up(self, first: _Answer, above: float) -> FoundLayout | None:
        """The layout where several lines stand the other way up than `first` shows; None where there are no such."""
        ink = first.turn.ink_map(self._page, self._page.ink).ink
        strokes = strokes_of(ink_of_no_clear_line(ink, first.traced, first.reaches), above)
        places = places_for_several_lines(strokes, above)
        rows = busiest_rows(strokes & places, _A_FEW_ROWS)
        if not self._other_way_up(first.turn, strokes, _only_rows(places, rows)).traced:
            return None  # pale or broken writing, which looks no clearer the other way up
        other = self._other_way_up(first.turn, strokes, places)
        other = other.only(standing_together(other.traced, other.reaches, range(len(other.traced))))
        if not other.traced:
            return None
        stays = without_covered(first.traced, other.traced, other.reaches, strokes.shape)
        found = self._layout_of(first.only(stays))
        return joined(found, self._layout_of(other, ink_outside(self._page, found.lines)))

    def _other_way_up(self, turn: QuarterTurn, strokes: np.ndarray, places: np.ndarray) -> _Answer:
        """The lines made of `strokes` that stand at `places` on their head, (h, w) bool both, of the page as turned."""
        if not places.any():
            return _Answer(turn, [], [])
        other = self._answer(ON_ITS_HEAD if turn == UPRIGHT else UPRIGHT, np.rot90(places, turn.quarters))
        return other.only(sure_lines(other.traced, other.reaches, np.rot90(strokes, 2)))

    def _layout_of_a_page_on_its_side(self, first: _Answer, found: FoundLayout) -> FoundLayout:
        """The page in the turn that shows the most lines, `first` or on a side; what others show comes last."""
        others = [self._answer(turn) for turn in QUARTER_TURNS]
        best = max(others, key=lambda answer: answer.clearness)
        if best.clearness > _MUCH_CLEARER * first.clearness and self._is_written(best):
            found = self._layout_of(best)
            others = [first, *(answer for answer in others if answer is not best)]
        return with_turned_lines(found, self._among(others, found.lines))

    def _is_written(self, answer: _Answer) -> bool:
        """Whether an answer shows more than the edge of a sheet or a rule, which look like one faint line."""
        return len(answer.traced) > _A_FEW_LINES or bool(self._sure_part(answer, self._page.ink).traced)

    def _is_on_its_head(self) -> bool:
        """Whether the densest stretch of the page looks more like writing the other way up: feet differ from heads."""
        sample = self._layers[:, busiest_rows(self._page.ink)]
        upright, turned = (
            float(np.square(ask_detector(self._network, turn.layers(sample)).baseline).mean())
            for turn in (UPRIGHT, ON_ITS_HEAD)
        )
        return turned > max(_CLEARER_ON_ITS_HEAD * upright, _SOME_WRITING)

    def _layout_of(self, answer: _Answer, ink: np.ndarray | None = None) -> FoundLayout:
        """All lines of an answer, in order, as they lie on the page, drawn around its ink or a part (h, w) of it."""
        sideways = answer.turn.ink_map(self._page, self._page.ink if ink is None else ink)
        lines = build_lines(sideways, answer.traced, answer.reaches, self._direction)
        return answer.turn.layout_back(arranged(lines, self._direction), self._page)

    def _answer(self, turn: QuarterTurn, places: np.ndarray | None = None) -> _Answer:
        """What the network says of the page in one turn, or of `places` (h, w) bool of the page."""
        if places is not None and not places.any():
            return _Answer(turn, [], [])
        part = None if places is None else _box_around(np.rot90(places, turn.quarters), _ROOM_PX)
        maps = ask_detector(self._network, turn.layers(self._layers), part)
        ink = turn.ink_map(self._page, self._page.ink).ink
        return _Answer(turn, *lines_of_maps(maps, ink, self._direction))

    def _among(self, answers: Sequence[_Answer], lines: Sequence[Line]) -> list[Line]:
        """Lines of `answers` that are made of ink outside `lines`, on the page as it lies, those of each turn in order.

        Writing upside down looks like faint writing: the answer whose lines there are clearer is taken first.
        """
        found: list[Line] = []
        waiting = list(answers)
        while waiting:
            rest = ink_outside(self._page, [*lines, *found])
            parts = [self._sure_part(answer, rest) for answer in waiting]
            place = int(np.argmax([part.clearness for part in parts]))
            if not parts[place].traced:
                break  # nor has any other a line there
            earlier = [*lines, *found]
            found += [line for line in self._layout_of(parts[place], rest).lines if not lies_in_another(line, earlier)]
            del waiting[place]
        return found

    def _sure_part(self, answer: _Answer, ink: np.ndarray) -> _Answer:
        """The lines of an answer that are surely made of `ink` (h, w)."""
        if not answer.traced:
            return answer
        strokes = strokes_of(ink, float(np.median([reach.above for reach in answer.reaches])))
        kept = sure_lines(answer.traced, answer.reaches, np.rot90(strokes, answer.turn.quarters))
        return answer.only(kept)


@dataclass(frozen=True)
class _Answer:
    """Lines that the network shows in one turn of the page, in pixels of the reduced and turned page."""

    turn: QuarterTurn
    traced: list[TracedLine]
    reaches: list[Reach]

    def only(self, kept: Sequence[int]) -> _Answer:
        """Some of its lines."""
        return _Answer(self.turn, [self.traced[n] for n in kept], [self.reaches[n] for n in kept])

    @property
    def clearness(self) -> float:
        return sum(line.strength * line.length for line in self.traced)

    @property
    def usual_above(self) -> float | None:
        """The usual reach of letters, where there are lines enough to tell."""
        return float(np.median([reach.above for reach in self.reaches])) if len(self.reaches) > 2 else None


def _only_rows(places: np.ndarray, rows: slice) -> np.ndarray:
    """Those of `places` (h, w) bool that lie in some rows."""
    kept = np.zeros_like(places)
    kept[rows] = places[rows]
    return kept


def _box_around(places: np.ndarray, room: int) -> tuple[slice, slice]:
    """Rows and columns (slices) that hold all `places` (h, w) bool, with some room."""
    rows, columns = np.flatnonzero(places.any(axis=1)), np.flatnonzero(places.any(axis=0))
    return (
        slice(max(0, int(rows[0]) - room), int(rows[-1]) + room),
        slice(max(0, int(columns[0]) - room), int(columns[-1]) + room),
    )
