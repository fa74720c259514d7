"""Logical order (as typed and stored) <-> visual order (as the eye meets it from left to right).

A recogniser reads the picture from left to right, so it learns and writes visual order; people and
files use logical order. Both ways follow the Unicode bidirectional algorithm (UAX #9) as python-bidi
implements it.
"""

from __future__ import annotations

import unicodedata

from bidi import get_display

from seqclr_desktop.document import Direction

_RTL_KINDS = frozenset({"R", "AL", "AN"})


def to_visual(text: str, direction: Direction) -> str:
    """The characters of `text` from left to right as a line of `direction` shows them."""
    if not needs_reordering(text, direction):
        return text
    return str(get_display(text, base_dir=_base(direction)))


def to_logical(visual: str, direction: Direction) -> str:
    """The text whose `to_visual` is `visual`.

    Different texts can look the same ("abc 123" and "123 abc" in a Hebrew line); then the one in which
    the runs follow the line's direction is taken.
    """
    if not needs_reordering(visual, direction):
        return visual
    first = str(get_display(visual, base_dir=_base(direction)))
    for candidate in (first, str(get_display(visual, base_dir=_base(_other(direction)))), visual[::-1]):
        if to_visual(candidate, direction) == visual:
            return candidate
    return first


def order_characters(visual: str, direction: Direction) -> list[int]:
    """For every character of `to_logical(visual)`, its place in `visual`.

    Carries what belongs to single characters (confidences) along with them. Where mirroring changes a
    character (brackets), the mirrored one is followed.
    """
    if not needs_reordering(visual, direction):
        return list(range(len(visual)))
    logical = to_logical(visual, direction)
    places: dict[str, list[int]] = {}
    for place, character in enumerate(visual):
        places.setdefault(_mirror_key(character), []).append(place)
    from_right = direction is Direction.RIGHT_TO_LEFT
    order = []
    for character in logical:
        waiting = places[_mirror_key(character)]
        order.append(waiting.pop(-1 if from_right else 0))
    return order


def needs_reordering(text: str, direction: Direction) -> bool:
    """Whether visual and logical order can differ at all."""
    if direction is Direction.RIGHT_TO_LEFT:
        return len(text) > 1
    return any(unicodedata.bidirectional(character) in _RTL_KINDS for character in text)


def _base(direction: Direction) -> str:
    return "R" if direction is Direction.RIGHT_TO_LEFT else "L"


def _other(direction: Direction) -> Direction:
    return Direction.LEFT_TO_RIGHT if direction is Direction.RIGHT_TO_LEFT else Direction.RIGHT_TO_LEFT


_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<", "»": "«"}


def _mirror_key(character: str) -> str:
    return _BRACKETS.get(character, character)
