"""Tiny pages, lines and collections for tests, in an archivist's terms; every call makes a new record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from seqclr_desktop.collection import ActReport, Collection, FindingReport, ModelKind, ModelRecord
from seqclr_desktop.collection.waiting_texts import without_lines
from seqclr_desktop.document import AuthorKind, Line, Page, PageContent, Split, TextVersion
from seqclr_desktop.geometry import Polyline

PAGE_WIDTH_PX = 1000
PAGE_HEIGHT_PX = 1400
LINE_DISTANCE_PX = 80

_ReportT = TypeVar("_ReportT", ActReport, FindingReport)


def make_page(name: str = "page", folder: Path = Path("/scans"), **changes: Any) -> Page:
    """A page of 1000 x 1400 pixels whose scan would lie in `folder` as NAME.jpg."""
    path = changes.pop("path", folder / f"{name}.jpg")
    return Page(name, path, **{"width_px": PAGE_WIDTH_PX, "height_px": PAGE_HEIGHT_PX, **changes})


def make_line(number: int = 0, text: str = "", *, left: float = 100, right: float = 900, **changes: Any) -> Line:
    """The line `number` (from 0) of a page with lines 80 pixels apart, with an imported text when one is given."""
    y = LINE_DISTANCE_PX * (number + 1)
    human = TextVersion(text, AuthorKind.IMPORT) if text else None
    return Line(
        **{
            "baseline": ((left, y), (right, y)),
            "polygon": outline(left, y - 50, right, y + 15),
            "human": human,
            "position": number,
            **changes,
        }
    )


def outline(left: float, top: float, right: float, bottom: float) -> Polyline:
    """The corners of a box, clockwise from the top left."""
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def make_content(*texts: str) -> PageContent:
    """Lines under one another, one for each text; an empty text makes a line without one."""
    return PageContent(PAGE_WIDTH_PX, PAGE_HEIGHT_PX, lines=tuple(make_line(n, text) for n, text in enumerate(texts)))


def machine_text(text: str = "read by a model", confidence: float = 0.9, author: str = "model-1") -> TextVersion:
    """A text as a model leaves it, with the same confidence for each character."""
    return TextVersion(
        text, AuthorKind.MODEL, author, confidence=confidence, char_confidences=(confidence,) * len(text)
    )


def collection_with(folder: Path, *texts: str, name: str = "page") -> Collection:
    """A new, open collection in `folder` with one page and a line for each text."""
    collection = Collection.create(folder)
    collection.add_page(make_page(name), make_content(*texts))
    return collection


def collection_of_parts(folder: Path, *parts: tuple[int, Split | None]) -> Collection:
    """A new, open collection of pages with so many transcribed lines each, and what the page is for."""
    collection = Collection.create(folder)
    for number, (line_count, split) in enumerate(parts):
        page = make_page(f"page-{number}", content_hash=f"hash {number}", split=split)
        collection.add_page(page, make_content(*(f"line {n} of {number}" for n in range(line_count))))
    return collection


def line_texts(lines: Sequence[Line]) -> list[str]:
    """What each line says, best text first."""
    return [line.best_text for line in lines]


def add_line(collection: Collection, line: Line) -> Line:
    """Put `line` on its page at its `position`, as a person who draws one does; one that was removed comes back."""
    assert line.page_id is not None
    before = collection.page_lines(line.page_id)
    lines = list(before.lines)
    lines.insert(line.position, line)
    waiting = [other for other in before.waiting if other.id != line.id]
    reached = collection.set_page_lines(before, before.with_lines(lines, waiting=waiting))
    there = {known.id for known in before.lines}
    (added,) = (known for known in reached.lines if known.id not in there)
    return added


def remove_lines(collection: Collection, line_ids: Sequence[int]) -> None:
    """Take lines off their pages, as a person who deletes them does; texts that people wrote on them wait."""
    for page_id in {line.page_id for line in collection.lines_by_id(line_ids)}:
        before = collection.page_lines(page_id or 0)
        collection.set_page_lines(before, without_lines(before, line_ids))


def add_model(collection: Collection, name: str, kind: ModelKind = ModelKind.RECOGNISER, **details: Any) -> ModelRecord:
    """Enter a model into the collection. Its file is there, but holds no weights."""
    collection.models_folder.mkdir(exist_ok=True)
    path = collection.models_folder / f"{name}.safetensors"
    path.write_bytes(b"weights")
    return collection.add_model(ModelRecord(name, kind, path, **details))


def whole(steps: Iterable[_ReportT]) -> _ReportT:
    """Go through an act to its end; what it has done then."""
    *_, report = steps
    return report
