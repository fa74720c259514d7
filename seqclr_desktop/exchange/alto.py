"""Reading ALTO, versions 1 to 4 (https://www.loc.gov/standards/alto/), from eScriptorium, kraken and OCR programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from seqclr_desktop.document import PageContent, Region
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange.page_assembly import StatedLine, StatedPage, assemble, band_around
from seqclr_desktop.exchange.xml_reading import Element, child, children, descendants, name_of, number, points_in
from seqclr_desktop.geometry import Box, Polyline, bounding_box, polyline_length

_ZONE_KINDS = {
    "MainZone": "paragraph",
    "MarginTextZone": "marginalia",
    "NumberingZone": "page-number",
    "RunningTitleZone": "header",
    "TitlePageZone": "heading",
    "QuireMarksZone": "signature-mark",
    "DropCapitalZone": "drop-capital",
}
"""SegmOnto zones (https://segmonto.github.io) by the PAGE types nearest to them."""


def read(root: Element, path: Path, image_size: tuple[int, int]) -> PageContent:
    """The first page of an ALTO file. Raises UnreadableFileError."""
    pages = list(descendants(root, "Page"))
    if not pages:
        raise UnreadableFileError("The ALTO file holds no page.", where=str(path))
    page = pages[0]
    blocks = list(descendants(page, "TextBlock"))
    places = {block: index for index, block in enumerate(blocks)}
    in_order = _in_reading_order(root, list(descendants(page, "TextLine")))
    lines = tuple(_line(line, places.get(_block_of(line))) for line in in_order)
    labels = _labels(root)
    regions = tuple(Region(_outline(block), _kind(block, labels)) for block in blocks)
    width, height = _page_size(root, page, path)
    left_out = (f"Only the first of the {len(pages)} pages in the file was read.",) if len(pages) > 1 else ()
    stated = StatedPage(width, height, regions, lines, picture_name(root), left_out=left_out)
    return assemble(stated, image_size, path)


def _in_reading_order(root: Element, lines: Sequence[Element]) -> list[Element]:
    """By the first ReadingOrder (ALTO 4.3), which names lines or blocks; what it leaves out comes after the rest."""
    order = child(root, "ReadingOrder")
    ranks: dict[str, int] = {}
    for reference in descendants(order[0], "ElementRef") if order is not None and len(order) else ():
        for identifier in (reference.get("REF") or "").split():
            ranks.setdefault(identifier, len(ranks))

    def rank(line: Element) -> int:
        named = (ranks.get(element.get("ID") or "") for element in (line, *line.iterancestors()))
        return next((place for place in named if place is not None), len(ranks))

    return sorted(lines, key=rank)


def _page_size(root: Element, page: Element, path: Path) -> tuple[float, float]:
    """WIDTH and HEIGHT in the file's unit; scaling to the picture makes the unit itself matter no more."""
    for element in (page, next(descendants(page, "PrintSpace"), page)):
        width, height = number(element, "WIDTH"), number(element, "HEIGHT")
        is_whole = not number(element, "HPOS") and not number(element, "VPOS")  # a print space may begin further in
        if width and height and is_whole:
            return width, height
    unit = next(descendants(root, "MeasurementUnit"), None)
    if unit is not None and (unit.text or "pixel").strip() != "pixel":
        raise UnreadableFileError(
            f"The file counts in {unit.text} and does not tell the size of the page.",
            where=str(path),
            advice="Export it again in pixels.",
        )
    return 0.0, 0.0


def _line(line: Element, region_index: int | None) -> StatedLine:
    box = _box(line)
    baseline = _baseline(line.get("BASELINE"), box)
    polygon = _polygon(line)
    if not polygon and box:
        has_baseline = polyline_length(baseline) > 0
        polygon = band_around(baseline, box.top, box.bottom) if has_baseline else box.as_polygon()
    return StatedLine(baseline, polygon, _text(line), region_index)


def _baseline(stated: str | None, box: Box | None) -> Polyline:
    """BASELINE is a list of points since ALTO 4.1, before that one number: its height."""
    points = points_in(stated)
    if points or not stated or not box:
        return points
    try:
        height = float(stated)
    except ValueError:
        return ()
    return ((box.left, height), (box.right, height))


def _box(element: Element) -> Box | None:
    """HPOS, VPOS, WIDTH and HEIGHT, or the box around the strings within."""
    left, top, width, height = (number(element, name) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    if left is not None and top is not None and width and height:
        return Box(left, top, left + width, top + height)
    corners = [
        corner
        for part in element
        if name_of(part) == "String" and (box := _box(part)) is not None
        for corner in box.as_polygon()
    ]
    return bounding_box(corners) if corners else None


def _polygon(element: Element) -> Polyline:
    shape = child(element, "Shape")
    polygon = child(shape, "Polygon") if shape is not None else None
    return points_in(polygon.get("POINTS")) if polygon is not None else ()


def _outline(block: Element) -> Polyline:
    box = _box(block)
    return _polygon(block) or (box.as_polygon() if box else ())


def _text(line: Element) -> str:
    """The strings, with blanks where SP stands; where a line has no SP at all, every string is a word."""
    glue = "" if child(line, "SP") is not None else " "
    words: list[str] = []
    for part in line:
        match name_of(part):
            case "String":
                words.append(part.get("CONTENT") or "".join(g.get("CONTENT") or "" for g in children(part, "Glyph")))
            case "SP":
                words.append(" ")
            case "HYP" if words:
                words[-1] += part.get("CONTENT") or ""
    return glue.join(words)


def _block_of(line: Element) -> Element | None:
    return next((above for above in line.iterancestors() if name_of(above) == "TextBlock"), None)


def _labels(root: Element) -> dict[str, str]:
    """What the tags of the file are called: ID -> LABEL."""
    tags = child(root, "Tags")
    return {} if tags is None else {tag.get("ID") or "": tag.get("LABEL") or "" for tag in tags}


def _kind(block: Element, labels: dict[str, str]) -> str:
    stated = [labels.get(tag, "") for tag in (block.get("TAGREFS") or "").split()]
    return next((_ZONE_KINDS[zone] for label in stated if (zone := label.partition(":")[0]) in _ZONE_KINDS), "")


def picture_name(root: Element) -> str:
    """The file name of the picture as the file states it, or an empty string."""
    for source in descendants(root, "sourceImageInformation"):
        for name in children(source, "fileName"):
            return (name.text or "").strip()
    return ""
