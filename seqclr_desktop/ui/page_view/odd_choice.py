"""Which odd line, and which page, comes next by key; no widgets here."""

from __future__ import annotations

from collections.abc import Sequence

from seqclr_desktop.layout.oddities import OddLine


def next_odd(line_ids: Sequence[int | None], odd: Sequence[OddLine], chosen: int | None, steps: int) -> int | None:
    """The odd line after (`steps` > 0) or before the chosen one; from the top or the bottom when none is chosen."""
    odd_ids = {one.line_id for one in odd}
    ids = list(line_ids) if steps > 0 else list(line_ids)[::-1]
    begin = ids.index(chosen) + 1 if chosen in ids else 0
    return next((line_id for line_id in ids[begin:] if line_id in odd_ids and line_id is not None), None)


def pages_from(page_ids: Sequence[int], here: int, steps: int) -> tuple[int, ...]:
    """The other pages in the order in which they are looked through: onwards, then from the other end."""
    ids = list(page_ids) if steps > 0 else list(page_ids)[::-1]
    place = ids.index(here) if here in ids else -1
    return (*ids[place + 1 :], *ids[: max(place, 0)])
