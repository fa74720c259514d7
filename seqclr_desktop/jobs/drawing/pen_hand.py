"""A hand that moves a pen: a seed gives it its own letters, which it never writes twice alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UsageError
from seqclr_desktop.jobs.drawing.pen_letters import ALPHABETS, Form
from seqclr_desktop.model.text_order import to_visual

_LETTER_PX = 26.0  # height of a small letter
_FINER = 2  # drawn so many times larger, for smooth edges
_WAVES = 4  # of which the shift of a letter's points is made


class PenHand:
    """One writer of an alphabet of `pen_letters`: letter forms, proportions, pen and spacing come from the seed."""

    def __init__(self, alphabet: str, seed: int) -> None:
        """Raises UsageError for an alphabet that is not drawn yet."""
        if alphabet not in ALPHABETS:
            raise UsageError(f"There are no pen letters called {alphabet}; there are {', '.join(ALPHABETS)}.")
        self.name = f"{alphabet}-{seed}"
        random = np.random.default_rng(seed)
        self._pen_px = random.uniform(2.0, 5.5)
        self._width = random.uniform(0.75, 1.2)
        self._gap = random.uniform(0.12, 0.4)  # between letters, in heights of a small letter
        self._blank = random.uniform(0.5, 1.0)
        self._reach = random.uniform(0.8, 1.25)  # of what stands above or below the small letters
        self._restless = random.uniform(0.015, 0.05)
        self._seed = seed
        self._alphabet = ALPHABETS[alphabet]
        self._letters: dict[str, list[np.ndarray]] = {}  # as this hand makes them, once they were wanted

    def can_write(self, text: str) -> bool:
        return all(character == " " or character in self._alphabet for character in text)

    def write(self, text: str, direction: Direction, random: np.random.Generator) -> np.ndarray:
        """See `hands.Hand`; characters it does not know are left out."""
        strokes: list[np.ndarray] = []
        place = 0.5
        for character in to_visual(text, direction):
            if character == " ":
                place += self._blank * random.uniform(0.7, 1.4)
            elif character in self._alphabet:
                shift = _Shift(self._restless, random)
                moved = [_shifted(stroke, shift) for stroke in self._letter(character)]
                proportioned = [self._proportioned(stroke) for stroke in moved]
                start = min(float(stroke[:, 0].min()) for stroke in proportioned)
                moved_to = np.array((place - start, random.normal(0, 0.02)))
                strokes += [stroke + moved_to for stroke in proportioned]
                place = max(float(stroke[:, 0].max()) for stroke in strokes[-len(moved) :])
                place += max(self._gap + random.normal(0, 0.06), 0.02)
        return self._inked(strokes, place + 0.5, random)

    def _letter(self, character: str) -> list[np.ndarray]:
        if character not in self._letters:
            random = np.random.default_rng((self._seed, ord(character)))
            self._letters[character] = _own_form(self._alphabet[character], random)
        return self._letters[character]

    def _proportioned(self, stroke: np.ndarray) -> np.ndarray:
        x, y = stroke[:, 0] * self._width, stroke[:, 1]
        beyond = np.where(y > 1, y - 1, np.where(y < 0, y, 0))
        return np.stack([x, y + beyond * (self._reach - 1)], axis=1)

    def _inked(self, strokes: Sequence[np.ndarray], width: float, random: np.random.Generator) -> np.ndarray:
        above, below = 2.3, 1.2
        scale = _LETTER_PX * _FINER
        picture = Image.new("L", (int(width * scale) + 8, int((above + below) * scale)), 0)
        draw = ImageDraw.Draw(picture)
        for stroke in strokes:
            curve = smooth_curve(stroke, 5) * (scale, -scale) + (4, above * scale)
            pen = self._pen_px * _FINER * random.uniform(0.85, 1.15)
            draw.line([tuple(point) for point in curve], fill=255, width=max(round(pen), 1), joint="curve")
            for x, y in (curve[0], curve[-1]):
                draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
        ink = np.asarray(picture.reduce(_FINER), dtype=np.float32) / 255
        rows = np.flatnonzero(ink.any(axis=1))
        return ink[rows[0] : rows[-1] + 1] if rows.size else ink


class _Shift:
    """A smooth displacement of the plane, so that strokes that meet still meet."""

    def __init__(self, amount: float, random: np.random.Generator) -> None:
        self._ways = random.normal(0, amount, (_WAVES, 2))
        self._waves = random.normal(0, 2.2, (_WAVES, 2))
        self._phases = random.uniform(0, 2 * np.pi, _WAVES)

    def __call__(self, points: np.ndarray) -> np.ndarray:
        """Displacements (N, 2) of points (N, 2)."""
        moved: np.ndarray = np.sin(points @ self._waves.T + self._phases) @ self._ways
        return moved


def _own_form(forms: tuple[Form, ...], random: np.random.Generator) -> list[np.ndarray]:
    """The strokes of a letter as one writer makes it, each (N, 2)."""
    form = forms[int(random.integers(len(forms)))] if random.random() < 0.5 else forms[0]
    shift = _Shift(random.uniform(0.03, 0.08), random)
    return [_shifted(np.asarray(stroke, dtype=float), shift) for stroke in form]


def _shifted(stroke: np.ndarray, shift: _Shift) -> np.ndarray:
    moved: np.ndarray = stroke + shift(stroke)
    return moved


def smooth_curve(points: np.ndarray, steps: int) -> np.ndarray:
    """A curve through all points (N, 2), `steps` places for each stretch (Catmull and Rom 1974, uniform)."""
    if len(points) < 3:
        return points
    padded = np.concatenate([[2 * points[0] - points[1]], points, [2 * points[-1] - points[-2]]])
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]  # (1, steps, 1)
    before, start, end, after = (padded[k : len(padded) - 3 + k, None, :] for k in range(4))  # each (N - 1, 1, 2)
    curve = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )
    return np.concatenate([curve.reshape(-1, 2), points[-1:]])
