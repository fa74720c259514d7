"""Every version of a line's text, who wrote it, and which ones count now.

Nothing here deletes or changes a version. A line points at its newest human and its newest machine
text; a machine can only move the second pointer. What is still being typed is a draft (`drafts.py`).
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable
from typing import Any

from seqclr_desktop.collection.folding import fold
from seqclr_desktop.collection.shelf import Shelf
from seqclr_desktop.collection.stored_values import (
    now,
    read_confidences,
    read_marks,
    writable_text,
    write_confidences,
    write_marks,
)
from seqclr_desktop.document import AuthorKind, TextVersion, WordAlternative, normalise_text
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.marks import MarkedText, Marks, follow_edit, tidied

VERSION_COLUMNS = (
    "id",
    "text",
    "author_kind",
    "author",
    "created_at",
    "confidence",
    "char_confidences",
    "is_checked",
    "marks",
)
UNTRANSCRIBED, TRANSCRIBED, CHECKED = 0, 1, 2  # lines.text_state


class Transcriptions(Shelf):
    """The texts of a collection."""

    def write_human_text(
        self,
        line_id: int,
        text: str,
        *,
        author: str = "",
        kind: AuthorKind = AuthorKind.PERSON,
        is_checked: bool = False,
        marks: Marks | None = None,
    ) -> TextVersion:
        """Make `text` (put into NFC, white space tidied) the human text of the line; it supersedes a draft.

        Without `marks` those of the present text stay on their letters. The same text and marks again make
        no new version, but `is_checked` then marks the present one. An empty text makes the line
        untranscribed again; older versions stay. Raises CollectionError for an unknown line, ValueError
        when `kind` is no human one.
        """
        if not kind.is_human:
            raise ValueError("a machine does not write human text")
        with self._database.writing() as connection:
            current = _current_human(connection, line_id)
            wanted = _wanted(current, text, marks)
            connection.execute("DELETE FROM drafts WHERE line_id = ?", (line_id,))
            version = TextVersion(wanted.text, kind, author, is_checked=is_checked, marks=wanted.marks)
            if current is None and not wanted.text:
                return version  # unsaved: there is nothing to clear
            if current is None or (current.text, current.marks) != (wanted.text, wanted.marks):
                return write_version(connection, line_id, version)
            if is_checked and not current.is_checked and current.text:
                mark_checked(connection, line_id, True)
                return dataclasses.replace(current, is_checked=True)
            return current

    def set_checked(self, line_id: int, is_checked: bool) -> None:
        """Mark the present human text as checked, or take the mark back. A line without one stays as it is."""
        with self._database.writing() as connection:
            mark_checked(connection, line_id, is_checked)

    def write_machine_texts(self, texts: Iterable[tuple[int, TextVersion]]) -> int:
        """Add what a model read, all in one transaction; human texts stay what they are.

        Returns how many were written: lines removed in the meantime are passed over. Raises ValueError
        for a version that is not a model's.
        """
        ready = list(texts)  # a model reading while the file is locked would keep everyone else out
        written = 0
        with self._database.writing() as connection:
            for line_id, version in ready:
                if version.author_kind.is_human:
                    raise ValueError("only a model's texts are written here")
                if connection.execute("SELECT 1 FROM lines WHERE id = ?", (line_id,)).fetchone():
                    write_version(connection, line_id, version)
                    written += 1
        return written

    def versions(self, line_id: int) -> list[TextVersion]:
        """All texts the line ever had, newest first; an empty one tells that it was cleared."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {', '.join(VERSION_COLUMNS)} FROM text_versions WHERE line_id = ? ORDER BY id DESC", (line_id,)
            )
            return [version_from_row(row) for row in rows]

    def alternatives(self, line_id: int) -> list[WordAlternative]:
        """What else the line's newest machine reading may say, from left to right, the likeliest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT start, end, word, probability FROM word_alternatives
                   WHERE version_id = (SELECT machine_id FROM lines WHERE id = ?)
                   ORDER BY start, probability DESC""",
                (line_id,),
            )
            return [WordAlternative(*row) for row in rows]

    def recent_texts(self, count: int = 3000) -> list[str]:
        """What people wrote last, each line once as it stands now, for what depends on their letters."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT v.text FROM text_versions v JOIN lines l ON l.id = v.line_id AND l.human_id = v.id
                   WHERE l.is_removed = 0 ORDER BY v.id DESC LIMIT ?""",
                (count,),
            )
            return [text for (text,) in rows]


def version_from_row(row: tuple[Any, ...]) -> TextVersion:
    """The record for a row of `VERSION_COLUMNS`."""
    number, text, kind, author, created_at, confidence, char_confidences, is_checked, marks = row
    return TextVersion(
        text=text,
        author_kind=AuthorKind(kind),
        author=author,
        created_at=created_at,
        confidence=confidence,
        char_confidences=read_confidences(char_confidences),
        is_checked=bool(is_checked),
        marks=read_marks(marks),
        id=number,
    )


def write_version(
    connection: sqlite3.Connection, line_id: int, version: TextVersion, *, becomes_newest: bool = True
) -> TextVersion:
    """Add a version to a line's history and, unless told otherwise, make it the one that counts."""
    text, marks = version.text, version.marks
    if version.author_kind.is_human:
        text = normalise_text(text)
        marks = tidied(MarkedText(version.text, marks)).marks if marks else ()
    written = dataclasses.replace(
        version, text=writable_text(text), marks=marks, created_at=version.created_at or now()
    )
    number = connection.execute(
        """INSERT INTO text_versions
           (line_id, text, author_kind, author, created_at, confidence, char_confidences, is_checked, marks)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            line_id,
            written.text,
            written.author_kind.value,
            written.author,
            written.created_at,
            written.confidence,
            write_confidences(written.char_confidences),
            written.is_checked,
            write_marks(written.marks),
        ),
    ).lastrowid
    assert number is not None
    written = dataclasses.replace(written, id=number)
    _write_alternatives(connection, number, written.alternatives)
    if becomes_newest:
        point_at(connection, line_id, written)
    return written


def _write_alternatives(
    connection: sqlite3.Connection, version_id: int, alternatives: Iterable[WordAlternative]
) -> None:
    connection.executemany(
        """INSERT OR IGNORE INTO word_alternatives (version_id, start, end, word, folded, probability)
           VALUES (?, ?, ?, ?, ?, ?)""",
        [(version_id, a.start, a.end, a.word, fold(a.word), round(a.probability, 4)) for a in alternatives],
    )


def point_at(connection: sqlite3.Connection, line_id: int, version: TextVersion) -> None:
    """Make a stored version the one that counts; an empty human one leaves the line without a text."""
    if not version.author_kind.is_human:
        connection.execute(
            "UPDATE lines SET machine_id = ?, has_machine = 1, confidence = ? WHERE id = ?",
            (version.id, version.confidence, line_id),
        )
        return
    state = CHECKED if version.is_checked else TRANSCRIBED
    pointer, state = (version.id, state) if version.text else (None, UNTRANSCRIBED)
    connection.execute("UPDATE lines SET human_id = ?, text_state = ? WHERE id = ?", (pointer, state, line_id))


def mark_checked(connection: sqlite3.Connection, line_id: int, is_checked: bool) -> None:
    """Set or take the mark on the line's present human text, when there is one."""
    connection.execute(
        "UPDATE text_versions SET is_checked = ? WHERE id = (SELECT human_id FROM lines WHERE id = ?)",
        (is_checked, line_id),
    )
    connection.execute(
        "UPDATE lines SET text_state = ? WHERE id = ? AND human_id IS NOT NULL",
        (CHECKED if is_checked else TRANSCRIBED, line_id),
    )


def _current_human(connection: sqlite3.Connection, line_id: int) -> TextVersion | None:
    """The human text that counts now."""
    if connection.execute("SELECT 1 FROM lines WHERE id = ? AND is_removed = 0", (line_id,)).fetchone() is None:
        raise CollectionError(f"There is no line {line_id} in this collection.", advice="It may have been removed.")
    row = connection.execute(
        f"SELECT {', '.join(VERSION_COLUMNS)} FROM text_versions WHERE id = (SELECT human_id FROM lines WHERE id = ?)",
        (line_id,),
    ).fetchone()
    return version_from_row(row) if row else None


def _wanted(current: TextVersion | None, text: str, marks: Marks | None) -> MarkedText:
    """The text as it will be stored, with the marks given or, where none are given, those it had."""
    if marks:
        return tidied(MarkedText(writable_text(text), marks))
    plain = writable_text(normalise_text(text))
    if marks is not None or current is None:
        return MarkedText(plain)
    return MarkedText(plain, follow_edit(current.marks, current.text, plain))
