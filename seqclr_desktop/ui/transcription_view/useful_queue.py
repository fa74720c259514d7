"""The useful lines still to be shown, and the words for their reasons. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from seqclr_desktop.jobs.next_lines import NextLine
from seqclr_desktop.recognition.useful_lines import Reason
from seqclr_desktop.ui.text import tr

QUEUE_LENGTH = 30  # lines found at once; then a model may have learned more, and people transcribed more


class UsefulQueue:
    """Lines in the order of their use, each given once."""

    def __init__(self) -> None:
        self._waiting: list[NextLine] = []
        self._reasons: dict[int, str] = {}

    def fill(self, lines: Sequence[NextLine]) -> None:
        self._waiting = list(lines)
        self._reasons = {line.line_id: reason_words(line) for line in lines}

    def next(self, is_open: Callable[[int], bool]) -> int | None:
        """The next line that still is to be transcribed; None when new ones must be found."""
        while self._waiting:
            line = self._waiting.pop(0)
            if is_open(line.line_id):
                return line.line_id
        return None

    def reason(self, line_id: int | None) -> str:
        """Why the line was chosen; empty for others."""
        return self._reasons.get(line_id, "") if line_id is not None else ""


def reason_words(line: NextLine) -> str:
    match line.reason:
        case Reason.CHANCE:
            return tr("drawn by chance, so that the test stays honest")
        case Reason.NEW_HAND:
            return tr("new hand")
        case Reason.RARE_LETTER:
            return tr("rare letter {letter}", letter=line.detail)
        case Reason.LOW_CONFIDENCE:
            return tr("low confidence")
        case Reason.TYPICAL:
            return tr("like many others that nobody has transcribed")
