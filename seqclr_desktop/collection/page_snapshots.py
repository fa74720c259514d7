"""A page before and after an act, written so small that a thousand of them weigh next to nothing.

Lines are remembered by their number: the rows of those that are on one side alone are hidden with their shapes and
texts as long as the page is on the other side. Shapes are written only of lines that have another one on either side.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from seqclr_desktop.collection.line_rows import SELECT_LINES, line_from_row
from seqclr_desktop.collection.page_lines import PageLines
from seqclr_desktop.collection.stored_values import read_points, write_points
from seqclr_desktop.document import Direction, Line, LineOrigin, Region
from seqclr_desktop.geometry import Point


def write_snapshot(state: PageLines, other: PageLines) -> str:
    """`state`, to which there is a way from `other` and back."""
    others = {line.id: line for line in other.lines}
    lines = [
        [line.id, _written_shape(line)] if _has_other_shape(line, others.get(line.id)) else line.id
        for line in state.lines
    ]
    regions = [[region.kind, write_points(region.polygon)] for region in state.regions]
    return json.dumps({"lines": lines, "regions": regions})


def read_snapshot(connection: sqlite3.Connection, now: PageLines, stored: str) -> PageLines:
    """The state that was written, of a page that is on the other side `now`; texts that wait stay as they are."""
    snapshot = json.loads(stored)
    entries: list[Any] = [entry if isinstance(entry, list) else (entry, None) for entry in snapshot["lines"]]
    shapes: dict[int, dict[str, Any] | None] = dict(entries)
    rows = connection.execute(
        f"{SELECT_LINES} WHERE l.id IN (SELECT value FROM json_each(?))", (json.dumps(list(shapes)),)
    )
    known = {line.id: line for line in map(line_from_row, rows)}
    lines = [_with_shape(known[line_id], shape) for line_id, shape in shapes.items() if line_id in known]
    regions = tuple(Region(read_points(points), kind) for kind, points in snapshot["regions"])
    return dataclasses.replace(now.with_lines(lines), regions=regions)


def digest_of(state: PageLines) -> str:
    """The same as long as nobody changes what they see of the page, or writes there.

    What machines read makes no difference, nor does which way lines run and in which order, because these follow a
    direction that is chosen for the whole collection. A page turned there and back is the same.
    """
    lines = sorted((_seen(line) for line in state.lines), key=lambda seen: str(seen[0]))
    waiting = sorted((line.id or 0, _text(line)) for line in state.waiting)
    regions = [(region.kind, _rounded(region.polygon)) for region in state.regions]
    return hashlib.blake2b(repr((lines, waiting, regions)).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _has_other_shape(line: Line, other: Line | None) -> bool:
    return other is not None and _written_shape(other) != _written_shape(line)


def _seen(line: Line) -> tuple[Any, ...]:
    shape = (_rounded(line.baseline), _rounded(line.polygon), line.region_index, line.origin.value, line.flag)
    return (line.id, *shape, line.is_unusable, line.accepted, line.text_waits, line.comment, _text(line))


def _rounded(points: Sequence[Point]) -> str:
    """As far as turning a page leaves them: after half a turn 0.1 may be 0.0999999999."""
    return " ".join(f"{x:.3f},{y:.3f}" for x, y in points)


def _text(line: Line) -> tuple[int | None, bool]:
    return (line.human.id, line.human.is_checked) if line.human is not None else (None, False)


def _written_shape(line: Line) -> dict[str, Any]:
    return {
        "baseline": write_points(line.baseline),
        "polygon": write_points(line.polygon),
        "direction": line.direction.value,
        "region_index": line.region_index,
        "origin": line.origin.value,
        "flag": line.flag,
        "is_unusable": line.is_unusable,
        "accepted": list(line.accepted),
        "text_waits": line.text_waits,
    }


def _with_shape(line: Line, written: dict[str, Any] | None) -> Line:
    if written is None:
        return line
    return dataclasses.replace(
        line,
        **{
            **written,
            "baseline": read_points(written["baseline"]),
            "polygon": read_points(written["polygon"]),
            "direction": Direction(written["direction"]),
            "origin": LineOrigin(written["origin"]),
            "accepted": tuple(written["accepted"]),
        },
    )
