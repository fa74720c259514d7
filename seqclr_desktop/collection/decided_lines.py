"""What people decide about lines: which oddities are right, and which texts still wait for a decision."""

from __future__ import annotations

import sqlite3


def add_decisions_on_lines(connection: sqlite3.Connection) -> None:
    """`accepted`: names of oddities parted by blanks; `text_waits`: on a line of the page or a removed one."""
    connection.execute("ALTER TABLE lines ADD COLUMN accepted TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE lines ADD COLUMN text_waits INTEGER NOT NULL DEFAULT 0")
