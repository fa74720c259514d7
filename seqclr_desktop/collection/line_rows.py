"""Lines and regions: table rows to records and back. Everything here works inside a given transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from seqclr_desktop.collection.stored_values import read_points, write_points
from seqclr_desktop.collection.transcriptions import VERSION_COLUMNS, version_from_row, write_version
from seqclr_desktop.document import Direction, Line, LineOrigin, Region

_LINE_COLUMNS = (
    "id",
    "page_id",
    "position",
    "region_index",
    "baseline",
    "polygon",
    "direction",
    "origin",
    "flag",
    "is_unusable",
    "accepted",
    "text_waits",
    "comment",
)
_TEXTS_FROM = len(_LINE_COLUMNS)
_MACHINE_FROM = _TEXTS_FROM + len(VERSION_COLUMNS)
_SELECTED = ", ".join(
    [f"l.{name}" for name in _LINE_COLUMNS] + [f"{table}.{name}" for table in "hm" for name in VERSION_COLUMNS]
)
SELECT_LINES = f"""SELECT {_SELECTED} FROM lines l
    LEFT JOIN text_versions h ON h.id = l.human_id
    LEFT JOIN text_versions m ON m.id = l.machine_id"""
_SHAPE_COLUMNS = _LINE_COLUMNS[2:-1]  # a comment is no part of the shape: giving an old shape back leaves it alone
_INSERT_LINE = (
    f"INSERT INTO lines (page_id, {', '.join(_SHAPE_COLUMNS)}) VALUES (?, {', '.join('?' * len(_SHAPE_COLUMNS))})"
)


def line_from_row(row: tuple[Any, ...]) -> Line:
    """The record for a row of `SELECT_LINES`."""
    number, page_id, position, region_index, baseline, polygon, direction, origin, flag = row[:9]
    is_unusable, accepted, text_waits, comment = row[9:_TEXTS_FROM]
    human, machine = row[_TEXTS_FROM:_MACHINE_FROM], row[_MACHINE_FROM:]
    return Line(
        baseline=read_points(baseline),
        polygon=read_points(polygon),
        direction=Direction(direction),
        region_index=region_index,
        origin=LineOrigin(origin),
        flag=flag,
        is_unusable=bool(is_unusable),
        accepted=tuple(accepted.split()),
        text_waits=bool(text_waits),
        comment=comment,
        human=version_from_row(human) if human[0] is not None else None,
        machine=version_from_row(machine) if machine[0] is not None else None,
        id=number,
        page_id=page_id,
        position=position,
    )


def lines_of_page(connection: sqlite3.Connection, page_id: int) -> list[Line]:
    """In reading order."""
    rows = connection.execute(
        f"{SELECT_LINES} WHERE l.page_id = ? AND l.is_removed = 0 ORDER BY l.position, l.id", (page_id,)
    )
    return [line_from_row(row) for row in rows]


def waiting_lines_of_page(connection: sqlite3.Connection, page_id: int) -> list[Line]:
    """Lines taken off the page whose texts wait for a decision, as they were placed."""
    rows = connection.execute(
        f"{SELECT_LINES} WHERE l.page_id = ? AND l.is_removed = 1 AND l.text_waits = 1 ORDER BY l.position, l.id",
        (page_id,),
    )
    return [line_from_row(row) for row in rows]


def insert_line(connection: sqlite3.Connection, page_id: int, line: Line, position: int) -> int:
    """Store a new line with the texts it carries at `position`, moving no other line; returns its id."""
    line_id = connection.execute(_INSERT_LINE, (page_id, *_shape_values(line, position))).lastrowid
    assert line_id is not None
    write_texts_of(connection, line_id, line)
    return line_id


def update_shape(connection: sqlite3.Connection, line: Line) -> None:
    """Everything a line is but its page and its texts."""
    assignments = ", ".join(f"{name} = ?" for name in _SHAPE_COLUMNS)
    connection.execute(f"UPDATE lines SET {assignments} WHERE id = ?", (*_shape_values(line, line.position), line.id))


def _shape_values(line: Line, position: int) -> tuple[Any, ...]:
    return (
        position,
        line.region_index,
        write_points(line.baseline),
        write_points(line.polygon),
        line.direction.value,
        line.origin.value,
        line.flag,
        line.is_unusable,
        " ".join(line.accepted),
        line.text_waits,
    )


def write_texts_of(connection: sqlite3.Connection, line_id: int, line: Line) -> None:
    """The human and machine texts that `line` carries, as new versions of the line stored under `line_id`."""
    if line.human is not None and line.human.text.strip():
        write_version(connection, line_id, line.human)
    if line.machine is not None:
        write_version(connection, line_id, line.machine)


def place_lines(connection: sqlite3.Connection, line_ids: Iterable[int]) -> None:
    """Number the lines of a page 0, 1, 2, … in the order of `line_ids`."""
    connection.executemany("UPDATE lines SET position = ?1 WHERE id = ?2 AND position <> ?1", enumerate(line_ids))


def ids_of_page(connection: sqlite3.Connection, page_id: int) -> list[int]:
    """In reading order."""
    rows = connection.execute(
        "SELECT id FROM lines WHERE page_id = ? AND is_removed = 0 ORDER BY position, id", (page_id,)
    )
    return [number for (number,) in rows]


def regions_of_page(connection: sqlite3.Connection, page_id: int) -> list[Region]:
    """In their order, which `Line.region_index` counts."""
    rows = connection.execute("SELECT id, kind, polygon FROM regions WHERE page_id = ? ORDER BY position", (page_id,))
    return [Region(read_points(polygon), kind, number) for number, kind, polygon in rows]


def write_regions(connection: sqlite3.Connection, page_id: int, regions: Sequence[Region]) -> None:
    """Put `regions` in the place of those the page has."""
    connection.execute("DELETE FROM regions WHERE page_id = ?", (page_id,))
    connection.executemany(
        "INSERT INTO regions (page_id, position, kind, polygon) VALUES (?, ?, ?, ?)",
        [(page_id, n, region.kind, write_points(region.polygon)) for n, region in enumerate(regions)],
    )
