"""The tables a collection began with. Released once, never to be changed: later changes are further migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

APPLICATION_ID = 0x53514C52  # "SQLR" in the file's header: tells our files from other SQLite files


_TABLES = (
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # AUTOINCREMENT throughout: a cache or a run may remember an id, so none is ever given twice.
    # path: relative to the collection's folder with "/" where possible; size: of the turned picture;
    # the counts are kept by triggers, so that no question has to go through 100 000 lines
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
        added_at TEXT NOT NULL,
        line_count INTEGER NOT NULL DEFAULT 0,
        human_count INTEGER NOT NULL DEFAULT 0,
        checked_count INTEGER NOT NULL DEFAULT 0,
        machine_count INTEGER NOT NULL DEFAULT 0,
        machine_only_count INTEGER NOT NULL DEFAULT 0,
        unusable_count INTEGER NOT NULL DEFAULT 0,
        to_transcribe_count INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX pages_in_order ON pages (position, id)",
    "CREATE INDEX pages_by_content ON pages (content_hash, frame)",
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
    # and confidence repeat what those say, so that filters never leave one index.
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

# which lines each count of a page counts; `row` is NEW or OLD
_COUNTED = {
    "line_count": "1",
    "human_count": "{row}.text_state >= 1",
    "checked_count": "{row}.text_state = 2",
    "machine_count": "{row}.has_machine = 1",
    "machine_only_count": "{row}.has_machine = 1 AND {row}.text_state = 0",
    "unusable_count": "{row}.is_unusable = 1",
    "to_transcribe_count": "{row}.text_state = 0 AND {row}.is_unusable = 0",
}


def make_first_tables(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in (*_TABLES, *_line_count_triggers()):
        connection.execute(statement)


def _line_count_triggers() -> Iterator[str]:
    add, subtract = _count("+", "NEW"), _count("-", "OLD")
    yield f"CREATE TRIGGER line_added AFTER INSERT ON lines BEGIN {add} END"
    yield f"CREATE TRIGGER line_deleted AFTER DELETE ON lines BEGIN {subtract} END"
    columns = "page_id, is_removed, text_state, has_machine, is_unusable"
    yield f"CREATE TRIGGER line_changed AFTER UPDATE OF {columns} ON lines BEGIN {subtract} {add} END"


def _count(sign: str, row: str) -> str:
    changes = ", ".join(f"{name} = {name} {sign} ({what.format(row=row)})" for name, what in _COUNTED.items())
    return f"UPDATE pages SET {changes} WHERE id = {row}.page_id AND {row}.is_removed = 0;"
