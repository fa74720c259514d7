"""Marks as Transkribus writes them into PAGE: `custom="unclear {offset:3; length:4;} …"` on the text line.

Offsets and lengths count UTF-16 units, as Java does. Names and attributes are those of Transkribus where it
has them (`unclear`, `gap`, `add`, `person`, `place`, `comment`, `textStyle`), else plain words that it shows as
tags of one's own. Characters with a meaning in `custom` are written as backslash, u and four hexadecimal digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from seqclr_desktop.marks import Mark, MarkKind, Marks

_TAG = re.compile(r"(\w+)\s*\{([^}]*)\}")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_SPECIAL = re.compile(r"[{}:;\\\s]")

# what a kind is called, and the attribute that says the rest
_NAMES: dict[MarkKind, tuple[str, str]] = {
    MarkKind.UNCLEAR: ("unclear", ""),
    MarkKind.GAP: ("gap", ""),
    MarkKind.DELETED: ("textStyle", "strikethrough:true;"),
    MarkKind.INSERTED: ("add", ""),
    MarkKind.SUPERSCRIPT: ("textStyle", "superscript:true;"),
    MarkKind.NOTE: ("comment", "comment:{value};"),
    MarkKind.LANGUAGE: ("language", "lang:{value};"),
    MarkKind.PERSON: ("person", ""),
    MarkKind.PLACE: ("place", ""),
}


def custom_tags(text: str, marks: Iterable[Mark]) -> str:
    """The tags for `marks` of `text`, to be put behind what else the attribute says."""
    return " ".join(_tag(text, mark) for mark in marks)


def read_tags(custom: str, text: str) -> Marks:
    """The marks that a `custom` attribute puts on `text`; tags that are no marks of ours are passed over."""
    found = set()
    for name, body in _TAG.findall(custom):
        attributes = dict(_attributes(body))
        start = _place(text, attributes.get("offset", ""))
        if start is None:
            continue
        end = _place(text, str(int(attributes["offset"]) + _count(attributes.get("length", "0"))))
        for kind, value in _kinds(name, attributes):
            if end is not None and (start < end or kind is MarkKind.GAP):
                found.add(Mark(start, end, kind, value))
    return tuple(sorted(found))


def _tag(text: str, mark: Mark) -> str:
    name, rest = _NAMES[mark.kind]
    offset, length = _units(text[: mark.start]), _units(text[mark.start : mark.end])
    return f"{name} {{offset:{offset}; length:{length}; {rest.format(value=_escaped(mark.value))}".rstrip() + "}"


def _kinds(name: str, attributes: dict[str, str]) -> Iterator[tuple[MarkKind, str]]:
    """One tag may say two things: `textStyle` holds several switches."""
    for kind, (own_name, rest) in _NAMES.items():
        attribute, _, value = rest.rstrip(";").partition(":")
        if own_name != name:
            continue
        if not attribute or (value == "true" and attributes.get(attribute) == "true"):
            yield kind, ""
        elif value == "{value}":
            yield kind, attributes.get(attribute, "")


def _attributes(body: str) -> Iterator[tuple[str, str]]:
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip(), _unescaped(value.strip())


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
