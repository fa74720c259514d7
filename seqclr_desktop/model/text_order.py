"""Logical order (as typed and stored) <-> visual order (as the eye meets it from left to right).

A recogniser reads the picture from left to right, so it learns and writes visual order; people and
files use logical order. Both ways follow the Unicode bidirectional algorithm (UAX #9) as python-bidi
implements it. Brackets are turned round where they stand among letters from right to left (rule L4), which
python-bidi leaves to whoever draws: what looks like "(" is "(" to the model in every line, whether it opens or closes.
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
    return _displayed(text, direction)


def to_logical(visual: str, direction: Direction) -> str:
    """The text whose `to_visual` is `visual`.

    Different texts can look the same ("abc 123" and "123 abc" in a Hebrew line); then the one in which
    the runs follow the line's direction is taken.
    """
    if not needs_reordering(visual, direction):
        return visual
    first = _displayed(visual, direction)
    reversed_ = "".join(map(turned, visual[::-1]))
    for candidate in (first, _displayed(visual, _other(direction)), reversed_):
        if to_visual(candidate, direction) == visual:
            return candidate
    return first


def order_characters(visual: str, direction: Direction) -> list[int]:
    """For every character of `to_logical(visual)`, its place in `visual`.

    Carries what belongs to single characters (confidences) along with them, brackets that are turned round too.
    """
    if not needs_reordering(visual, direction):
        return list(range(len(visual)))
    logical = to_logical(visual, direction)
    places: dict[str, list[int]] = {}
    for place, character in enumerate(visual):
        places.setdefault(_pair(character), []).append(place)
    from_right = direction is Direction.RIGHT_TO_LEFT
    order = []
    for character in logical:
        waiting = places[_pair(character)]
        order.append(waiting.pop(-1 if from_right else 0))
    return order


def needs_reordering(text: str, direction: Direction) -> bool:
    """Whether visual and logical order can differ at all."""
    if direction is Direction.RIGHT_TO_LEFT:
        return bool(text)
    return any(map(runs_from_right, text))


def runs_from_right(character: str) -> bool:
    return unicodedata.bidirectional(character) in _RTL_KINDS


def _base(direction: Direction) -> str:
    return "R" if direction is Direction.RIGHT_TO_LEFT else "L"


def _other(direction: Direction) -> Direction:
    return Direction.LEFT_TO_RIGHT if direction is Direction.RIGHT_TO_LEFT else Direction.RIGHT_TO_LEFT


def turned(character: str) -> str:
    """A bracket as it looks among letters from right to left; any other character as it is."""
    return _TURNED.get(character, character)


_PAIRS = ("()", "[]", "{}", "<>", "«»", "‹›", "⟨⟩", "⟦⟧", "⸢⸣", "⸤⸥")
_TURNED = {pair[side]: pair[1 - side] for pair in _PAIRS for side in (0, 1)}
_TRACER = "\N{VARIATION SELECTOR-256}"  # takes on the direction of what it follows (rule W1), and is in no text


def _displayed(text: str, direction: Direction) -> str:
    """`text` reordered for a line of `direction`, in either way, with brackets turned where they run from the right.

    Each bracket is followed by a tracer: where that comes out before it, the two run from right to left.
    """
    traced = "".join(c + _TRACER if c in _TURNED else c for c in text)
    shown = str(get_display(traced, base_dir=_base(direction)))
    if len(traced) == len(text):
        return shown
    characters, places = [], iter(shown)
    for character in places:
        if character == _TRACER:
            characters.append(turned(next(places)))
        else:
            characters.append(character)
            if character in _TURNED:
                next(places)  # its tracer
    return "".join(characters)


def _pair(character: str) -> str:
    """The same for both brackets of a pair."""
    return min(character, turned(character))
