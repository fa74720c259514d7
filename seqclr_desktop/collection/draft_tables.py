"""Drafts beside the versions, and marks within them. Released once, never to be changed."""

from __future__ import annotations

import sqlite3


def add_drafts_and_marks(connection: sqlite3.Connection) -> None:
    """A draft is what is being typed on a line; it may be rewritten until it becomes a version."""
    for statement in _STATEMENTS:
        connection.execute(statement)


_STATEMENTS = (
    """CREATE TABLE drafts (
        line_id INTEGER PRIMARY KEY REFERENCES lines (id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        marks TEXT NOT NULL,
        author TEXT NOT NULL,
        written_at TEXT NOT NULL
    )""",
    "ALTER TABLE text_versions ADD COLUMN marks TEXT NOT NULL DEFAULT ''",
    "DROP TRIGGER a_written_text_never_changes",
    """CREATE TRIGGER a_written_text_never_changes
        BEFORE UPDATE OF text, marks, line_id, author_kind, author ON text_versions
        BEGIN SELECT RAISE(ABORT, 'a written text never changes; write a new version'); END""",
)
