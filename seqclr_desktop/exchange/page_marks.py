"""Marks as Transkribus writes them into PAGE: `custom="unclear {offset:3; length:4;} …"` on the text line.

Offsets and lengths count UTF-16 units, as Java does. Names and attributes are those of Transkribus where it
has them (`unclear`, `gap`, `add`, `person`, `place`, `comment`, `textStyle`), else plain words that it shows as
tags of one's own. What is a mark of ours is read as one, any other tag (`abbrev`, `date`, …) as a mark that names it,
and what a tag says besides (`firstname:Marie;`) is kept as it stands: so all of them are given back as they came.
Characters with a meaning in `custom` are written as backslash, u and four hexadecimal digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from seqclr_desktop.marks import Mark, MarkKind, Marks

_TAG = re.compile(r"([^\s{}]+)\s*\{([^}]*)\}")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_SPECIAL = re.compile(r"[{}:;\\\s]")

_NAMES = {
    MarkKind.UNCLEAR: "unclear",
    MarkKind.GAP: "gap",
    MarkKind.INSERTED: "add",
    MarkKind.PERSON: "person",
    MarkKind.PLACE: "place",
}
_VALUES = {MarkKind.NOTE: ("comment", "comment"), MarkKind.LANGUAGE: ("language", "lang")}  # name, attribute
_STYLE = "textStyle"  # one tag for everything that its letters are
_STYLES = {MarkKind.DELETED: "strikethrough", MarkKind.SUPERSCRIPT: "superscript"}


def custom_tags(text: str, marks: Iterable[Mark]) -> str:
    """The tags for `marks` of `text`, to be put behind what else the attribute says."""
    return " ".join(_tag(text, mark) for mark in marks)


def read_tags(custom: str, text: str) -> Marks:
    """The marks that a `custom` attribute puts on `text`; tags that point nowhere are passed over."""
    return tuple(sorted({mark for name, body in _TAG.findall(custom) for mark in _marks(name, body, text)}))


def lost_tags(custom: str, text: str) -> tuple[str, ...]:
    """The names of the tags on letters that have no place in `text`, which may be empty."""
    return tuple(name for name, body in _TAG.findall(custom) if _is_on_letters(body) and not _marks(name, body, text))


def _tag(text: str, mark: Mark) -> str:
    name, rest = _name_and_rest(mark)
    offset, length = _units(text[: mark.start]), _units(text[mark.start : mark.end])
    return f"{name} {{offset:{offset}; length:{length}; {rest}".rstrip() + "}"


def _name_and_rest(mark: Mark) -> tuple[str, str]:
    """What the tag of a mark is called, and what it says besides its place."""
    if mark.kind in _NAMES:
        return _NAMES[mark.kind], mark.value
    if mark.kind in _VALUES:
        name, attribute = _VALUES[mark.kind]
        return name, f"{attribute}:{_escaped(mark.value)};"
    if mark.kind in _STYLES:
        return _STYLE, f"{_STYLES[mark.kind]}:true;"
    name, _, rest = mark.value.partition(" ")
    return name, rest


def _marks(name: str, body: str, text: str) -> list[Mark]:
    """What one tag says of `text`: `textStyle` may say several things, and one that points nowhere says nothing."""
    attributes = dict(_attributes(body))
    offset, length = attributes.pop("offset", ""), attributes.pop("length", "0")
    start = _place(text, offset)
    end = None if start is None else _place(text, str(int(offset) + _count(length)))
    if start is None or end is None:
        return []
    kinds = _kinds(name, attributes)
    return [Mark(start, end, kind, value) for kind, value in kinds if start < end or kind is MarkKind.GAP]


def _kinds(name: str, attributes: Mapping[str, str]) -> Iterator[tuple[MarkKind, str]]:
    """Each kind of mark that the tag stands for, with its value."""
    for kind, own_name in _NAMES.items():
        if own_name == name:
            yield kind, _written(attributes)
            return
    for kind, (own_name, attribute) in _VALUES.items():
        if own_name == name:
            yield kind, _unescaped(attributes.get(attribute, ""))
            return
    styles = {kind: style for kind, style in _STYLES.items() if name == _STYLE and attributes.get(style) == "true"}
    yield from ((kind, "") for kind in styles)
    others = {key: value for key, value in attributes.items() if key not in styles.values()}
    if others or not styles:
        yield MarkKind.TAG, f"{name} {_written(others)}".rstrip()


def _written(attributes: Mapping[str, str]) -> str:
    return " ".join(f"{name}:{value};" for name, value in attributes.items())


def _is_on_letters(body: str) -> bool:
    """Whether a tag is about letters, rather than about the line as a whole."""
    return "offset" in dict(_attributes(body))


def _attributes(body: str) -> Iterator[tuple[str, str]]:
    """Names and values, as they are escaped."""
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _unescaped(value: str) -> str:
    """Characters beyond 16 bits come as two halves, each escaped, as Java has them; a half alone is no character."""
    units = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), value)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _escaped(value: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04x}", value)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _place(text: str, units: str) -> int | None:
    """The character at which `units` of UTF-16 end; None when that is no place in the text."""
    if not units.isascii() or not units.isdigit():
        return None
    wanted, seen = int(units), 0
    for place, character in enumerate(text):
        if seen >= wanted:
            return place
        seen += _units(character)
    return len(text) if wanted <= seen else None


def _count(length: str) -> int:
    return int(length) if length.isascii() and length.isdigit() else 0
