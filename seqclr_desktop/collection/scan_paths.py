"""Finding the scans again after the collection's folder was moved or copied.

Paths are kept relative to the folder, so scans that moved along are found at once. For those that
stayed behind, the folder's former place tells where they were.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from seqclr_desktop.collection.database import Database
from seqclr_desktop.collection.stored_values import read_path, write_file_name, write_path
from seqclr_desktop.places import is_there

_FOLDER_KEY = "folder"


def follow_move(database: Database, folder: Path) -> None:
    """Point pages whose scans did not move with the folder to where they still lie. Cheap when nothing moved."""
    with database.reading() as connection:
        former = _former_folder(connection)
    if former == folder:
        return
    with database.writing() as connection:
        if former is not None:
            _point_at_scans(connection, former, folder)
        connection.execute(
            "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (_FOLDER_KEY, write_file_name(str(folder)))
        )


def _former_folder(connection: sqlite3.Connection) -> Path | None:
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (_FOLDER_KEY,)).fetchone()
    return Path(os.fsdecode(row[0])) if row else None


def _point_at_scans(connection: sqlite3.Connection, former: Path, folder: Path) -> None:
    for (stored,) in connection.execute("SELECT DISTINCT path FROM pages").fetchall():
        stayed = read_path(stored, former)
        if not is_there(read_path(stored, folder)) and is_there(stayed):
            connection.execute("UPDATE pages SET path = ? WHERE path = ?", (write_path(stayed, folder), stored))
