"""Finding and replacing in texts: what is looked for, and what a text becomes. No SQL here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from seqclr_desktop.collection.folding import fold, fold_with_places
from seqclr_desktop.document import normalise_text
from seqclr_desktop.errors import UsageError


@dataclass(frozen=True)
class Replacement:
    r"""Put `new` in the place of `old`.

    With `is_pattern` `old` is a regular expression (Python's) and `new` may name its groups (`\1`).
    With `ignores_accents` accents, points and case make no difference. `whole_words` leaves longer words alone.
    """

    old: str
    new: str
    is_pattern: bool = False
    ignores_accents: bool = False
    whole_words: bool = False

    def __post_init__(self) -> None:
        if not self.old:
            raise UsageError("Nothing to look for was given.", advice="Say what shall be replaced.")
        try:
            expression = self._expression
            if self.is_pattern:  # Python looks at the replacement only where something was found, so let it find
                re.sub(f"{expression.pattern}|", self.new, "")
        except (re.error, IndexError) as error:
            raise UsageError(
                f"This pattern or its replacement cannot be understood: {error}.",
                where=self.old,
                advice="In a pattern . ( ) [ ] * + ? { } ^ $ | and \\ have a meaning; \\ before one takes it away.",
            ) from error

    def changes(self, text: str) -> tuple[Change, ...]:
        """Every place in `text` (NFC) that is replaced, from left to right; places that stay the same left out."""
        return tuple(change for change in self._found(text) if text[change.start : change.end] != change.new)

    def _found(self, text: str) -> Iterator[Change]:
        if self.ignores_accents:
            folded = fold_with_places(text)
            for match in self._expression.finditer(folded.text):
                start, end = folded.span_in_original(*match.span())
                yield Change(start, end, self._put(match))
        else:
            for match in self._expression.finditer(text):
                yield Change(*match.span(), self._put(match))

    def _put(self, match: re.Match[str]) -> str:
        return match.expand(self.new) if self.is_pattern else self.new

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        old = self.old
        if self.ignores_accents:
            # the names of classes (\W, \S) must keep their case
            old = re.sub(r"\\.|[^\\]+", lambda part: part[0] if part[0][0] == "\\" else fold(part[0]), old)
        if not self.is_pattern:
            old = re.escape(fold(self.old) if self.ignores_accents else self.old)
        if self.whole_words:
            old = rf"(?<!\w)(?:{old})(?!\w)"
        return re.compile(old)


@dataclass(frozen=True)
class Change:
    """The characters `start` to `end` (not included) of a text become `new`."""

    start: int
    end: int
    new: str


def changed_text(text: str, changes: tuple[Change, ...]) -> str:
    """`text` with `changes` (from left to right, apart from one another) made, tidied as stored texts are."""
    for change in reversed(changes):
        text = text[: change.start] + change.new + text[change.end :]
    return normalise_text(text)
