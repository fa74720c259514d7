"""Line images kept beside the collection, so that learning never goes back to the scans.

One SQLite file of compressed grey strips, found by what they were made from: another scan, another
line shape or another way of cropping is another key. It may be deleted at any time; a damaged one is
made anew, and so is one whose lines were cropped in another way. Strips of former shapes and of pages that are gone
are forgotten after a month: a training may still be learning from them.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from seqclr_desktop.document import Line
from seqclr_desktop.errors import StorageError

_CROP_VERSION = 4  # raise it when a line is cropped differently
_CHUNK = 500
_KEPT_DAYS = 30
_TABLES = (
    "DROP TABLE IF EXISTS strips",
    "DROP TABLE IF EXISTS pages",
    "CREATE TABLE strips (key TEXT PRIMARY KEY, page TEXT NOT NULL, width INTEGER NOT NULL, data BLOB NOT NULL)",
    "CREATE INDEX strips_of_page ON strips (page)",
    # key: the `page_key`; used_on: the day, counted from the first of January of year 1
    "CREATE TABLE pages (key TEXT PRIMARY KEY, page_id INTEGER NOT NULL, used_on INTEGER NOT NULL)",
)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def page_key(content_hash: str, frame: int, rotation: int, lines: Sequence[Line]) -> str:
    """What all line images of a page depend on: its scan, and the shapes of its lines, which share a letter size."""
    return _digest([content_hash, frame, rotation, [(line.baseline, line.polygon) for line in lines]])


def cache_key(page: str, line: Line, height_px: int) -> str:
    """What the image of a line depends on, as a short hexadecimal name; `page` is the `page_key`."""
    return _digest([_CROP_VERSION, page, line.baseline, line.polygon, height_px])


def _digest(parts: Sequence[object]) -> str:
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()


class LineCache:
    """Strips (H, W) uint8 by key. Not for use from several threads."""

    def __init__(self, folder: Path, patience_s: float = 30, today: date | None = None) -> None:
        """`patience_s` is how long another program's writing is waited for. Raises OSError, sqlite3.Error."""
        self._patience_s = patience_s
        self._today = (today or datetime.now(UTC).date()).toordinal()
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "line-images.sqlite"
        try:
            self._connection = self._connect()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _DAMAGED:
                raise
            for leftover in folder.glob(f"{self._path.name}*"):  # its log too, which belongs to no other file
                leftover.unlink()
            self._connection = self._connect()

    def close(self) -> None:
        self._connection.close()

    def widths(self, keys: Sequence[str]) -> dict[str, int]:
        """Width in pixels of those of `keys` that are there. Raises StorageError when they cannot be read."""
        found: dict[str, int] = {}
        with self._damage_in_words():
            for chunk in _chunks(keys):
                marks = ",".join("?" * len(chunk))
                found.update(self._connection.execute(f"SELECT key, width FROM strips WHERE key IN ({marks})", chunk))
        return found

    def strip(self, key: str) -> np.ndarray:
        """Raises KeyError when it is not there, StorageError when it cannot be read."""
        with self._damage_in_words():
            row = self._connection.execute("SELECT width, data FROM strips WHERE key = ?", (key,)).fetchone()
            if row is not None:
                return np.frombuffer(zlib.decompress(row[1]), np.uint8).reshape(-1, row[0])
        raise KeyError(key)

    def put(self, page: str, strips: Iterable[tuple[str, np.ndarray]]) -> None:
        """Keep strips of the page with this `page_key`, in one transaction."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO strips (key, page, width, data) VALUES (?, ?, ?, ?)",
                ((key, page, strip.shape[1], zlib.compress(strip.tobytes(), 1)) for key, strip in strips),
            )

    def note_use(self, page_id: int, page: str) -> None:
        """The page of the collection with this id is used as its `page_key` tells it. Writes once a day at most."""
        row = (page, page_id, self._today)
        known = self._connection.execute("SELECT key, page_id, used_on FROM pages WHERE key = ?", (page,)).fetchone()
        if known != row:
            with self._connection:
                self._connection.execute("INSERT OR REPLACE INTO pages (key, page_id, used_on) VALUES (?, ?, ?)", row)

    def forget(self, page_ids: Iterable[int]) -> None:
        """Forget what nobody used for a month: shapes that pages had before, and pages other than `page_ids`."""
        rows = self._connection.execute("SELECT key, page_id, used_on FROM pages ORDER BY used_on, rowid").fetchall()
        there = set(page_ids)
        now = {page_id: key for key, page_id, _ in rows if page_id in there}  # the one used last
        too_old = self._today - _KEPT_DAYS
        gone = [(key,) for key, page_id, used_on in rows if used_on < too_old and now.get(page_id) != key]
        if gone:
            with self._connection:
                self._connection.executemany("DELETE FROM strips WHERE page = ?", gone)
                self._connection.executemany("DELETE FROM pages WHERE key = ?", gone)

    @contextmanager
    def _damage_in_words(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, zlib.error, ValueError) as error:
            raise StorageError(
                "The line images that were kept cannot be read.",
                where=str(self._path),
                advice="Delete this file and start again; they are made anew.",
            ) from error

    def _connect(self) -> sqlite3.Connection:
        # A job prepares the strips in one thread and learns from them in the same one; only closing may
        # fall to another, when the program ends.
        connection = sqlite3.connect(self._path, timeout=self._patience_s, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")  # it can all be made again
            _make_tables(connection)
        except sqlite3.Error:
            connection.close()  # Windows deletes no file that is open
            raise
        return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    """Anew where lines were cropped in another way."""
    if _has_these_tables(connection):
        return
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if not _has_these_tables(connection):  # asked again: another program may have been faster
            for statement in _TABLES:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_CROP_VERSION}")


def _has_these_tables(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA user_version").fetchone() == (_CROP_VERSION,))


def _chunks(keys: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _CHUNK):
        yield list(keys[start : start + _CHUNK])
