"""The tables of acts that changed many texts at once, so that each can be taken back as one, and of comments."""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    """CREATE TABLE acts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        made_at TEXT NOT NULL,
        undone_at TEXT NOT NULL DEFAULT ''
    )""",
    # before_id, after_id: the human text the act met with, and the one it wrote; the versions stay for ever
    """CREATE TABLE act_changes (
        act_id INTEGER NOT NULL REFERENCES acts (id) ON DELETE CASCADE,
        line_id INTEGER NOT NULL REFERENCES lines (id) ON DELETE CASCADE,
        before_id INTEGER NOT NULL REFERENCES text_versions (id),
        after_id INTEGER NOT NULL REFERENCES text_versions (id),
        PRIMARY KEY (act_id, line_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX act_changes_of_line ON act_changes (line_id)",
    "CREATE INDEX act_changes_of_version ON act_changes (before_id)",
    "CREATE INDEX act_changes_to_version ON act_changes (after_id)",
    "ALTER TABLE lines ADD COLUMN comment TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX lines_with_comment ON lines (page_id, is_removed, position, comment) WHERE comment <> ''",
)


def make_acts_tables(connection: sqlite3.Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)
