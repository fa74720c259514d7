"""One connection to a collection's SQLite file: how it is opened, its transactions, its errors in our words.

Human text is worth more than speed, so every commit is synced to the disk (`synchronous = FULL`):
a killed program loses at most the transaction it was in. The write-ahead log lets the window read
while a job writes. Nothing here knows what the tables mean.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from urllib.parse import quote_from_bytes

from seqclr_desktop.collection.folding import fold
from seqclr_desktop.errors import AppError, CollectionError, StorageError

BUSY_TIMEOUT_MS = 10_000


class Database:
    """A connection, to be used in the thread that opened it. `path` must exist unless `create` is set.

    `page_limit` caps the file's size in database pages, as a full disk would; `busy_timeout_ms` is how
    long a writer waits for another one.
    """

    def __init__(
        self,
        path: Path,
        *,
        create: bool = False,
        page_limit: int | None = None,
        busy_timeout_ms: int = BUSY_TIMEOUT_MS,
    ) -> None:
        self.path = path
        mode = "rwc" if create else "rw"
        with self._errors_in_words():
            self.connection = sqlite3.connect(f"{uri_of(path.absolute())}?mode={mode}", uri=True, isolation_level=None)
        try:
            with self._errors_in_words():
                self._prepare(page_limit, busy_timeout_ms)
        except AppError:
            self.connection.close()
            raise

    def _prepare(self, page_limit: int | None, busy_timeout_ms: int) -> None:
        run = self.connection.execute
        self.connection.create_function("folded", 1, fold, deterministic=True)
        run(f"PRAGMA busy_timeout = {busy_timeout_ms}")
        # a network drive may not know shared memory; SQLite then stays with its older, slower journal
        run("PRAGMA journal_mode = WAL").fetchone()
        run("PRAGMA synchronous = FULL")
        run("PRAGMA fullfsync = ON")  # on macOS a plain fsync leaves the text in the drive's cache
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA temp_store = MEMORY")
        run("PRAGMA cache_size = -32000")
        if page_limit is not None:
            run(f"PRAGMA max_page_count = {page_limit}")

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Several questions about one and the same state of the file."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: committed at the end, rolled back on any exception.

        Raises StorageError (disk full, not writable) and CollectionError (locked too long, damaged).
        """
        # IMMEDIATE, because a reader that becomes a writer later cannot wait for another writer
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        connection = self.connection
        with self._errors_in_words():
            if connection.in_transaction:  # a step of a larger act: that one commits
                yield connection
                return
            connection.execute(begin)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        if self.connection.in_transaction:  # SQLite has done it by itself when the disk is full
            self.connection.execute("ROLLBACK")

    @contextmanager
    def _errors_in_words(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            worded = error_in_words(error, self.path)
            if worded is None:
                raise
            raise worded from error


def uri_of(path: PurePath) -> str:
    """`path` (absolute) as SQLite wants it: what an URI would take as its own ("#", "?", "%") escaped.

    The server that a folder of Windows lies on stays part of the path; `as_uri` makes a host of it, which SQLite
    refuses.
    """
    plain = path.as_posix()
    return "file://" + ("" if plain.startswith("/") else "/") + quote_from_bytes(os.fsencode(plain), safe="/:")


def error_in_words(error: sqlite3.Error, path: Path) -> AppError | None:
    """What a person should read about `error`, or None when it is a defect of ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind, the rest its variety
    where = str(path)
    if code == sqlite3.SQLITE_FULL:
        return StorageError(
            "The disk is full, so the last change could not be saved. Everything saved before is safe.",
            where=where,
            advice="Free some space and try again.",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return StorageError(
            "The collection cannot be written.",
            where=where,
            advice="Check that you may write to this folder and that its drive is not write-protected.",
        )
    if code == sqlite3.SQLITE_IOERR:
        return StorageError(
            "The drive did not answer, so the last change could not be saved.",
            where=where,
            advice="Check that the drive is still connected and has space left, then open the collection again.",
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return CollectionError(
            "Another program has been writing to this collection for too long.",
            where=where,
            advice="Wait until it has finished and try again.",
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return CollectionError(
            "The collection's file is damaged, or is no collection.",
            where=where,
            advice="Put a backup of the file in its place.",
        )
    return None
