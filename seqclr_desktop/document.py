"""The records every room shares: page, region, line, and the versions of a line's text.

Coordinates are pixels of the upright page as `images.reading` shows it, origin top left. Records are
frozen; to change one, make another with `dataclasses.replace` and hand it to the collection.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from seqclr_desktop.geometry import Box, Point, Polyline, bounding_box
from seqclr_desktop.marks import Marks


class Direction(StrEnum):
    """The direction in which a line is written."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


class Split(StrEnum):
    """What a page is for: learning, watching the learning, or the one honest test at the end."""

    TRAIN = "train"
    VALID = "valid"
    TEST = "test"


class AuthorKind(StrEnum):
    """Who wrote a version of a text. Person and import count as human; a machine never replaces them."""

    PERSON = "person"
    IMPORT = "import"
    MODEL = "model"

    @property
    def is_human(self) -> bool:
        return self is not AuthorKind.MODEL


class LineOrigin(StrEnum):
    """Where a line's shape comes from."""

    FOUND = "found"
    IMPORT = "import"
    PERSON = "person"


@dataclass(frozen=True)
class Region:
    """A block of text. `kind` is the PAGE type ("paragraph", "heading", "marginalia", …) or empty."""

    polygon: Polyline
    kind: str = ""
    id: int | None = None


@dataclass(frozen=True)
class WordAlternative:
    """Another word that a model holds possible for the characters `start` to `end` (not included) of its text.

    `probability` (0–1) is that of this reading against all others of the same place.
    """

    start: int
    end: int
    word: str
    probability: float


@dataclass(frozen=True)
class TextVersion:
    """One version of the text of a line.

    `text` is NFC in logical order, without line ends. `confidence` (0–1) and `char_confidences`
    (one per character of `text`) are there for machine text only, and so are `alternatives`, which are
    kept when they are written but not read with every line: `Collection.alternatives` has them. `marks`
    are there for human text only.
    """

    text: str
    author_kind: AuthorKind
    author: str = ""
    created_at: str = ""
    confidence: float | None = None
    char_confidences: tuple[float, ...] = ()
    alternatives: tuple[WordAlternative, ...] = ()
    is_checked: bool = False
    marks: Marks = ()
    id: int | None = None


@dataclass(frozen=True)
class Line:
    """One line of writing.

    `baseline` has at least two points, in writing order or from left to right (both are met with).
    `polygon` may be empty when only a baseline is known. `region_index` is the place in the page's
    regions. `comment` is a person's remark for people. `human` is the newest text by a person or import,
    `machine` the newest by a model. `accepted` are the oddities (see `layout.odd_lines`) a person has said
    are right; `text_waits` tells that the text awaits a person's decision, because a new search found no
    line for it or its line was taken off the page.
    """

    baseline: Polyline
    polygon: Polyline = ()
    direction: Direction = Direction.LEFT_TO_RIGHT
    region_index: int | None = None
    origin: LineOrigin = LineOrigin.FOUND
    flag: str = ""
    is_unusable: bool = False
    accepted: tuple[str, ...] = ()
    text_waits: bool = False
    comment: str = ""
    human: TextVersion | None = None
    machine: TextVersion | None = None
    id: int | None = None
    page_id: int | None = None
    position: int = 0

    def __post_init__(self) -> None:
        if len(self.baseline) < 2:
            raise ValueError("a line needs a baseline of at least two points")

    @property
    def box(self) -> Box:
        """The box around polygon and baseline."""
        return bounding_box((*self.polygon, *self.baseline))

    @property
    def best_text(self) -> str:
        """The human text when there is one, else the machine's, else an empty string."""
        version = self.human or self.machine
        return version.text if version else ""


@dataclass(frozen=True)
class Page:
    """One page of a collection: one picture, or one frame of a multi-page TIFF or PDF.

    `name` is the picture's file name without ending, with `#2` (frame number from 1) appended for
    frames of multi-page files. `path` is absolute. `rotation` is a person's turn of the upright
    picture, in degrees clockwise (0, 90, 180, 270); coordinates are those of the turned picture.
    `to_transcribe_count` are its usable lines without a human text.
    """

    name: str
    path: Path
    width_px: int
    height_px: int
    frame: int = 0
    rotation: int = 0
    content_hash: str = ""
    split: Split | None = None
    position: int = 0
    line_count: int = 0
    human_count: int = 0
    machine_count: int = 0
    to_transcribe_count: int = 0
    lines_looked_for: bool = False
    id: int | None = None

    @property
    def file_name(self) -> str:
        return self.path.name

    @property
    def needs_search(self) -> bool:
        """Whether its lines are still to be looked for; where a person drew some, only if they ask for it."""
        return not (self.lines_looked_for or self.line_count)


@dataclass(frozen=True)
class PageContent:
    """What a transcription file (PAGE, ALTO, …) says of one page, or what is to be written to one.

    `left_out` tells in sentences what the file has besides that could not be taken, `lost_tags` names each tag
    of a stretch of text that could not. `added_at` and `changed_at` (UTC, ISO 8601) are when a page of a collection
    came there, and when its lines and texts were last changed.
    """

    width_px: int
    height_px: int
    regions: tuple[Region, ...] = ()
    lines: tuple[Line, ...] = ()
    image_file_name: str = ""
    left_out: tuple[str, ...] = ()
    lost_tags: tuple[str, ...] = ()
    added_at: str = ""
    changed_at: str = ""


def normalise_text(text: str) -> str:
    """NFC, runs of white space (line ends included) made one blank, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def box_baseline(box: Box, *, descender_share: float = 0.25) -> tuple[Point, Point]:
    """A straight baseline for a line of which only the box is known."""
    y = box.bottom - descender_share * box.height
    return ((box.left, y), (box.right, y))


def direction_of(text: str) -> Direction:
    """The direction of the first strong character (UAX #9, rules P2 and P3); left to right when none."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return Direction.RIGHT_TO_LEFT
        if kind == "L":
            return Direction.LEFT_TO_RIGHT
    return Direction.LEFT_TO_RIGHT


def majority_direction(texts: Sequence[str]) -> Direction:
    """The direction most of `texts` are written in."""
    rtl = sum(direction_of(text) is Direction.RIGHT_TO_LEFT for text in texts)
    return Direction.RIGHT_TO_LEFT if rtl * 2 > len(texts) else Direction.LEFT_TO_RIGHT


def scripts_of(texts: Sequence[str]) -> list[str]:
    """The scripts that a fifth of the letters or more belong to, such as "latin" or "hebrew", commonest first."""
    names = (unicodedata.name(letter, "") for text in texts for letter in text if letter.isalpha())
    counts = Counter(name.split(" ", 1)[0].lower() for name in names)
    return [script for script, count in counts.most_common() if count * 5 >= counts.total()]
