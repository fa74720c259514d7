"""Older files are brought up to date, newer ones refused."""

import sqlite3
from pathlib import Path

import pytest

from seqclr_desktop import __version__
from seqclr_desktop.collection import DATABASE_NAME, Collection
from seqclr_desktop.collection.database import Database
from seqclr_desktop.collection.migrations import MIGRATIONS, migrate
from seqclr_desktop.errors import CollectionError
from tests.builders import collection_with, line_texts


def add_a_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE pages ADD COLUMN remark TEXT NOT NULL DEFAULT 'none yet'")


def make_pages_anew(connection: sqlite3.Connection) -> None:
    """As a change must that SQLite has no ALTER TABLE for."""
    connection.execute("CREATE TABLE new_pages AS SELECT * FROM pages")
    connection.execute("CREATE UNIQUE INDEX new_pages_id ON new_pages (id)")
    connection.execute("DROP TABLE pages")
    connection.execute("ALTER TABLE new_pages RENAME TO pages")


def break_off(connection: sqlite3.Connection) -> None:
    add_a_column(connection)
    raise RuntimeError("killed in the middle")


def strand_the_lines(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM pages")


def recorded(path: Path) -> list[tuple[int, str]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT number, app_version FROM migrations ORDER BY number").fetchall()
    connection.close()
    return rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a collection with one transcribed line."""
    collection_with(tmp_path / "c", "a text").close()
    return tmp_path / "c" / DATABASE_NAME


def test_each_change_is_recorded_with_the_version_that_made_it(path: Path) -> None:
    assert recorded(path) == [(number, __version__) for number in range(1, len(MIGRATIONS) + 1)]


def test_older_file_is_brought_up_to_date_and_keeps_its_texts(path: Path) -> None:
    database = Database(path)
    migrate(database, (*MIGRATIONS, add_a_column))
    assert database.connection.execute("SELECT remark FROM pages").fetchall() == [("none yet",)]
    assert database.connection.execute("SELECT text FROM text_versions").fetchall() == [("a text",)]
    database.close()
    assert len(recorded(path)) == len(MIGRATIONS) + 1


def test_change_that_breaks_off_leaves_the_file_as_it_was(path: Path) -> None:
    database = Database(path)
    with pytest.raises(RuntimeError):
        migrate(database, (*MIGRATIONS, break_off))
    database.close()
    with Collection.open(path.parent) as collection:
        assert line_texts(collection.lines(1)) == ["a text"]


def test_table_made_anew_takes_no_texts_with_it(path: Path) -> None:
    database = Database(path)
    migrate(database, (*MIGRATIONS, make_pages_anew))
    assert database.connection.execute("SELECT text FROM text_versions").fetchall() == [("a text",)]
    assert database.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    database.close()


def test_change_that_leaves_lines_without_a_page_is_undone(path: Path) -> None:
    database = Database(path)
    with pytest.raises(sqlite3.IntegrityError, match="references to nowhere"):
        migrate(database, (*MIGRATIONS, strand_the_lines))
    database.close()
    with Collection.open(path.parent) as collection:
        assert len(collection.pages()) == 1


def test_newer_file_is_refused_with_a_sentence_and_left_alone(path: Path) -> None:
    database = Database(path)
    migrate(database, (*MIGRATIONS, add_a_column))
    database.close()
    before = path.read_bytes()
    with pytest.raises(CollectionError, match=r"newer version of the program.*Update the program"):
        Collection.open(path.parent)
    assert path.read_bytes() == before
