"""Transactions and errors of the SQLite connection."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from seqclr_desktop.collection.database import Database, error_in_words, uri_of
from seqclr_desktop.errors import CollectionError, StorageError


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "some.sqlite", create=True)
    opened.connection.execute("CREATE TABLE words (word TEXT UNIQUE)")
    yield opened
    opened.close()


def words(database: Database) -> list[str]:
    with database.reading() as connection:
        return [word for (word,) in connection.execute("SELECT word FROM words ORDER BY rowid")]


def write(database: Database, *new: str) -> None:
    with database.writing() as connection:
        connection.executemany("INSERT INTO words VALUES (?)", [(word,) for word in new])


def write_and_fail(database: Database, word: str) -> None:
    write(database, word)
    raise TypeError


def test_every_commit_is_synced_to_the_disk_and_references_are_checked(database: Database) -> None:
    asked = ("synchronous", "foreign_keys", "journal_mode", "busy_timeout")
    values = [database.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert values == [2, 1, "wal", 10_000]


def test_nothing_is_written_when_a_step_fails(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        write(database, "half", "half")
    assert words(database) == []


def test_a_step_of_a_larger_act_is_undone_with_it(database: Database) -> None:
    with pytest.raises(TypeError), database.writing():
        write_and_fail(database, "inner")
    write(database, "after")
    assert words(database) == ["after"]


def test_reader_sees_one_state_while_another_program_writes(database: Database) -> None:
    other = Database(database.path)
    with database.reading():
        assert words(database) == []
        write(other, "new")
        assert words(database) == []
    assert words(database) == ["new"]
    other.close()


def test_full_disk_is_told_and_what_was_saved_stays(tmp_path: Path) -> None:
    small = Database(tmp_path / "small.sqlite", create=True, page_limit=8)
    small.connection.execute("CREATE TABLE words (word TEXT)")
    write(small, "saved")
    with pytest.raises(StorageError, match="disk is full"):
        write(small, *["x" * 1000] * 100)
    assert words(small) == ["saved"]
    small.close()


def test_write_protected_file_is_told(database: Database) -> None:
    database.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError, match="cannot be written"):
        write(database, "new")


def test_file_locked_for_too_long_is_told(database: Database) -> None:
    hasty = Database(database.path, busy_timeout_ms=1)
    with database.writing(), pytest.raises(CollectionError, match="Another program"):
        write(hasty, "new")
    write(hasty, "later")
    assert words(database) == ["later"]
    hasty.close()


def test_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.sqlite"
    path.write_text("Dear Sir, " * 1000)
    with pytest.raises(CollectionError, match="damaged"):
        Database(path)


def test_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        Database(tmp_path / "missing.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_defect_of_ours_stays_a_defect(database: Database) -> None:
    write(database, "once")
    with pytest.raises(sqlite3.IntegrityError):
        write(database, "once")
    assert error_in_words(sqlite3.OperationalError("no such table"), database.path) is None


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"\\archive\scans\letters #1\c.sqlite"), "file:////archive/scans/letters%20%231/c.sqlite"),
        (PureWindowsPath(r"D:\letters\c.sqlite"), "file:///D:/letters/c.sqlite"),
        (PurePosixPath("/letters/100%?/c.sqlite"), "file:///letters/100%25%3F/c.sqlite"),
    ],
)
def test_a_collection_may_lie_on_a_server(path: PurePath, uri: str) -> None:
    assert uri_of(path) == uri
