"""What a published folder says of its pictures: texts, lines where they are whole pages, and the part each plays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from seqclr_desktop.document import Line, LineOrigin, PageContent, Split, box_baseline, direction_of
from seqclr_desktop.exchange.line_pairs import whole_picture
from seqclr_desktop.exchange.page_assembly import text_version
from seqclr_desktop.geometry import Box

_PARTS = {Split.TRAIN: "to learn from", Split.VALID: "to watch with", Split.TEST: "to test with"}


@dataclass(frozen=True)
class BoxedText:
    """A line of a page, of which only the box is stated (pixels, origin top left)."""

    box: Box
    text: str


@dataclass(frozen=True)
class PublishedPicture:
    """A picture of one line or word with its `text` (empty when it is not known), or a page with `lines`.

    `source` is the file that says so.
    """

    path: Path
    source: Path
    text: str = ""
    split: Split | None = None
    lines: tuple[BoxedText, ...] = ()

    @property
    def has_text(self) -> bool:
        return bool(self.text or self.lines)

    def content(self, image_size: tuple[int, int]) -> PageContent:
        """Its lines and texts in pixels; a single line or word covers its picture and needs no looking for."""
        if not self.lines:
            return whole_picture(self.text, self.source, image_size)
        page = Box(0, 0, *image_size)
        boxes = [(_within(line.box, page), line.text) for line in self.lines]
        lines = tuple(
            Line(
                baseline=box_baseline(box),
                polygon=box.as_polygon(),
                direction=direction_of(text),
                origin=LineOrigin.IMPORT,
                human=text_version(text, self.source),
            )
            for box, text in boxes
            if box.width >= 1 and box.height >= 1
        )
        return PageContent(*image_size, (), lines)


@dataclass(frozen=True)
class BadRow:
    """A row of a table that cannot be used, with the reason in a sentence."""

    table: Path
    reason: str


@dataclass(frozen=True)
class PublishedFolder:
    """A folder that was recognised by its form. `name` says as what, `note` what a reader should know of it."""

    folder: Path
    name: str
    pictures: tuple[PublishedPicture, ...]
    bad_rows: tuple[BadRow, ...] = ()
    note: str = ""

    @cached_property
    def by_path(self) -> Mapping[Path, PublishedPicture]:
        return {picture.path: picture for picture in self.pictures}

    @property
    def sentence(self) -> str:
        """What was recognised, in words."""
        with_text = sum(picture.has_text for picture in self.pictures)
        parts = Counter(picture.split for picture in self.pictures if picture.split)
        told = [f"{_grouped(parts[part])} {words}" for part, words in _PARTS.items() if parts[part]]
        stated = f"; its own parts are kept: {', '.join(told)}" if told else ""
        amount = f"{_grouped(len(self.pictures))} pictures, {_grouped(with_text)} with text"
        return f"{self.folder.name}: recognised as {self.name} ({amount}){stated}. {self.note}".strip()


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", " ")


def _within(box: Box, page: Box) -> Box:
    left, right = (min(max(x, page.left), page.right) for x in (box.left, box.right))
    top, bottom = (min(max(y, page.top), page.bottom) for y in (box.top, box.bottom))
    return Box(left, top, right, bottom)
