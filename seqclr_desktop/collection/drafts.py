"""What is being typed on a line: rewritten at every pause, and made one version when the line is left.

A run of edits is thus one entry in the history, and a killed program loses no more than the last pause.
Drafts that a program left behind when it died are made versions by `keep_drafts`.
"""

from __future__ import annotations

import sqlite3

from seqclr_desktop.collection.shelf import Shelf
from seqclr_desktop.collection.stored_values import now, read_marks, writable_text, write_marks
from seqclr_desktop.collection.transcriptions import write_version
from seqclr_desktop.document import AuthorKind, TextVersion, normalise_text
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.marks import MarkedText


class Drafts(Shelf):
    """The texts that are not yet versions."""

    def write_draft(self, line_id: int, marked: MarkedText, author: str = "") -> None:
        """Keep what is typed as it stands, in the place of the line's draft before. Raises CollectionError."""
        with self._database.writing() as connection:
            if connection.execute("SELECT 1 FROM lines WHERE id = ? AND is_removed = 0", (line_id,)).fetchone() is None:
                raise CollectionError(
                    f"There is no line {line_id} in this collection.", advice="It may have been removed."
                )
            connection.execute(
                "INSERT OR REPLACE INTO drafts (line_id, text, marks, author, written_at) VALUES (?, ?, ?, ?, ?)",
                (line_id, writable_text(marked.text), write_marks(marked.marks), author, now()),
            )

    def draft(self, line_id: int) -> MarkedText | None:
        """What was being typed on the line when it was last heard of."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT text, marks FROM drafts WHERE line_id = ?", (line_id,)).fetchone()
        return MarkedText(row[0], read_marks(row[1])) if row else None

    def keep_drafts(self) -> list[int]:
        """Make every draft a version; returns the lines. For the one window that is about to work here."""
        with self._database.writing() as connection:
            return keep_drafts_where(connection, "1")


def keep_drafts_where(connection: sqlite3.Connection, condition: str, values: tuple[object, ...] = ()) -> list[int]:
    """The same for the drafts that `condition` (on `drafts d JOIN lines l`) names."""
    rows = connection.execute(
        f"""SELECT d.line_id, d.text, d.marks, d.author, d.written_at, coalesce(h.text, ''), coalesce(h.marks, '')
            FROM drafts d JOIN lines l ON l.id = d.line_id LEFT JOIN text_versions h ON h.id = l.human_id
            WHERE {condition} ORDER BY d.line_id""",
        values,
    ).fetchall()
    for line_id, text, marks, author, written_at, human_text, human_marks in rows:
        if (normalise_text(text), marks) != (human_text, human_marks):
            version = TextVersion(text, AuthorKind.PERSON, author, written_at, marks=read_marks(marks))
            write_version(connection, line_id, version)
        connection.execute("DELETE FROM drafts WHERE line_id = ?", (line_id,))
    return [row[0] for row in rows]
