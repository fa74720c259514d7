"""A catalogue: what the window says in another language. No widgets here.

The files are `resources/translations/<language>.toml`, made and checked by `packaging/translations.py`,
English on the left and the translation on the right. Sentences of the other rooms come with names and numbers
already in them; the catalogue knows them with places, "There is no line {line_id}.", and finds the pattern again.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from seqclr_desktop import places

_PLACE = re.compile(r"\{(\w+)\}")
_FROM_LEFT, _BY_ITS_LETTERS = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{FIRST STRONG ISOLATE}"
_END = "\N{POP DIRECTIONAL ISOLATE}"
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-Z“])")


class Catalogue:
    """Translations by English text. `plain` and `counted` return None for what is not translated."""

    def __init__(self, language: str, texts: Mapping[str, str], counted: Mapping[str, Sequence[str]]) -> None:
        self.language = language
        self._texts = texts
        self._counted = counted
        self._form_for = _one_two_many if language == "he" else _one_many

    def plain(self, source: str) -> str | None:
        """The translation of a text, or of sentences with their names and numbers filled in."""
        return self._texts.get(source) or self._sentence_by_sentence(source) or self._as_pattern(source)

    def counted(self, source: str, n: int) -> str | None:
        """The form of a text that goes with the count `n`."""
        forms = self._counted.get(source)
        return forms[min(self._form_for(n), len(forms) - 1)] if forms else None

    def _sentence_by_sentence(self, text: str) -> str | None:
        sentences = _BETWEEN_SENTENCES.split(text)
        translations = [self.plain(sentence) for sentence in sentences] if len(sentences) > 1 else []
        known = [translation for translation in translations if translation]
        return " ".join(known) if known and len(known) == len(sentences) else None

    def _as_pattern(self, sentence: str) -> str | None:
        for pattern, names, translation in self._patterns:
            if match := pattern.fullmatch(sentence):
                values = [set_apart(value) for value in match.groups()]
                return translation.format(**dict(zip(names, values, strict=True)))
        return None

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], list[str], str]]:
        """Those with most letters of their own first: the others might fit by chance."""
        with_places = [(source, text) for source, text in self._texts.items() if text and _PLACE.search(source)]
        with_places.sort(key=lambda entry: -len(_PLACE.sub("", entry[0])))
        return [(_pattern(source), _PLACE.findall(source), text) for source, text in with_places]


def set_apart(value: str) -> str:
    """A name to be put into a text that may run the other way: it must not draw its neighbours out of order.

    Signs without letters, “< (1), > (1)”, tell no direction; they are as they would be in English.
    """
    if not value:
        return value
    tells = any(unicodedata.bidirectional(character) in ("L", "R", "AL") for character in value)
    is_mirrored = not tells and any(map(unicodedata.mirrored, value))
    return f"{_FROM_LEFT if is_mirrored else _BY_ITS_LETTERS}{value}{_END}"


def read_catalogue(language: str, folder: Path | None = None) -> Catalogue | None:
    """The catalogue of `language`, such as "he"; None when there is none."""
    path = (folder or places.resources_folder() / "translations") / f"{language}.toml"
    if not path.exists():
        return None
    entries = tomllib.loads(path.read_text("utf-8"))
    counted = {source: forms for source, forms in entries.get("counted", {}).items() if forms}
    return Catalogue(language, entries.get("texts", {}), counted)


def _one_many(n: int) -> int:
    """Which of a text's forms goes with a count; in most languages there are two."""
    return 0 if n == 1 else 1


def _one_two_many(n: int) -> int:
    """Hebrew has a form for two as well."""
    return {1: 0, 2: 1}.get(n, 2)


def _pattern(source: str) -> re.Pattern[str]:
    literals = [re.escape(part) for part in _PLACE.sub("\0", source).split("\0")]
    return re.compile("(.*?)".join(literals), re.DOTALL)
