"""The tables of searches for lines on many pages, so that each can be taken back as one while its window is open."""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    """CREATE TABLE findings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        is_undone INTEGER NOT NULL DEFAULT 0
    )""",
    # before, after: the page on either side of the search (`findings.py`); left_as tells whether the page is still as
    # the search, or taking it back, has left it; `stands` which of the two that was
    """CREATE TABLE finding_pages (
        finding_id INTEGER NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
        page_id INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
        rotation INTEGER NOT NULL,
        was_looked_for INTEGER NOT NULL,
        stands INTEGER NOT NULL DEFAULT 1,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        left_as TEXT NOT NULL,
        PRIMARY KEY (finding_id, page_id)
    )""",
    "CREATE INDEX findings_of_page ON finding_pages (page_id)",
)


def make_finding_tables(connection: sqlite3.Connection) -> None:
    for statement in _STATEMENTS:
        connection.execute(statement)
