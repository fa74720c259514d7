"""Changing the reading order by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def clicked_in_order(order: Sequence[T], clicked: Sequence[T], after: T | None = None) -> list[T]:
    """`clicked` one after the other behind the line `after`, or at the beginning; the others keep their order."""
    named = list(dict.fromkeys(item for item in clicked if item in order and item != after))
    others = [item for item in order if item not in named]
    begin = others.index(after) + 1 if after in others else 0
    return [*others[:begin], *named, *others[begin:]]


def moved(order: Sequence[T], items: Sequence[T], to: int) -> list[T]:
    """`items` moved so that they stand, in their order, before what was at place `to`."""
    chosen = [item for item in order if item in items]
    before = [item for item in order[:to] if item not in chosen]
    after = [item for item in order[to:] if item not in chosen]
    return [*before, *chosen, *after]
