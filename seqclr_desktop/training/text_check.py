"""What may be amiss with transcriptions before a model learns from them. Knows texts, no collection and no pictures.

Look-alikes are letters of another script within a word (Unicode TR 39, mixed-script confusables); invisible
signs and ready-made ligatures are found by their code points. The long ſ and other old letters are none of these.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

FEW_LINES = 100
_RARE_BELOW = 3
_TOO_DENSE = 2.2  # times the letters on a stretch that lines of the collection have in the middle
_LEAST_LENGTH = 6
_SAME_SHARE = 0.7
_LONG_ENOUGH_TO_TELL = 15
_MOST_NAMED = 12

_LIKE_LATIN = {
    **dict(zip("АВЕЅІЈКМНОРСТХаеорсухіјѕ", "ABESIJKMHOPCTXaeopcyxijs", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_READY_MADE = re.compile("[\ufb00-\ufb06\ufb1d-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]")


class Doubt(StrEnum):
    """What may be amiss."""

    FEW_LINES = "few lines"
    NEW_LETTERS = "new letters"
    RARE_LETTERS = "rare letters"
    LOOK_ALIKES = "look-alikes"
    ODD_FORMS = "odd forms"
    TOO_LONG = "too long"
    SAME_PAGES = "same pages"


@dataclass(frozen=True)
class CheckedLine:
    """A transcribed line. `length` is that of its baseline in heights of its page's lines, 0 when unknown."""

    line_id: int
    page_name: str
    text: str
    length: float = 0.0


@dataclass(frozen=True)
class Finding:
    """One doubt, in a sentence for people, and the lines it is about."""

    doubt: Doubt
    sentence: str
    line_ids: tuple[int, ...] = ()

    @property
    def can_be_mended(self) -> bool:
        """Whether mending is safe, by `mended`."""
        return self.doubt in _MENDING


def check_texts(lines: Sequence[CheckedLine], alphabet: Sequence[str] | None = None) -> list[Finding]:
    """Everything that may be amiss, the weightiest first. `alphabet`: the letters of the newest model, if any."""
    checks = (
        _few_lines(lines),
        _look_alikes(lines),
        _odd_forms(lines),
        _too_long(lines),
        _same_pages(lines),
        _new_letters(lines, alphabet),
        _rare_letters(lines),
    )
    return [finding for finding in checks if finding is not None]


def without_look_alikes(text: str) -> str:
    """`text` with letters of another script made Latin in words that are Latin otherwise."""
    return re.sub(r"\w+", lambda match: _latin(match.group()), text)


def without_odd_forms(text: str) -> str:
    """`text` without invisible signs, and with ready-made ligatures and Arabic forms as plain letters."""
    visible = text.translate({ord(sign): None for sign in _INVISIBLE})
    plain = _READY_MADE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), visible)
    return unicodedata.normalize("NFC", " ".join(plain.split()))


_MENDING = {Doubt.LOOK_ALIKES: without_look_alikes, Doubt.ODD_FORMS: without_odd_forms}


def mended(doubt: Doubt, text: str) -> str:
    """`text` without what `doubt` is about; as it is where mending is not safe."""
    mend = _MENDING.get(doubt)
    return mend(text) if mend is not None else text


def _few_lines(lines: Sequence[CheckedLine]) -> Finding | None:
    if len(lines) >= FEW_LINES:
        return None
    return Finding(
        Doubt.FEW_LINES,
        f"Only {len(lines)} lines are transcribed; a first training is worthwhile from about {FEW_LINES}.",
    )


def _look_alikes(lines: Sequence[CheckedLine]) -> Finding | None:
    odd = [line for line in lines if without_look_alikes(line.text) != line.text]
    if not odd:
        return None
    found = Counter(a for line in odd for a in set(line.text) & set(_LIKE_LATIN))
    named = ", ".join(f"{letter} ({_name(letter)})" for letter, _ in found.most_common(_MOST_NAMED))
    return Finding(
        Doubt.LOOK_ALIKES,
        f"In {_lines(odd)} letters of another script stand in Latin words and look like Latin ones: {named}.",
        tuple(line.line_id for line in odd),
    )


def _odd_forms(lines: Sequence[CheckedLine]) -> Finding | None:
    odd = [line for line in lines if without_odd_forms(line.text) != line.text]
    if not odd:
        return None
    return Finding(
        Doubt.ODD_FORMS,
        f"In {_lines(odd)} there are invisible signs or ready-made ligatures in the place of plain letters.",
        tuple(line.line_id for line in odd),
    )


def _too_long(lines: Sequence[CheckedLine]) -> Finding | None:
    measured = [line for line in lines if line.length > 0 and len(line.text) >= _LEAST_LENGTH]
    if len(measured) < 10:
        return None
    usual = median(len(line.text) / line.length for line in measured)
    dense = [line for line in measured if len(line.text) / line.length > _TOO_DENSE * usual]
    if not dense:
        return None
    return Finding(
        Doubt.TOO_LONG,
        f"In {_lines(dense)} the text is much too long for its picture; perhaps it belongs to another line.",
        tuple(line.line_id for line in dense),
    )


def _same_pages(lines: Sequence[CheckedLine]) -> Finding | None:
    """Pages most of whose lines say the same: one would teach what the other tests."""
    pages: dict[str, set[str]] = defaultdict(set)
    where: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if len(line.text) >= _LONG_ENOUGH_TO_TELL:
            pages[line.page_name].add(line.text)
            where[line.text].add(line.page_name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in where.values():
        ordered = sorted(names)[:10]
        shared.update((a, b) for n, a in enumerate(ordered) for b in ordered[n + 1 :])
    same = [
        (a, b)
        for (a, b), count in shared.items()
        if count >= 3 and count >= _SAME_SHARE * min(len(pages[a]), len(pages[b]))
    ]
    if not same:
        return None
    named = "; ".join(f"{a} and {b}" for a, b in same[:_MOST_NAMED])
    return Finding(Doubt.SAME_PAGES, f"These pages say nearly the same, so that a test on one would be easy: {named}.")


def _new_letters(lines: Sequence[CheckedLine], alphabet: Sequence[str] | None) -> Finding | None:
    if alphabet is None:
        return None
    known = set(alphabet)
    found = [line for line in lines if set(line.text) - known]
    if not found:
        return None
    counts = Counter(letter for line in found for letter in set(line.text) - known)
    named = _named(counts)
    return Finding(
        Doubt.NEW_LETTERS,
        f"The newest model has never met: {named}. It will learn them anew.",
        tuple(line.line_id for line in found),
    )


def _rare_letters(lines: Sequence[CheckedLine]) -> Finding | None:
    counts = Counter(letter for line in lines for letter in set(line.text) - {" "})
    rare = {letter: count for letter, count in counts.items() if count < _RARE_BELOW}
    if not rare or len(lines) < _RARE_BELOW:
        return None
    found = tuple(line.line_id for line in lines if set(line.text) & set(rare))
    return Finding(
        Doubt.RARE_LETTERS,
        f"Characters in fewer than {_RARE_BELOW} lines, too rare to be learnt well: {_named(Counter(rare))}.",
        found,
    )


def _latin(word: str) -> str:
    """`word` in Latin letters when most of its letters are Latin and each of the others looks like one."""
    letters = [letter for letter in word if letter.isalpha()]
    latin = sum(_script(letter) == "LATIN" for letter in letters)
    others = [letter for letter in letters if _script(letter) in ("CYRILLIC", "GREEK")]
    if not others or latin <= len(others) or any(letter not in _LIKE_LATIN for letter in others):
        return word
    return "".join(_LIKE_LATIN.get(letter, letter) for letter in word)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def _name(letter: str) -> str:
    return unicodedata.name(letter, f"U+{ord(letter):04X}").lower()


def _named(counts: Counter[str]) -> str:
    shown = [f"{letter} ({count})" for letter, count in counts.most_common(_MOST_NAMED)]
    rest = len(counts) - len(shown)
    return ", ".join(shown) + (f", … (+{rest})" if rest > 0 else "")


def _lines(some: Sequence[object]) -> str:
    return "1 line" if len(some) == 1 else f"{len(some)} lines"
