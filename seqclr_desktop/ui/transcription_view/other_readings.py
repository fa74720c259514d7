"""Other readings of the word at the caret, and letters the machine is not sure of. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seqclr_desktop.document import TextVersion, WordAlternative
from seqclr_desktop.marks import Mark, MarkKind, Marks, follow_edit

MOST_READINGS = 5
DOUBTFUL_BELOW = 0.6


@dataclass(frozen=True)
class WordReadings:
    """The characters from `start` up to `end` of the shown text, and what else they may say with its probability."""

    start: int
    end: int
    readings: tuple[tuple[str, float], ...]


def readings_at(
    alternatives: Sequence[WordAlternative], machine_text: str, shown: str, caret: int
) -> WordReadings | None:
    """The other readings of the word of `machine_text` that now stands at `caret` of `shown`; None without any."""
    for start, end in dict.fromkeys((other.start, other.end) for other in alternatives):
        moved = follow_edit((Mark(start, end, MarkKind.UNCLEAR),), machine_text, shown)
        if moved and moved[0].start <= caret <= moved[0].end:
            words = [(one.word, one.probability) for one in alternatives if (one.start, one.end) == (start, end)]
            return WordReadings(moved[0].start, moved[0].end, tuple(words[:MOST_READINGS]))
    return None


def doubtful_spans(machine: TextVersion | None) -> Marks:
    """The stretches of a machine's text whose letters it is less sure of than `DOUBTFUL_BELOW`."""
    if machine is None or len(machine.char_confidences) != len(machine.text):
        return ()
    spans: list[Mark] = []
    for place, sure in enumerate(machine.char_confidences):
        if sure >= DOUBTFUL_BELOW or machine.text[place].isspace():
            continue
        if spans and spans[-1].end == place:
            spans[-1] = Mark(spans[-1].start, place + 1, MarkKind.UNCLEAR)
        else:
            spans.append(Mark(place, place + 1, MarkKind.UNCLEAR))
    return tuple(spans)
