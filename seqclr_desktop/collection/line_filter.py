"""The lists of lines a person or a job may ask for, and what each means in the tables."""

from __future__ import annotations

from enum import StrEnum

DOUBTFUL_BELOW = 0.7


class LineFilter(StrEnum):
    """Which lines are wanted."""

    ALL = "all"
    WITHOUT_TEXT = "without text"  # neither human nor machine
    TO_TRANSCRIBE = "to transcribe"  # usable, no human text
    MACHINE_ONLY = "machine only"
    HUMAN = "human"
    CHECKED = "checked"
    DOUBTFUL = "doubtful"  # usable, machine only, confidence under 0.7
    FLAGGED = "flagged"
    COMMENTED = "commented"
    UNUSABLE = "unusable"

    @property
    def condition(self) -> str:
        """As SQL on the table `lines l`, answerable from the index `lines_in_order` or `lines_with_comment` alone."""
        return _CONDITIONS[self]


_CONDITIONS = {
    LineFilter.ALL: "1",
    LineFilter.WITHOUT_TEXT: "l.text_state = 0 AND l.has_machine = 0",
    LineFilter.TO_TRANSCRIBE: "l.text_state = 0 AND l.is_unusable = 0",
    LineFilter.MACHINE_ONLY: "l.text_state = 0 AND l.has_machine = 1",
    LineFilter.HUMAN: "l.text_state >= 1",
    LineFilter.CHECKED: "l.text_state = 2",
    LineFilter.DOUBTFUL: (
        f"l.text_state = 0 AND l.has_machine = 1 AND l.is_unusable = 0 AND l.confidence < {DOUBTFUL_BELOW}"
    ),
    LineFilter.FLAGGED: "l.flag <> ''",
    LineFilter.COMMENTED: "l.comment <> ''",
    LineFilter.UNUSABLE: "l.is_unusable = 1",
}
