"""Changes of many human texts at once: each is one act, and is taken back as one.

An act writes new versions, and so does taking it back: nothing that anybody wrote is lost by either. Both go a few
hundred lines at a time, so that whoever else wants to write need not wait; one that was cut off in between stands, and
is taken back like any other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from seqclr_desktop.collection.act_record import Act, ActReport, LineChange
from seqclr_desktop.collection.replacement import Replacement
from seqclr_desktop.collection.shelf import Shelf
from seqclr_desktop.collection.stored_values import now
from seqclr_desktop.collection.transcriptions import VERSION_COLUMNS, version_from_row, write_version
from seqclr_desktop.document import AuthorKind, TextVersion
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.marks import follow_edit

_LINES_AT_ONCE = 200  # written within some 60 ms on a slow machine


@dataclass(frozen=True)
class _Exchange:
    """The versions between which an act, or taking it back, exchanges the text of a line."""

    line_id: int
    before_id: int
    after_id: int


_LineT = TypeVar("_LineT", LineChange, _Exchange)


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

    def replacing(self, title: str, changes: Sequence[LineChange], author: str = "") -> Iterator[ActReport]:
        """Write the new texts as one act called `title`; yields how far it has come.

        A line whose text is no longer the one its change was found in is passed over. A text that was
        checked is not any more, since nobody has looked at the new one.
        """

        def write(connection: sqlite3.Connection, act_id: int, change: LineChange) -> bool:
            before = _human(connection, change.line_id)
            if before is None or before.text != change.text:
                return False
            marks = follow_edit(before.marks, before.text, change.new_text)
            after = TextVersion(change.new_text, AuthorKind.PERSON, author, marks=marks)
            written = write_version(connection, change.line_id, after)
            connection.execute(
                "INSERT INTO act_changes VALUES (?, ?, ?, ?)", (act_id, change.line_id, before.id, written.id)
            )
            return True

        with self._database.writing() as connection:
            act_id = _begin(connection, title)
        try:
            yield from self._step_by_step(ActReport(act_id, len(changes)), changes, write)
        finally:
            self._forget_if_empty(act_id)

    def undoing(self, act_id: int) -> Iterator[ActReport]:
        """Give every line of the act the text it had before, as a new version, with its mark of being checked.

        Yields how far it has come. Lines that were changed since are passed over. Raises CollectionError when there
        is no such act, or it was taken back already.
        """
        if not self.act_stands(act_id):
            raise CollectionError("There is no such act to take back.", advice="It may have been taken back already.")
        yield from self._step_by_step(*self._changes_of(act_id), _exchange("after_id", "before_id"))
        self._set_undone_at(act_id, now())

    def redoing(self, act_id: int) -> Iterator[ActReport]:
        """Make an act again that was taken back; yields how far it has come. Raises CollectionError when it was not."""
        if not self._undone_at(act_id):
            raise CollectionError("There is no such act to make again.", advice="It may stand already.")
        steps = self._step_by_step(*self._changes_of(act_id), _exchange("before_id", "after_id"))
        with self._database.writing():  # an act of which no line could be made again does not stand
            self._set_undone_at(act_id, "")
            first = next(steps)
        yield first
        yield from steps

    def replace_texts(self, title: str, changes: Sequence[LineChange], author: str = "") -> ActReport:
        """All of `replacing`."""
        *_, report = self.replacing(title, changes, author)
        return report

    def act_stands(self, act_id: int) -> bool:
        """Whether the act was made and not taken back, at least not all of it."""
        return self._undone_at(act_id) == ""

    def acts(self) -> list[Act]:
        """Newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT a.id, a.title, a.made_at, a.undone_at,
                          (SELECT count(*) FROM act_changes c WHERE c.act_id = a.id)
                   FROM acts a ORDER BY a.id DESC"""
            )
            return [Act(*row) for row in rows]

    def _step_by_step(
        self, report: ActReport, lines: Sequence[_LineT], write: Callable[[sqlite3.Connection, int, _LineT], bool]
    ) -> Iterator[ActReport]:
        """Have `write` write each line, or pass over it; how far it has come, at least once."""
        for first in range(0, max(len(lines), 1), _LINES_AT_ONCE):
            some = lines[first : first + _LINES_AT_ONCE]
            with self._database.writing() as connection:
                changed = sum(write(connection, report.act_id, line) for line in some)
            report = replace(
                report,
                lines_changed=report.lines_changed + changed,
                passed_over=report.passed_over + len(some) - changed,
            )
            yield report

    def _changes_of(self, act_id: int) -> tuple[ActReport, list[_Exchange]]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT line_id, before_id, after_id FROM act_changes WHERE act_id = ?", (act_id,)
            )
            changes = [_Exchange(*row) for row in rows]
        return ActReport(act_id, len(changes)), changes

    def _forget_if_empty(self, act_id: int) -> None:
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM acts WHERE id = ? AND NOT EXISTS (SELECT 1 FROM act_changes WHERE act_id = acts.id)",
                (act_id,),
            )

    def _undone_at(self, act_id: int) -> str | None:
        """Empty while the act stands, None when there is no such act."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT undone_at FROM acts WHERE id = ?", (act_id,)).fetchone()
            return None if row is None else str(row[0])

    def _set_undone_at(self, act_id: int, moment: str) -> None:
        with self._database.writing() as connection:
            connection.execute("UPDATE acts SET undone_at = ? WHERE id = ?", (moment, act_id))


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


def _exchange(there: str, wanted: str) -> Callable[[sqlite3.Connection, int, _Exchange], bool]:
    """Gives a line that has the text of version `there` that of version `wanted` as a new version.

    The act then remembers the new version in the place of the old one, so that the way back stays open.
    """
    columns = ", ".join(VERSION_COLUMNS)

    def version(connection: sqlite3.Connection, version_id: int) -> TextVersion:
        row = connection.execute(f"SELECT {columns} FROM text_versions WHERE id = ?", (version_id,)).fetchone()
        return version_from_row(row)

    def write(connection: sqlite3.Connection, act_id: int, change: _Exchange) -> bool:
        now_there = _human(connection, change.line_id)
        if (now_there.text if now_there else "") != version(connection, getattr(change, there)).text:
            return False
        old = version(connection, getattr(change, wanted))
        written = write_version(connection, change.line_id, replace(old, id=None, created_at=""))
        connection.execute(
            f"UPDATE act_changes SET {wanted} = ? WHERE act_id = ? AND line_id = ?",
            (written.id, act_id, change.line_id),
        )
        return True

    return write
