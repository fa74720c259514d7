"""Shares and times as a person says them."""

from __future__ import annotations

from seqclr_desktop.ui.text import tr

_THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"


def percent_words(share: float) -> str:
    """0.0812 -> "8.1 %"."""
    return f"{100 * share:.1f}{_THIN_SPACE}%"


def whole_percent_words(share: float) -> str:
    """0.25 -> "25 %"."""
    return f"{round(100 * share)}{_THIN_SPACE}%"


def duration_words(seconds: float) -> str:
    """A time as one would say it: "less than a minute", "12 minutes", "1 h 10 min"."""
    minutes = round(seconds / 60)
    if seconds < 45:
        return tr("less than a minute")
    if minutes < 60:
        return tr("{n} minute(s)", max(minutes, 1))
    hours, rest = divmod(minutes, 60)
    return tr("{hours} h {minutes} min", hours=hours, minutes=rest) if rest else tr("{n} hour(s)", hours)


def clock_words(seconds: float) -> str:
    """A running time as a clock shows it: "4:07", "1:02:09"."""
    minutes, rest = divmod(int(max(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
