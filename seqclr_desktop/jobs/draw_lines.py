"""Draw lines to teach a base model with: `python -m seqclr_desktop.jobs.draw_lines --recipe TOML --fonts DIR …`.

For the makers of the program, where no open handwriting of a script is to be had. The folder written is a source
as `train_base_model` reads it. Fonts and texts are the maker's own and never part of the program
(`packaging/drawing_materials.py` gathers those of the recipes); the same ones and the same recipe give the same lines.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UsageError
from seqclr_desktop.exchange.line_strips import LineStrip, NamedStrip, write_line_strips
from seqclr_desktop.jobs.drawing.hands import FontHand, Hand
from seqclr_desktop.jobs.drawing.pen_hand import PenHand
from seqclr_desktop.jobs.drawing.sheet import Wear, on_paper
from seqclr_desktop.jobs.drawing.texts import LineTexts, TextPlan
from seqclr_desktop.jobs.drawing.unsteady import Unsteadiness, laid_out
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.makers_command import PrintedProgress, tells_errors

_HEIGHT_PX = 64
_MOST_WIDTH_PX = 2000
_TRIES = 40  # to make a text that a hand can write


@dataclass(frozen=True)
class HandPlan:
    """Hands of one kind: a typeface of the folder of fonts, or `count` pens of an alphabet from the seed on.

    `share` is how many of the lines they write, against the other kinds of the same part; `is_for_validation`
    keeps them out of what is learned from.
    """

    font: str = ""
    pens: str = ""
    count: int = 1
    first_seed: int = 0
    share: float = 1.0
    is_for_validation: bool = False

    def __post_init__(self) -> None:
        if bool(self.font) == bool(self.pens):
            raise UsageError("A hand of the recipe is either a font or pens.")

    def hands(self, fonts: Path) -> list[Hand]:
        if self.font:
            return [FontHand(fonts / self.font)]
        return [PenHand(self.pens, self.first_seed + number) for number in range(self.count)]


@dataclass(frozen=True)
class DrawingRecipe:
    """What is drawn, and by whom; a TOML file states it."""

    direction: Direction
    train_count: int
    valid_count: int
    texts: TextPlan
    hands: tuple[HandPlan, ...]
    seed: int = 0
    unsteadiness: Unsteadiness = field(default_factory=Unsteadiness)
    wear: Wear = field(default_factory=Wear)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises UsageError for what is no such recipe."""
        try:
            told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(
                Direction(told["direction"]),
                told["train_count"],
                told["valid_count"],
                TextPlan(**{key: _as_tuple(value) for key, value in told["texts"].items()}),
                tuple(HandPlan(**hand) for hand in told["hands"]),
                told.get("seed", 0),
                Unsteadiness(**told.get("unsteadiness", {})),
                Wear(**told.get("wear", {})),
            )
        except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
            raise UsageError(f"{path} is not a recipe for drawn lines: {error}.") from error


class DrawLines:
    """Draw the lines of a recipe into a folder."""

    title = "Draw lines"

    def __init__(self, recipe: DrawingRecipe, fonts: Path, texts: Path, out: Path) -> None:
        self.recipe = recipe
        self.fonts = fonts
        self.texts = texts
        self.out = out

    def run(self, control: Control) -> int:
        """How many lines were drawn. Raises UsageError for missing fonts and texts."""
        return write_line_strips(self.out, self._lines(control))

    def _lines(self, control: Control) -> Iterator[NamedStrip]:
        texts = LineTexts(self.recipe.texts, self.texts)
        total = self.recipe.train_count + self.recipe.valid_count
        parts = ((False, self.recipe.train_count), (True, self.recipe.valid_count))
        number = 0
        for is_for_validation, count in parts:
            writers = _Writers([hand for hand in self.recipe.hands if hand.is_for_validation is is_for_validation])
            for _ in range(count):
                random = np.random.default_rng((self.recipe.seed, number))
                yield self._line(writers.choose(self.fonts, random), texts, is_for_validation, random)
                number += 1
                control.report(Progress(number, total, "lines"))

    def _line(self, hand: Hand, texts: LineTexts, is_for_validation: bool, random: np.random.Generator) -> NamedStrip:
        text = _text_for(hand, texts, random)
        ink = hand.write(text, self.recipe.direction, random)
        ink = laid_out(ink, _HEIGHT_PX, self.recipe.unsteadiness, random)[:, :_MOST_WIDTH_PX]
        grey = on_paper(ink, self.recipe.wear, random)
        return NamedStrip(LineStrip(grey, text, self.recipe.direction, is_for_validation), hand.name)


class _Writers:
    """The hands of one part, each made when it is first asked for."""

    def __init__(self, plans: Sequence[HandPlan]) -> None:
        if not plans:
            raise UsageError("The recipe needs hands to learn from and hands for validation.")
        self._plans = plans
        self._made: dict[int, list[Hand]] = {}
        shares = np.array([plan.share for plan in plans])
        self._shares = shares / shares.sum()

    def choose(self, fonts: Path, random: np.random.Generator) -> Hand:
        index = int(random.choice(len(self._plans), p=self._shares))
        if index not in self._made:
            self._made[index] = self._plans[index].hands(fonts)
        hands = self._made[index]
        return hands[int(random.integers(len(hands)))]


def _text_for(hand: Hand, texts: LineTexts, random: np.random.Generator) -> str:
    """A text the hand has all characters for; after some tries the others are left out."""
    text = ""
    for _ in range(_TRIES):
        text = texts.line(random)
        if text and hand.can_write(text):
            return text
    kept = "".join(character for character in text if hand.can_write(character)).strip()
    if not kept:
        raise UsageError(f"“{hand.name}” can write none of the texts.")
    return kept


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@tells_errors
def main(given: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Draw lines to teach a base model with.")
    parser.add_argument("--recipe", type=Path, required=True, help="what to draw, and in which hands (.toml)")
    parser.add_argument("--fonts", type=Path, required=True, help="folder of the recipe's fonts")
    parser.add_argument("--texts", type=Path, required=True, help="folder of the recipe's texts")
    parser.add_argument("--out", type=Path, required=True, help="folder of the source to write")
    options = parser.parse_args(given)
    job = DrawLines(DrawingRecipe.read(options.recipe), options.fonts, options.texts, options.out)
    count = job.run(PrintedProgress(every=500))
    sys.stdout.write(f"{options.out}: {count} lines\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
