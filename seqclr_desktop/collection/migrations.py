"""The tables of a collection, as numbered changes, each made in one transaction and recorded.

A file made by a newer program is refused, because this one would not know what it leaves out. To
change the tables, append a function to `MIGRATIONS`; never change one that has been released.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from seqclr_desktop import __version__
from seqclr_desktop.collection.acts_tables import make_acts_tables
from seqclr_desktop.collection.database import Database
from seqclr_desktop.collection.decided_lines import add_decisions_on_lines
from seqclr_desktop.collection.draft_tables import add_drafts_and_marks
from seqclr_desktop.collection.finding_tables import make_finding_tables
from seqclr_desktop.collection.first_tables import APPLICATION_ID, make_first_tables
from seqclr_desktop.collection.page_moments import add_moments_of_change
from seqclr_desktop.collection.scan_paths import add_former_paths
from seqclr_desktop.collection.search_tables import make_search_tables
from seqclr_desktop.errors import CollectionError

Migration = Callable[[sqlite3.Connection], None]
MIGRATIONS: tuple[Migration, ...] = (
    make_first_tables,
    add_decisions_on_lines,
    add_drafts_and_marks,
    make_search_tables,
    make_acts_tables,
    add_former_paths,
    add_moments_of_change,
    make_finding_tables,
)


def migrate(database: Database, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the file up to date. Raises CollectionError, the file untouched, when it is newer than the program."""
    present = _number(database)
    if present > len(migrations):
        raise CollectionError(
            f"This collection was made by a newer version of the program ({_newest_app_version(database)}) "
            f"than this one ({__version__}).",
            where=str(database.path),
            advice="Update the program to open it.",
        )
    if present == len(migrations):
        return
    with _references_unchecked(database):
        for number, change in enumerate(migrations, start=1):
            _make_change(database, number, change)


def _make_change(database: Database, number: int, change: Migration) -> None:
    with database.writing() as connection:
        if _number(database) >= number:  # asked inside the transaction: another program may have been faster
            return
        change(connection)
        astray = connection.execute("PRAGMA foreign_key_check").fetchone()
        if astray is not None:
            raise sqlite3.IntegrityError(f"change {number} leaves references to nowhere: {astray}")
        _record(connection, number)


@contextmanager
def _references_unchecked(database: Database) -> Iterator[None]:
    """A change may make a table anew: dropping the old one must not delete what refers to it, nor may the
    new one taking its name change or trip over the triggers that use that name.
    """
    run = database.connection.execute
    run("PRAGMA foreign_keys = OFF")
    run("PRAGMA legacy_alter_table = ON")
    try:
        yield
    finally:
        run("PRAGMA legacy_alter_table = OFF")
        run("PRAGMA foreign_keys = ON")


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
