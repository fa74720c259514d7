"""What of the machine's reading may be offered beside what a person has typed. No Qt here."""

from __future__ import annotations

from seqclr_desktop.document import Line


def suggestion_for(line: Line) -> str:
    """The machine's reading, or nothing when a person has already written the line."""
    if line.human is not None and line.human.text:
        return ""
    return line.machine.text if line.machine else ""


def remainder(suggestion: str, typed: str) -> str:
    """The rest of the suggestion while what was typed agrees with its beginning, else nothing."""
    return suggestion[len(typed) :] if suggestion.startswith(typed) else ""


def next_word(offered: str) -> str:
    """The next word of what is offered, with the blanks before it."""
    blanks = len(offered) - len(offered.lstrip())
    return offered[:blanks] + (offered.split(maxsplit=1) or [""])[0]
