"""Numbers, durations and directions as the terminal says them."""

from __future__ import annotations

from seqclr_desktop.document import Direction

_WAYS = {Direction.LEFT_TO_RIGHT: "from left to right", Direction.RIGHT_TO_LEFT: "from right to left"}


def counted(count: int, singular: str, plural: str = "") -> str:
    """As in “1 line” and “2 535 lines”."""
    return f"{grouped(count)} {singular if count == 1 else plural or singular + 's'}"


def grouped(count: int) -> str:
    """As in “2 535”. A plain blank: old consoles have no other."""
    return f"{count:,}".replace(",", " ")


def percent(share: float) -> str:
    """As in “8.3 %” for 0.083."""
    return f"{100 * share:.1f} %"


def whole_percent(share: float) -> str:
    """As in “25 %” for 0.25."""
    return f"{round(100 * share)} %"


def way(direction: Direction) -> str:
    """As in “from left to right”."""
    return _WAYS[direction]


def duration(seconds: float) -> str:
    """As in “45 s”, “2 min 05 s” and “1 h 05 min”."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
