"""Finding the scans again after the collection's folder was moved or copied.

Paths are kept relative to the folder, so scans that moved along are found at once. For those that
stayed behind, the folder's former place tells where they were. Scans that are at neither place, because
their drive is away, are looked for at the former one each time the collection is opened.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from seqclr_desktop.collection.database import Database
from seqclr_desktop.collection.stored_values import read_path, write_file_name, write_path
from seqclr_desktop.places import is_folder, is_there

_FOLDER_KEY = "folder"


def add_former_paths(connection: sqlite3.Connection) -> None:
    """Where the scan of a page lay before the collection was moved, until it is found there; absolute."""
    connection.execute("ALTER TABLE pages ADD COLUMN former_path TEXT")
    connection.execute("CREATE INDEX pages_left_behind ON pages (former_path, path) WHERE former_path IS NOT NULL")


def follow_move(database: Database, folder: Path) -> None:
    """Point pages whose scans did not move with the folder to where they still lie. Cheap when nothing moved."""
    with database.reading() as connection:
        former = _former_folder(connection)
        is_found = any(_found_again(connection, folder))
    if former == folder and not is_found:
        return
    with database.writing() as connection:
        if former is not None and former != folder:
            _note_former_paths(connection, former, folder)
        _point_at_scans(connection, folder)
        connection.execute(
            "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (_FOLDER_KEY, write_file_name(str(folder)))
        )


def _former_folder(connection: sqlite3.Connection) -> Path | None:
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (_FOLDER_KEY,)).fetchone()
    return Path(os.fsdecode(row[0])) if row else None


def _note_former_paths(connection: sqlite3.Connection, former: Path, folder: Path) -> None:
    """Of scans that did not come along: where they are, or where they were when they were last seen."""
    for (stored,) in connection.execute("SELECT DISTINCT path FROM pages").fetchall():
        if is_there(read_path(stored, folder)):
            continue
        lay_at = read_path(stored, former)
        connection.execute(
            "UPDATE pages SET former_path = ? WHERE path = ? AND (former_path IS NULL OR ?)",
            (write_file_name(str(lay_at)), stored, is_there(lay_at)),
        )


def _found_again(connection: sqlite3.Connection, folder: Path) -> Iterator[tuple[str | bytes, str | bytes]]:
    """Path and former path, as stored, of scans that lie at the latter; a drive that is away is asked once."""
    folder_is_there = cache(is_folder)
    rows = connection.execute("SELECT DISTINCT path, former_path FROM pages WHERE former_path IS NOT NULL")
    for stored, former_path in rows.fetchall():
        lies_at = read_path(former_path, folder)
        if folder_is_there(lies_at.parent) and is_there(lies_at):
            yield stored, former_path


def _point_at_scans(connection: sqlite3.Connection, folder: Path) -> None:
    for stored, former_path in list(_found_again(connection, folder)):
        came_along = is_there(read_path(stored, folder))
        connection.execute(
            "UPDATE pages SET path = ?, former_path = NULL WHERE path = ? AND former_path = ?",
            (stored if came_along else write_path(read_path(former_path, folder), folder), stored, former_path),
        )
