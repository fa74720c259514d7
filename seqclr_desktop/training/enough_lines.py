"""How many lines must be transcribed before a reader can learn: one rule for jobs that refuse and windows that advise.

Nothing heavy is imported here. What is wrong with single transcriptions is in `label_checks`.
"""

from __future__ import annotations

from dataclasses import dataclass

from seqclr_desktop.errors import TrainingError

LEAST_LINES = 5  # transcribed in all, those kept aside as the test too: it is the number that people see grow
LEAST_TO_LEARN_FROM = 2  # of these


@dataclass(frozen=True)
class TranscribedLines:
    """How many lines are transcribed in all, and how many of them serve what; the rest serves nothing."""

    total: int
    to_learn_from: int
    to_watch: int
    to_test: int

    @property
    def unused(self) -> int:
        return max(self.total - self.to_learn_from - self.to_watch - self.to_test, 0)


def refuse_too_few(lines: TranscribedLines) -> None:
    """Raises TrainingError when too few lines are transcribed, or too few of them are there to learn from."""
    if lines.total < LEAST_LINES:
        raise TrainingError(
            f"Learning to read needs at least {LEAST_LINES} transcribed lines, there are {lines.total}.",
            advice="Transcribe more lines; a few hundred make a good reader.",
        )
    if lines.to_learn_from < LEAST_TO_LEARN_FROM:
        raise TrainingError(
            f"Of {lines.total} transcribed lines too few are left to learn from: {lines.to_learn_from}, where at least "
            f"{LEAST_TO_LEARN_FROM} are needed (kept aside as the test: {lines.to_test}; "
            f"to watch the learning: {lines.to_watch}; with gaps, unusable or not named: {lines.unused}).",
            advice="Transcribe more lines on pages to learn from, or let other pages be learned from.",
        )
