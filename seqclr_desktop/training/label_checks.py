"""Transcriptions nothing can be learned from, found before any time is spent on them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from seqclr_desktop.errors import TrainingError
from seqclr_desktop.training.enough_lines import LEAST_TO_LEARN_FROM
from seqclr_desktop.training.lines import LabelledLines

_LOOK_AT_THEM = "See whether the lines lie right, and whether the scans are those they were drawn on."
_INK = 64  # of 255
_LEAST_INK_PX = 8  # fewer dark pixels are dust, not even a full stop


def refuse_hopeless(texts: Sequence[str]) -> None:
    """Raises TrainingError when there are too few texts to learn from, or nothing in them to tell apart."""
    if len(texts) < LEAST_TO_LEARN_FROM:
        raise TrainingError(
            f"Learning to read needs at least {LEAST_TO_LEARN_FROM} lines to learn from, there are {len(texts)}.",
            advice="Transcribe more lines; a few hundred make a good reader.",
        )
    characters = set("".join(texts)) - {" "}
    if len(characters) == 1:
        raise TrainingError(
            f"All transcriptions consist of the one character “{characters.pop()}”.",
            advice="Transcribe what stands in the lines; a reader learns to tell letters apart.",
        )


def refuse_unusable(line_count: int, left_out: Sequence[tuple[str, list[int]]]) -> None:
    """Raises TrainingError when next to nothing is left of `line_count` lines, with the reason of most left out."""
    usable_count = line_count - sum(len(places) for _, places in left_out)
    if left_out and usable_count < LEAST_TO_LEARN_FROM:
        reason, _ = max(left_out, key=lambda entry: len(entry[1]))
        raise TrainingError(
            f"Of {line_count} transcribed lines only {usable_count} can be learned from.",
            advice=f"{reason} {_LOOK_AT_THEM}",
        )


def lines_to_leave_out(
    lines: LabelledLines, targets: Sequence[list[int]], can_spell: Callable[[list[int], int], bool]
) -> list[tuple[str, list[int]]]:
    """Places of lines that would teach something wrong, or nothing, each with the reason in words.

    `can_spell(target, width_px)` says whether the text has room in a line image of that width.
    """
    empty, too_short, blank = [], [], []
    texts_of: dict[bytes, set[tuple[int, ...]]] = {}
    places_of: dict[bytes, list[int]] = {}
    for place, target in enumerate(targets):
        image = lines.images.image(place)
        if not target:
            empty.append(place)
        elif not can_spell(target, image.shape[1]):
            too_short.append(place)
        elif is_blank(image):
            blank.append(place)
        else:
            key = hashlib.blake2b(np.ascontiguousarray(image).data, digest_size=16).digest()
            texts_of.setdefault(key, set()).add(tuple(target))
            places_of.setdefault(key, []).append(place)
    contradictory = sorted(place for key, places in places_of.items() if len(texts_of[key]) > 1 for place in places)
    reasons = [
        ("The text is longer than its line image has room for.", too_short),
        ("The line has no text.", empty),
        ("The line image is blank, though it has a text.", blank),
        ("The same line image has different texts.", contradictory),
    ]
    return [(reason, places) for reason, places in reasons if places]


def is_blank(image: np.ndarray) -> bool:
    """Whether a line image (H, W) uint8 holds no ink at all."""
    return int((image > _INK).sum()) < _LEAST_INK_PX
