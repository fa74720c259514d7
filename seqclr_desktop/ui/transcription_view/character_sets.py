"""Sets of special characters: named ones, those of a collection, and keyboards of eScriptorium. No Qt here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seqclr_desktop.errors import UnreadableFileError

_MOST_SHOWN = 60
_ON_EVERY_KEYBOARD = frozenset(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True)
class CharacterSet:
    """A name and the characters (or short strings) that belong to it, in the order they are shown."""

    name: str
    characters: tuple[str, ...]


NAMED_SETS = (
    CharacterSet("Medieval abbreviations", tuple("ꝑꝓꝕꝗꝙꝛꝝꝫꝭꝯ⁊ꝰꝵꝸ₰ſƿþðæœøⱥɇ\u0304\u0303\u0363\u0364\u0365\u0366")),
    CharacterSet(
        "Hebrew points",
        tuple("\u05b0\u05b1\u05b2\u05b3\u05b4\u05b5\u05b6\u05b7\u05b8\u05b9\u05bb\u05bc\u05c1\u05c2׳״־׃"),
    ),
    CharacterSet("Fractions", tuple("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⁄")),
    CharacterSet("Currency and measures", tuple("£₤₣ƒ¢€₰₶ℳ℔℥ℨ℈℟°")),
)


def count_characters(texts: Iterable[str]) -> dict[str, int]:
    """How often each character that no ordinary keyboard has stands in `texts`, the most frequent first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    return {character: count for character, count in counts.most_common() if character not in _ON_EVERY_KEYBOARD}


def most_used(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The first of `counts`, as many as a palette can hold."""
    return tuple(counts)[:_MOST_SHOWN]


def read_keyboard(path: Path) -> CharacterSet:
    """A virtual keyboard as eScriptorium writes it (JSON). Raises UnreadableFileError."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError("The keyboard cannot be read.", where=str(path)) from error
    except ValueError as error:
        raise UnreadableFileError(
            "The file is no JSON.", where=str(path), advice="Export the keyboard from eScriptorium again."
        ) from error
    keys = sorted(_keys(content), key=lambda key: (_number(key, "row"), _number(key, "column")))
    characters = tuple(dict.fromkeys(str(key["character"]) for key in keys))
    if not characters:
        raise UnreadableFileError(
            "The file names no characters.", where=str(path), advice="Choose a virtual keyboard of eScriptorium."
        )
    name = content.get("name") if isinstance(content, dict) else None
    return CharacterSet(str(name or path.stem), characters)


def write_sets(sets: Sequence[CharacterSet]) -> str:
    return json.dumps([[one.name, list(one.characters)] for one in sets], ensure_ascii=False)


def read_sets(stored: str) -> tuple[CharacterSet, ...]:
    """The sets that were kept; none for anything else."""
    try:
        return tuple(CharacterSet(str(name), tuple(map(str, characters))) for name, characters in json.loads(stored))
    except (ValueError, TypeError):
        return ()


def with_set(sets: Sequence[CharacterSet], one: CharacterSet) -> tuple[CharacterSet, ...]:
    """`one` at the end, in the place of a set of the same name."""
    return (*without_set(sets, one.name), one)


def without_set(sets: Sequence[CharacterSet], name: str) -> tuple[CharacterSet, ...]:
    return tuple(other for other in sets if other.name != name)


def _keys(content: Any) -> Iterator[dict[str, Any]]:
    """Every object that names a character, wherever it stands: versions of the format nest them differently."""
    if isinstance(content, dict):
        if isinstance(content.get("character"), str) and content["character"].strip():
            yield content
        content = list(content.values())
    if isinstance(content, list):
        for entry in content:
            yield from _keys(entry)


def _number(key: dict[str, Any], name: str) -> float:
    value = key.get(name, 0)
    return float(value) if isinstance(value, int | float) else 0.0
