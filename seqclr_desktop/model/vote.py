"""One reading of a line out of several: at each place the letter of which the readers together are surest.

The readings are aligned one after the other and vote with their confidences: Fiscus, "A post-processing system to
yield reduced word error rates" (ROVER, ASRU 1997, section 2); for readers of lines taught on different folds Reul,
Springmann, Wick and Puppe, "Improving OCR accuracy on early printed books by utilizing cross fold training and
voting" (DAS 2018). Texts are in logical order; whatever the direction, what stands side by side there is aligned.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from seqclr_desktop.model.letters import letters
from seqclr_desktop.model.recognizer import Reading, trimmed

_NOTHING_READ = 0.5  # how sure a reader is taken to be who read nothing in the whole line, and so says nothing of it
_LEAST_SURE = 1e-4


@dataclass(frozen=True)
class _Letter:
    """A vote: `base` with the combining `marks` after it, or nothing (an empty `base`).

    `sure` (0–1) is the confidence of each character, of nothing a single one.
    """

    base: str
    marks: str
    sure: tuple[float, ...]


def vote(readings: Sequence[Reading]) -> Reading:
    """The reading on which `readings` of one line agree best; of equal votes that of the first reader counts.

    Their confidences should be calibrated. A letter's confidence in the result is the sum of those who voted for it,
    over the number of readers. Alternatives are left out.
    """
    places = _aligned([_letters_of(reading) for reading in readings])
    ballots = zip(*(_with_silence(voter) for voter in zip(*places, strict=True)), strict=True)
    won = [_winner(ballot) for ballot in ballots]
    sure = tuple(round(value, 4) for letter in won if letter.base for value in letter.sure)
    log_probability = sum(math.log(max(value, _LEAST_SURE)) for value in sure)
    return trimmed("".join(letter.base + letter.marks for letter in won), sure, log_probability)


def _letters_of(reading: Reading) -> list[_Letter]:
    found = []
    start = 0
    for letter in letters(reading.text):
        end = start + len(letter)
        found.append(_Letter(letter[0], letter[1:], reading.char_confidences[start:end]))
        start = end
    return found


def _aligned(voters: Sequence[Sequence[_Letter]]) -> list[list[_Letter | None]]:
    """The places of the line; at each what every voter has there, None where it has nothing.

    Each voter in turn is laid beside what those before it say by the fewest edits, marks left aside.
    """
    places: list[list[_Letter | None]] = [[letter] for letter in voters[0]]
    for count, own in enumerate(voters[1:], start=1):
        said = "".join(_base_of(place) for place in places)
        joined: list[list[_Letter | None]] = []
        for step in Levenshtein.opcodes(said, "".join(letter.base for letter in own)):
            before, new = places[step.src_start : step.src_end], own[step.dest_start : step.dest_end]
            if step.tag == "insert":
                joined += [[None] * count + [letter] for letter in new]
            elif step.tag == "delete":
                joined += [[*place, None] for place in before]
            else:
                joined += [[*place, letter] for place, letter in zip(before, new, strict=True)]
        places = joined
    return places


def _base_of(place: Sequence[_Letter | None]) -> str:
    """The letter most is for, nothing left aside."""
    return _surest((letter.base, letter.sure[0]) for letter in place if letter is not None)


def _with_silence(voter: Sequence[_Letter | None]) -> list[_Letter]:
    """All places of one voter. Of nothing it is as sure as of its letters on both sides, on the average."""
    filled = []
    for place, letter in enumerate(voter):
        if letter is not None:
            filled.append(letter)
            continue
        before = next((other for other in reversed(voter[:place]) if other is not None), None)
        after = next((other for other in voter[place:] if other is not None), None)
        beside = [other.sure[0] for other in (before, after) if other is not None] or [_NOTHING_READ]
        filled.append(_Letter("", "", (sum(beside) / len(beside),)))
    return filled


def _winner(ballot: Sequence[_Letter]) -> _Letter:
    """First the letter is voted on, then its marks by those who are for the letter: no mark gets to another one."""
    base = _surest((letter.base, letter.sure[0]) for letter in ballot)
    agreeing = [letter for letter in ballot if letter.base == base]
    marks = _surest((letter.marks, letter.sure[-1]) for letter in agreeing)
    exact = [letter.sure[1:] for letter in agreeing if letter.marks == marks]
    sums = [sum(letter.sure[0] for letter in agreeing), *(sum(values) for values in zip(*exact, strict=True))]
    return _Letter(base, marks, tuple(value / len(ballot) for value in sums))


def _surest(votes: Iterable[tuple[str, float]]) -> str:
    """What has the greatest sum of confidence; the first of equals."""
    sums: dict[str, float] = {}
    for choice, sure in votes:
        sums[choice] = sums.get(choice, 0.0) + sure
    return max(sums, key=lambda choice: sums[choice])
