"""The tables of a collection, as numbered changes, each made in one transaction and recorded.

A file made by a newer program is refused, because this one would not know what it leaves out. To
change the tables, append a function to `MIGRATIONS`; never change one that has been released.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

from seqclr_desktop import __version__
from seqclr_desktop.collection.database import Database
from seqclr_desktop.errors import CollectionError

APPLICATION_ID = 0x53514C52  # "SQLR" in the file's header: tells our files from other SQLite files


def _first_tables(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in _FIRST_TABLES:
        connection.execute(statement)


_FIRST_TABLES = (
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # AUTOINCREMENT throughout: a cache or a run may remember an id, so none is ever given twice.
    # path: relative to the collection's folder with "/" where possible; size: of the turned picture
    """CREATE TABLE pages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        path TEXT NOT NULL,
        frame INTEGER NOT NULL DEFAULT 0,
        content_hash TEXT NOT NULL DEFAULT '',
        width_px INTEGER NOT NULL,
        height_px INTEGER NOT NULL,
        rotation INTEGER NOT NULL DEFAULT 0 CHECK (rotation IN (0, 90, 180, 270)),
        split TEXT CHECK (split IN ('train', 'valid', 'test')),
        lines_looked_for INTEGER NOT NULL DEFAULT 0,
        added_at TEXT NOT NULL
    )""",
    "CREATE INDEX pages_in_order ON pages (position, id)",
    "CREATE INDEX pages_by_content ON pages (content_hash, frame)",
    "CREATE INDEX pages_looked_at ON pages (lines_looked_for)",
    """CREATE TABLE refusals (
        path TEXT PRIMARY KEY,
        reason TEXT NOT NULL,
        noted_at TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE regions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        page_id INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        polygon TEXT NOT NULL
    )""",
    "CREATE INDEX regions_of_page ON regions (page_id, position)",
    # human_id and machine_id are the newest texts; text_state (0 none, 1 human, 2 checked), has_machine
    # and confidence repeat what those say, so that counts and filters never leave one index.
    # A removed line keeps its row while it has texts, so that undoing brings all of them back.
    """CREATE TABLE lines (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        page_id INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        region_index INTEGER,
        baseline TEXT NOT NULL,
        polygon TEXT NOT NULL,
        direction TEXT NOT NULL,
        origin TEXT NOT NULL,
        flag TEXT NOT NULL DEFAULT '',
        is_unusable INTEGER NOT NULL DEFAULT 0,
        is_removed INTEGER NOT NULL DEFAULT 0,
        human_id INTEGER,
        machine_id INTEGER,
        text_state INTEGER NOT NULL DEFAULT 0,
        has_machine INTEGER NOT NULL DEFAULT 0,
        confidence REAL
    )""",
    """CREATE INDEX lines_in_order ON lines
        (page_id, is_removed, position, text_state, has_machine, confidence, is_unusable, flag)""",
    "CREATE INDEX lines_by_state ON lines (is_removed, text_state, has_machine, is_unusable)",
    # char_confidences: one little-endian 16-bit number per character, in ten-thousandths
    """CREATE TABLE text_versions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        line_id INTEGER NOT NULL REFERENCES lines (id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        author_kind TEXT NOT NULL CHECK (author_kind IN ('person', 'import', 'model')),
        author TEXT NOT NULL,
        created_at TEXT NOT NULL,
        confidence REAL,
        char_confidences BLOB,
        is_checked INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX versions_of_line ON text_versions (line_id, id)",
    """CREATE TRIGGER a_written_text_never_changes BEFORE UPDATE OF text, line_id, author_kind ON text_versions
        BEGIN SELECT RAISE(ABORT, 'a written text never changes; write a new version'); END""",
    """CREATE TABLE models (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        path TEXT NOT NULL,
        parent TEXT NOT NULL,
        created_at TEXT NOT NULL,
        note TEXT NOT NULL,
        settings TEXT NOT NULL,
        scores TEXT NOT NULL
    )""",
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL,
        settings TEXT NOT NULL,
        result TEXT NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT NOT NULL
    )""",
    """CREATE TABLE run_events (
        run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        event TEXT NOT NULL,
        PRIMARY KEY (run_id, number)
    ) WITHOUT ROWID""",
)

Migration = Callable[[sqlite3.Connection], None]
MIGRATIONS: tuple[Migration, ...] = (_first_tables,)


def migrate(database: Database, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the file up to date. Raises CollectionError, the file untouched, when it is newer than the program."""
    if _number(database) > len(migrations):
        raise CollectionError(
            f"This collection was made by a newer version of the program ({_newest_app_version(database)}) "
            f"than this one ({__version__}).",
            where=str(database.path),
            advice="Update the program to open it.",
        )
    for number, change in enumerate(migrations, start=1):
        with database.writing() as connection:
            if _number(database) < number:  # asked inside the transaction: another program may have been faster
                change(connection)
                _record(connection, number)


def check_is_collection(database: Database) -> None:
    """Raise CollectionError when the file is not one of ours."""
    with database.reading() as connection:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if application_id != APPLICATION_ID:
        raise CollectionError(
            "The file in this folder is no collection of this program, or is damaged.",
            where=str(database.path),
            advice="Put a backup of the file in its place, or choose another folder.",
        )


def _number(database: Database) -> int:
    with database.reading() as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone()
        if known is None:
            return 0
        return int(connection.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()[0])


def _newest_app_version(database: Database) -> str:
    with database.reading() as connection:
        return str(connection.execute("SELECT app_version FROM migrations ORDER BY number DESC").fetchone()[0])


def _record(connection: sqlite3.Connection, number: int) -> None:
    connection.execute(
        """CREATE TABLE IF NOT EXISTS migrations
           (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL, app_version TEXT NOT NULL)"""
    )
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute("INSERT INTO migrations VALUES (?, ?, ?)", (number, now, __version__))
