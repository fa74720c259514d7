"""Changes of many human texts at once: each is one act, and is taken back as one.

An act writes new versions, and so does taking it back: nothing that anybody wrote is lost by either.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from seqclr_desktop.collection.replacement import Change, Replacement, changed_text
from seqclr_desktop.collection.shelf import Shelf
from seqclr_desktop.collection.stored_values import now
from seqclr_desktop.collection.transcriptions import VERSION_COLUMNS, version_from_row, write_version
from seqclr_desktop.document import AuthorKind, TextVersion
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.marks import follow_edit


@dataclass(frozen=True)
class LineChange:
    """What a replacement would do to a line. `number` counts the lines of its page from 1."""

    line_id: int
    page_name: str
    number: int
    text: str
    changes: tuple[Change, ...]
    is_checked: bool

    @property
    def new_text(self) -> str:
        return changed_text(self.text, self.changes)


@dataclass(frozen=True)
class Act:
    """An act as it was made. `undone_at` is empty while it stands; times are UTC in ISO 8601."""

    id: int
    title: str
    made_at: str
    undone_at: str
    line_count: int


@dataclass(frozen=True)
class ActReport:
    """What an act, or taking one back, did. `passed_over` lines had another text by then and were left alone."""

    act_id: int
    lines_changed: int
    passed_over: int = 0


class Acts(Shelf):
    """Acts on the human texts of a collection."""

    def find_changes(self, replacement: Replacement) -> list[LineChange]:
        """What `replacement` would change, in reading order; texts of machines are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT l.id, p.name, l.position + 1, v.text, v.is_checked
                   FROM pages p JOIN lines l ON l.page_id = p.id AND l.is_removed = 0 AND l.text_state >= 1
                   JOIN text_versions v ON v.id = l.human_id
                   ORDER BY p.position, p.id, l.position"""
            )
            return [
                LineChange(line_id, name, number, text, changes, bool(is_checked))
                for line_id, name, number, text, is_checked in rows
                if (changes := replacement.changes(text))
            ]

    def replace_texts(self, title: str, changes: Sequence[LineChange], author: str = "") -> ActReport:
        """Write the new texts as one act called `title`, in one transaction.

        A line whose text is no longer the one its change was found in is passed over. A text that was
        checked is not any more, since nobody has looked at the new one.
        """
        changed, passed_over = 0, 0
        with self._database.writing() as connection:
            act_id = _begin(connection, title)
            for change in changes:
                before = _human(connection, change.line_id)
                if before is None or before.text != change.text:
                    passed_over += 1
                    continue
                marks = follow_edit(before.marks, before.text, change.new_text)
                after = TextVersion(change.new_text, AuthorKind.PERSON, author, marks=marks)
                _write(connection, act_id, change.line_id, before, after)
                changed += 1
            if not changed:
                connection.execute("DELETE FROM acts WHERE id = ?", (act_id,))
        return ActReport(act_id, changed, passed_over)

    def undo_act(self, act_id: int) -> ActReport:
        """Give every line of the act the text it had before, as a new version, with its mark of being checked.

        Lines that were changed since are passed over. Raises CollectionError when there is no such act, or
        it was taken back already.
        """
        with self._database.writing() as connection:
            row = connection.execute("SELECT undone_at FROM acts WHERE id = ?", (act_id,)).fetchone()
            if row is None or row[0]:
                raise CollectionError(
                    "There is no such act to take back.", advice="It may have been taken back already."
                )
            report = _exchange(connection, act_id, "after_id", "before_id")
            connection.execute("UPDATE acts SET undone_at = ? WHERE id = ?", (now(), act_id))
        return report

    def redo_act(self, act_id: int) -> ActReport:
        """Make an act again that was taken back. Raises CollectionError when it was not."""
        with self._database.writing() as connection:
            row = connection.execute("SELECT undone_at FROM acts WHERE id = ?", (act_id,)).fetchone()
            if row is None or not row[0]:
                raise CollectionError("There is no such act to make again.", advice="It may stand already.")
            report = _exchange(connection, act_id, "before_id", "after_id")
            connection.execute("UPDATE acts SET undone_at = '' WHERE id = ?", (act_id,))
        return report

    def acts(self) -> list[Act]:
        """Newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT a.id, a.title, a.made_at, a.undone_at,
                          (SELECT count(*) FROM act_changes c WHERE c.act_id = a.id)
                   FROM acts a ORDER BY a.id DESC"""
            )
            return [Act(*row) for row in rows]


def _begin(connection: sqlite3.Connection, title: str) -> int:
    number = connection.execute("INSERT INTO acts (title, made_at) VALUES (?, ?)", (title, now())).lastrowid
    assert number is not None
    return number


def _human(connection: sqlite3.Connection, line_id: int) -> TextVersion | None:
    columns = ", ".join(f"v.{name}" for name in VERSION_COLUMNS)
    row = connection.execute(
        f"SELECT {columns} FROM lines l JOIN text_versions v ON v.id = l.human_id WHERE l.id = ? AND l.is_removed = 0",
        (line_id,),
    ).fetchone()
    return version_from_row(row) if row else None


def _write(connection: sqlite3.Connection, act_id: int, line_id: int, before: TextVersion, after: TextVersion) -> None:
    written = write_version(connection, line_id, after)
    connection.execute("INSERT INTO act_changes VALUES (?, ?, ?, ?)", (act_id, line_id, before.id, written.id))


def _exchange(connection: sqlite3.Connection, act_id: int, there: str, wanted: str) -> ActReport:
    """Lines that have the text of version `there` get that of version `wanted` as a new version.

    The act then remembers the new version in the place of the old one, so that the way back stays open.
    """
    changed, passed_over = 0, 0
    columns = ", ".join(VERSION_COLUMNS)
    rows = connection.execute(f"SELECT line_id, {there}, {wanted} FROM act_changes WHERE act_id = ?", (act_id,))
    for line_id, there_id, wanted_id in rows.fetchall():
        now_there = _human(connection, line_id)
        texts = {
            row[0]: version_from_row(row)
            for row in connection.execute(
                f"SELECT {columns} FROM text_versions WHERE id IN (?, ?)", (there_id, wanted_id)
            )
        }
        if (now_there.text if now_there else "") != texts[there_id].text:
            passed_over += 1
            continue
        old = texts[wanted_id]
        written = write_version(connection, line_id, replace(old, id=None, created_at=""))
        connection.execute(
            f"UPDATE act_changes SET {wanted} = ? WHERE act_id = ? AND line_id = ?", (written.id, act_id, line_id)
        )
        changed += 1
    return ActReport(act_id, changed, passed_over)
