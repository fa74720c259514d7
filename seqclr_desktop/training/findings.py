"""What can be wrong with a pretraining, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from seqclr_desktop.training.progress_record import Finding


def in_words(found: Sequence[Finding]) -> tuple[str, ...]:
    """A sentence for each."""
    return tuple(_WORDS[finding] for finding in found)


_WORDS = {
    Finding.COLLAPSED: "All windows look alike to it: what it sees has collapsed.",
    Finding.PLACE: "The windows are told apart by their place, not by their letters.",
    Finding.LINE: "The windows are told apart by the line they stand in, not by their letters.",
    Finding.GUESSING: "It still guesses which windows belong together.",
    Finding.NO_GAIN: "The letters can be told no better from what it sees than before it began.",
}
