"""Reading PAGE XML, versions 2009 to 2024 (https://github.com/PRImA-Research-Lab/PAGE-XML), told by its root alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from seqclr_desktop.document import Direction, PageContent, Region, TextVersion
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange.machine_reading import read_machine_comment
from seqclr_desktop.exchange.page_assembly import StatedLine, StatedPage, assemble, in_short
from seqclr_desktop.exchange.page_marks import lost_tags, read_tags
from seqclr_desktop.exchange.region_kinds import REGION_KINDS
from seqclr_desktop.exchange.xml_reading import Element, child, children, descendants, name_of, number, points_in
from seqclr_desktop.geometry import Polyline, bounding_box

_DIRECTIONS = {"left-to-right": Direction.LEFT_TO_RIGHT, "right-to-left": Direction.RIGHT_TO_LEFT}
_CUSTOM_ORDER = re.compile(r"readingOrder\s*\{[^}]*index\s*:\s*(\d+)")
_CUSTOM_TYPE = re.compile(r"structure\s*\{[^}]*type\s*:\s*([^;}\s]+)")


def read(root: Element, path: Path, image_size: tuple[int, int]) -> PageContent:
    """The page of a PAGE file. Raises UnreadableFileError."""
    page = child(root, "Page")
    if page is None:
        raise UnreadableFileError("The PAGE file holds no page.", where=str(path))
    holders = _in_reading_order(page, _line_holders(page))
    lines = [
        _line(line, holder, index)
        for index, holder in enumerate(holders)
        for line in _by_custom_order(list(children(holder, "TextLine")))
    ]
    stated = StatedPage(
        width=number(page, "imageWidth") or 0.0,
        height=number(page, "imageHeight") or 0.0,
        regions=tuple(Region(_coords(holder), _kind(holder)) for holder in holders),
        lines=tuple(lines),
        image_file_name=picture_name(root),
        direction=_DIRECTIONS.get(page.get("readingDirection") or ""),
        left_out=_texts_of_regions_alone(holders),
    )
    return assemble(stated, image_size, path)


def picture_name(root: Element) -> str:
    """The file name of the picture as the file states it, or an empty string."""
    page = child(root, "Page")
    return (page.get("imageFilename") or "").strip() if page is not None else ""


def _line_holders(page: Element) -> list[Element]:
    """Text regions (nested ones too) and whatever else holds lines, such as the cells of a table."""
    return [
        element
        for element in page.iter()
        if name_of(element) == "TextRegion" or (element is not page and child(element, "TextLine") is not None)
    ]


def _texts_of_regions_alone(holders: Sequence[Element]) -> tuple[str, ...]:
    """A sentence on the regions that have a text while no line within them has one."""
    texts = [
        text
        for holder in holders
        if (text := _main_text(holder)) and not any(map(_line_text, descendants(holder, "TextLine")))
    ]
    if not texts:
        return ()
    return (
        f"Texts of regions without lines were left out: {in_short(texts)}. "
        "Find the lines in the step Lines, and type the texts there.",
    )


def _in_reading_order(page: Element, holders: Sequence[Element]) -> list[Element]:
    """By the ReadingOrder of the page; what it leaves out keeps its place in the file, after the rest."""
    order = child(page, "ReadingOrder")
    if order is None:
        return _by_custom_order(holders)
    ranks: dict[str, int] = {}
    _rank_references(order, ranks)
    return sorted(holders, key=lambda holder: _rank(holder, ranks))


def _rank_references(group: Element, ranks: dict[str, int]) -> None:
    members = list(group)
    if all(member.get("index") is not None for member in members):
        members.sort(key=lambda member: number(member, "index") or 0)
    for member in members:
        if reference := member.get("regionRef"):
            ranks.setdefault(reference, len(ranks))
        _rank_references(member, ranks)


def _rank(holder: Element, ranks: dict[str, int]) -> int:
    """The rank of the element or of the nearest region around it: the cells of a table follow their table."""
    for element in (holder, *holder.iterancestors()):
        if (found := ranks.get(element.get("id") or "")) is not None:
            return found
    return len(ranks)


def _by_custom_order(elements: Sequence[Element]) -> list[Element]:
    """By Transkribus' `custom="readingOrder {index:n;}"` when every element has one, else as they stand."""
    matches = [_CUSTOM_ORDER.search(element.get("custom") or "") for element in elements]
    ranks = [int(match.group(1)) for match in matches if match]
    if len(ranks) < len(elements):
        return list(elements)
    return [element for _, element in sorted(zip(ranks, elements, strict=True), key=lambda pair: pair[0])]


def _line(line: Element, holder: Element, region_index: int) -> StatedLine:
    baseline = child(line, "Baseline")
    parts = [part for word in children(line, "Word") for part in (word, *children(word, "Glyph"))]
    corners = [point for part in parts for point in _coords(part)]
    main = _main_reading(line)
    text = _text_of(main) if main is not None else ""
    machine = _machine(main, text) if main is not None else None
    custom, marked_text = line.get("custom") or "", text if machine is None else ""  # machines' texts have no marks
    return StatedLine(
        baseline=_points(baseline) if baseline is not None else (),
        polygon=_coords(line) or (bounding_box(corners).as_polygon() if corners else ()),
        text=text if text.strip() else _line_text(line),
        region_index=region_index,
        direction=_DIRECTIONS.get(line.get("readingDirection") or holder.get("readingDirection") or ""),
        marks=read_tags(custom, marked_text) if marked_text else (),
        machine=machine,
        lost_tags=lost_tags(custom, marked_text),
    )


def _machine(reading: Element, text: str) -> TextVersion | None:
    """What a model read, when the file says so: it must not come back as a person's text."""
    return read_machine_comment(reading.get("comments") or "", text, number(reading, "conf"))


def _line_text(line: Element) -> str:
    """The text of the line itself, or else of its words."""
    return _main_text(line) or " ".join(filter(None, map(_word_text, children(line, "Word"))))


def _main_text(element: Element) -> str:
    reading = _main_reading(element)
    return _text_of(reading).strip() if reading is not None else ""


def _main_reading(element: Element) -> Element | None:
    """The reading with the lowest index, which PAGE calls the main one; without index, the first. Blank is none."""
    readings = [reading for reading in children(element, "TextEquiv") if _text_of(reading)]
    return min(readings, key=lambda reading: number(reading, "index") or 0, default=None)


def _text_of(reading: Element) -> str:
    """As it stands, since marks count its characters; blank for none."""
    for name in ("Unicode", "PlainText"):
        found = child(reading, name)
        if found is not None and (text := "".join(found.itertext())).strip():
            return text
    return ""


def _word_text(word: Element) -> str:
    return _main_text(word) or "".join(_main_text(glyph) for glyph in children(word, "Glyph"))


def _coords(element: Element) -> Polyline:
    coords = child(element, "Coords")
    return _points(coords) if coords is not None else ()


def _points(element: Element) -> Polyline:
    """The attribute `points`, or the `Point` children that PAGE had before 2013."""
    stated = points_in(element.get("points"))
    return stated or tuple(
        (number(point, "x") or 0.0, number(point, "y") or 0.0) for point in descendants(element, "Point")
    )


def _kind(region: Element) -> str:
    custom = _CUSTOM_TYPE.search(region.get("custom") or "")
    for kind in (region.get("type"), custom.group(1) if custom else None):
        if kind in REGION_KINDS:
            return kind
    return ""
