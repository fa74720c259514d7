"""Line images kept beside the collection, so that learning never goes back to the scans.

One SQLite file of compressed grey strips, found by what they were made from: another scan, another
line shape or another way of cropping is another key. It may be deleted at any time; a damaged one is
made anew.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from seqclr_desktop.document import Line
from seqclr_desktop.errors import StorageError

_CROP_VERSION = 4  # raise it when a line is cropped differently
_CHUNK = 500
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

    def __init__(self, folder: Path, patience_s: float = 30) -> None:
        """`patience_s` is how long another program's writing is waited for. Raises OSError, sqlite3.Error."""
        self._patience_s = patience_s
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

    def put(self, strips: Iterable[tuple[str, np.ndarray]]) -> None:
        """Keep strips, in one transaction."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO strips (key, width, data) VALUES (?, ?, ?)",
                ((key, strip.shape[1], zlib.compress(strip.tobytes(), 1)) for key, strip in strips),
            )

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
            connection.execute(
                "CREATE TABLE IF NOT EXISTS strips (key TEXT PRIMARY KEY, width INTEGER NOT NULL, data BLOB NOT NULL)"
            )
        except sqlite3.Error:
            connection.close()  # Windows deletes no file that is open
            raise
        return connection


def _chunks(keys: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _CHUNK):
        yield list(keys[start : start + _CHUNK])
