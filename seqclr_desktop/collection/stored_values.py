"""How single values are written into the tables: points, confidences, moments, paths, JSON."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from seqclr_desktop.geometry import Point, Polyline
from seqclr_desktop.marks import Mark, MarkKind, Marks

_CONFIDENCE_STEPS = 10_000


def now() -> str:
    """This moment in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def write_points(points: Sequence[Point]) -> str:
    """`x,y x,y …` as in PAGE XML: readable with any SQLite tool, exact to the last digit."""
    return " ".join(f"{_write_number(x)},{_write_number(y)}" for x, y in points)


@lru_cache(maxsize=4096)  # the lines of a page are read again after every step of mending
def read_points(stored: str) -> Polyline:
    points = []
    for pair in stored.split():
        x, _, y = pair.partition(",")
        points.append((float(x), float(y)))
    return tuple(points)


def _write_number(value: float) -> str:
    number = float(value)
    return str(int(number)) if number.is_integer() else repr(number)


def write_confidences(confidences: Sequence[float]) -> bytes | None:
    """Two bytes a character: a page of text has thousands, and four digits are more than they are worth."""
    if not confidences:
        return None
    steps = [round(min(max(value, 0.0), 1.0) * _CONFIDENCE_STEPS) for value in confidences]
    return struct.pack(f"<{len(steps)}H", *steps)


def read_confidences(stored: bytes | None) -> tuple[float, ...]:
    if not stored:
        return ()
    return tuple(step / _CONFIDENCE_STEPS for step in struct.unpack(f"<{len(stored) // 2}H", stored))


def write_marks(marks: Sequence[Mark]) -> str:
    """`[[start, end, kind], [start, end, kind, value], …]` as JSON; empty for none."""
    rows = [[mark.start, mark.end, mark.kind.value, *([mark.value] if mark.value else [])] for mark in sorted(marks)]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def read_marks(stored: str) -> Marks:
    return tuple(
        Mark(start, end, MarkKind(kind), *value) for start, end, kind, *value in (json.loads(stored) if stored else ())
    )


def plain_path(path: Path) -> Path:
    """Absolute and without dots. Links stay: people know a scan by the name they gave it."""
    return Path(os.path.normpath(path.absolute()))


def write_path(path: Path, folder: Path) -> str | bytes:
    """`path` relative to `folder`, so that both can move together; absolute only when on another drive."""
    absolute = plain_path(path)
    try:
        return write_file_name(PurePath(os.path.relpath(absolute, folder)).as_posix())
    except ValueError:  # Windows: no way from one drive to another
        return write_file_name(absolute.as_posix())


def read_path(stored: str | bytes, folder: Path) -> Path:
    """The absolute path; `folder` is where the collection lies now."""
    # pathlib would keep the dots; its own join takes twice the time, which shows on thousands of pages
    return Path(os.path.normpath(os.path.join(folder, os.fsdecode(stored))))  # noqa: PTH118


def write_file_name(name: str) -> str | bytes:
    """Bytes for a name that is no Unicode, as old disks have them, so that the file is found again."""
    return name if writable_text(name) == name else os.fsencode(name)


def writable_text(text: str) -> str:
    """`text` with a sign of replacement for each half character, which no UTF-8 can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def write_json(values: Mapping[str, Any]) -> str:
    return json.dumps(dict(values))


def read_json(stored: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(stored)
    return values
