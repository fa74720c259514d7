"""Writing PAGE XML 2019-07-15 (https://github.com/PRImA-Research-Lab/PAGE-XML), valid by its schema.

Transkribus orders by `custom="readingOrder {index:n;}"`, others by ReadingOrder: both are written. A
line carries one reading: the human text with its marks, or the machine's with its confidence, and marked as
such, when there is no other.
Coordinates are those of the scan as it lies in its file, with a person's turns taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from seqclr_desktop import __version__
from seqclr_desktop.document import Direction, Line, Page, PageContent, Region, TextVersion
from seqclr_desktop.exchange.machine_reading import machine_comment
from seqclr_desktop.exchange.page_marks import custom_tags
from seqclr_desktop.exchange.page_outlines import PageOutlines
from seqclr_desktop.exchange.region_kinds import REGION_KINDS
from seqclr_desktop.exchange.writing import write_whole
from seqclr_desktop.exchange.xml_reading import Element

_NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_DIRECTIONS = {Direction.LEFT_TO_RIGHT: "left-to-right", Direction.RIGHT_TO_LEFT: "right-to-left"}
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def write(content: PageContent, page: Page, path: Path) -> None:
    """Write the lines of `page`, in reading order, to `path`. Raises StorageError."""
    write_whole(path, to_bytes(content, page))


def to_bytes(content: PageContent, page: Page) -> bytes:
    """The file as bytes in UTF-8."""
    outlines = PageOutlines(content, page.rotation)
    root = etree.Element(f"{{{_NAMESPACE}}}PcGts", nsmap={None: _NAMESPACE, "xsi": _INSTANCE})
    root.set(f"{{{_INSTANCE}}}schemaLocation", f"{_NAMESPACE} {_NAMESPACE}/pagecontent.xsd")
    _add_metadata(root, content, page)
    sheet = _add(
        root,
        "Page",
        imageFilename=legal_text(page.file_name),
        imageWidth=str(outlines.width_px),
        imageHeight=str(outlines.height_px),
    )
    blocks = list(_blocks(content))
    _add_reading_order(sheet, len(blocks))
    for index, (region, lines) in enumerate(blocks):
        _add_region(sheet, index, region, lines, outlines)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def legal_text(text: str) -> str:
    """`text` without the characters that XML cannot hold (control characters, halves of surrogate pairs)."""
    return _ILLEGAL.sub("", text)


def _add_metadata(root: Element, content: PageContent, page: Page) -> None:
    """Its moments are those of the page, so that what did not change is written as it was."""
    metadata = _add(root, "Metadata")
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    _add(metadata, "Creator").text = f"SeqCLR Desktop {__version__}"
    _add(metadata, "Created").text = content.added_at or moment
    _add(metadata, "LastChange").text = content.changed_at or moment
    if page.frame or page.name != page.path.stem:
        _add(metadata, "Comments").text = f"Page {page.frame + 1} of the file."


def _blocks(content: PageContent) -> Iterator[tuple[Region | None, list[Line]]]:
    """Regions with their lines, in the order of their first lines, then regions without lines.

    PAGE knows no line outside a region: each run of lines without one makes a block of its own.
    """
    groups: dict[tuple[int | None, int], list[Line]] = {}
    run = 0
    for line in content.lines:
        is_loose = line.region_index is None or not 0 <= line.region_index < len(content.regions)
        run += not is_loose
        groups.setdefault((None, run) if is_loose else (line.region_index, 0), []).append(line)
    for (index, _), lines in groups.items():
        yield (None if index is None else content.regions[index]), lines
    for index, region in enumerate(content.regions):
        if (index, 0) not in groups:
            yield region, []


def _add_reading_order(sheet: Element, block_count: int) -> None:
    if block_count:
        group = _add(_add(sheet, "ReadingOrder"), "OrderedGroup", id="ro")
        for index in range(block_count):
            _add(group, "RegionRefIndexed", index=str(index), regionRef=f"r{index}")


def _add_region(
    sheet: Element, index: int, region: Region | None, lines: Sequence[Line], outlines: PageOutlines
) -> None:
    element = _add(sheet, "TextRegion", id=f"r{index}", custom=f"readingOrder {{index:{index};}}")
    if region is not None and region.kind in REGION_KINDS:
        element.set("type", region.kind)
        element.set("custom", element.get("custom") + f" structure {{type:{region.kind};}}")
    _add(element, "Coords", points=outlines.of_region(region, lines))
    for place, line in enumerate(lines):
        _add_line(element, f"r{index}_l{place}", place, line, outlines)


def _add_line(region: Element, identifier: str, place: int, line: Line, outlines: PageOutlines) -> None:
    custom = f"readingOrder {{index:{place};}} {_tags(line.human) if line.human else ''}".strip()
    element = _add(region, "TextLine", id=identifier, custom=legal_text(custom))
    element.set("readingDirection", _DIRECTIONS[line.direction])
    _add(element, "Coords", points=outlines.of_line(line))
    _add(element, "Baseline", points=outlines.of_baseline(line))
    version = line.human or line.machine
    text = legal_text(version.text) if version else ""
    if version and text:
        reading = _add(element, "TextEquiv", index="0")
        if not version.author_kind.is_human and version.confidence is not None:
            reading.set("conf", f"{min(max(version.confidence, 0.0), 1.0):.4f}")
        if not version.author_kind.is_human:
            reading.set("comments", machine_comment(legal_text(version.author), text))
        _add(reading, "Unicode").text = text


def _tags(version: TextVersion) -> str:
    """Its marks, placed in the text as it is written: without what XML cannot hold."""
    text = version.text
    marks = [
        replace(mark, start=len(legal_text(text[: mark.start])), end=len(legal_text(text[: mark.end])))
        for mark in version.marks
    ]
    return custom_tags(legal_text(text), marks)


def _add(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
