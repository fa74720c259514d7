"""Where a reading departs from the true text, letter by letter; no Qt here, so that it can be proven.

A letter is compared with its combining marks, so that the two are never torn apart.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from seqclr_desktop.model.letters import letters

MISSING_MARK = "\N{OPEN BOX}"  # stands where letters of the truth were not read


class Difference(StrEnum):
    """How a stretch of the reading relates to the truth."""

    SAME = "same"
    WRONG = "wrong"
    ADDED = "added"
    MISSING = "missing"


@dataclass(frozen=True)
class Stretch:
    """A stretch of a reading. `text` is what was read, `truth` what stands there."""

    kind: Difference
    text: str
    truth: str


_KINDS = {
    "equal": Difference.SAME,
    "replace": Difference.WRONG,
    "delete": Difference.MISSING,
    "insert": Difference.ADDED,
}


def differences(truth: str, reading: str) -> tuple[Stretch, ...]:
    """The reading cut into stretches, by the fewest edits that turn `truth` into `reading`."""
    truth_letters, reading_letters = (letters(unicodedata.normalize("NFC", text)) for text in (truth, reading))
    numbers: dict[str, int] = {}

    def numbered(some: Sequence[str]) -> list[int]:
        return [numbers.setdefault(letter, len(numbers)) for letter in some]

    opcodes = Levenshtein.opcodes(numbered(truth_letters), numbered(reading_letters))
    return tuple(
        Stretch(
            _KINDS[code.tag],
            "".join(reading_letters[code.dest_start : code.dest_end]),
            "".join(truth_letters[code.src_start : code.src_end]),
        )
        for code in opcodes
    )


def wrong_letter_count(stretches: Sequence[Stretch]) -> int:
    """How many letters would have to be changed, put in or taken out."""
    return sum(
        max(len(letters(part.text)), len(letters(part.truth))) for part in stretches if part.kind is not Difference.SAME
    )


def as_html(stretches: Sequence[Stretch], *, colour: str, background: str) -> str:
    """The reading as Qt rich text: wrong and added letters underlined on a tint, missing ones as a mark.

    `colour` and `background` are CSS colours; the underline and the mark carry the meaning without them.
    """
    style = f"color:{colour}; background-color:{background}; text-decoration:underline;"
    return "".join(_stretch_html(part, style) for part in stretches)


def _stretch_html(part: Stretch, style: str) -> str:
    if part.kind is Difference.SAME:
        return html.escape(part.text)
    shown = MISSING_MARK * len(letters(part.truth)) if part.kind is Difference.MISSING else part.text
    return f'<span style="{style}">{html.escape(shown)}</span>'
