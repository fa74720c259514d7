"""Parsing other people's XML safely, with sentences that name the file and the line.

Nothing outside the file is ever fetched, and entities are left alone, so that a file cannot read
others or grow without end. Names are compared without their namespace: PAGE and ALTO changed theirs
with every version, and some programs leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.geometry import Point, Polyline

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for the type

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PLACE_IN_MESSAGE = re.compile(r",? line \d+, column \d+.*$")


def parse(path: Path) -> Element:
    """The root element. Raises UnreadableFileError naming file and line."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise _broken(path, error) from error
    except OSError as error:
        raise UnreadableFileError(
            "The transcription file cannot be read.", where=str(path), advice="See whether it is still there."
        ) from error


def _broken(path: Path, error: etree.XMLSyntaxError) -> UnreadableFileError:
    if not path.stat().st_size:
        return UnreadableFileError("The file is empty.", where=str(path), advice="Export it again.")
    reason = _PLACE_IN_MESSAGE.sub("", error.msg or "").strip()
    what = f"The XML is broken in line {error.lineno}."
    return UnreadableFileError(
        f"The XML is broken in line {error.lineno} ({reason})." if reason else what,
        where=str(path),
        advice="Export it again, or repair that line.",
    )


def name_of(element: Element) -> str:
    """The element's name without namespace; an entity left alone has none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    """The direct children called `name`, in document order."""
    return (child for child in element if name_of(child) == name)


def child(element: Element, name: str) -> Element | None:
    """The first direct child called `name`."""
    return next(children(element, name), None)


def descendants(element: Element, name: str) -> Iterator[Element]:
    """Everything called `name` below (or at) the element, in document order."""
    return (found for found in element.iter() if name_of(found) == name)


def number(element: Element, attribute: str) -> float | None:
    """A numeric attribute, or None when it is missing or no number."""
    match = _NUMBER.search(element.get(attribute) or "")
    return float(match.group()) if match else None


def points_in(text: str | None) -> Polyline:
    """The points of "x,y x,y" (PAGE, ALTO 4.1) or "x y x y" (older ALTO); a half point at the end is left out."""
    values = [float(value) for value in _NUMBER.findall(text or "")]
    points: list[Point] = list(zip(values[0::2], values[1::2], strict=False))
    return tuple(points)
