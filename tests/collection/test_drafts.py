"""What is being typed is kept at once, and is one version in the end."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import DATABASE_NAME, Collection
from seqclr_desktop.collection.database import Database
from seqclr_desktop.collection.draft_tables import add_drafts_and_marks
from seqclr_desktop.collection.migrations import MIGRATIONS, migrate
from seqclr_desktop.document import AuthorKind
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.marks import Mark, MarkedText, MarkKind
from tests.builders import collection_with, make_line, remove_lines

UNCLEAR = (Mark(0, 3, MarkKind.UNCLEAR),)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """One page; line 1 has an imported text, line 2 none."""
    with collection_with(tmp_path / "c", "imported", "") as opened:
        yield opened


def texts(collection: Collection, line_id: int) -> list[str]:
    return [version.text for version in collection.versions(line_id)]


def test_a_draft_is_no_version_and_outlives_a_crash(collection: Collection) -> None:
    collection.write_draft(2, MarkedText("tw"), "Anna")
    collection.write_draft(2, MarkedText("two ", UNCLEAR), "Anna")
    assert collection.versions(2) == []
    with Collection.open(collection.folder) as after_the_crash:
        assert after_the_crash.draft(2) == MarkedText("two ", UNCLEAR)
        assert after_the_crash.keep_drafts() == [2]
        (version,) = after_the_crash.versions(2)
        assert (version.text, version.author, version.author_kind) == ("two", "Anna", AuthorKind.PERSON)
        assert version.marks == UNCLEAR
        assert after_the_crash.line(2).human == version
        assert after_the_crash.keep_drafts() == []


def test_a_written_text_supersedes_the_draft(collection: Collection) -> None:
    collection.write_draft(2, MarkedText("tw"))
    collection.write_human_text(2, "two")
    assert collection.draft(2) is None
    assert texts(collection, 2) == ["two"]


def test_a_draft_that_says_nothing_new_makes_no_version(collection: Collection) -> None:
    collection.write_draft(1, MarkedText("imported "))
    collection.keep_drafts()
    assert texts(collection, 1) == ["imported"]


def test_an_emptied_line_is_remembered_as_emptied(collection: Collection) -> None:
    collection.write_draft(1, MarkedText(""))
    collection.keep_drafts()
    assert texts(collection, 1) == ["", "imported"]
    assert collection.line(1).human is None


def test_a_draft_survives_new_lines_on_its_page(collection: Collection) -> None:
    collection.write_draft(2, MarkedText("two"))
    collection.replace_lines(1, (), [make_line(0)])
    assert "two" in [line.best_text for line in collection.lines(1)]


def test_a_removed_line_has_no_draft(collection: Collection) -> None:
    remove_lines(collection, [2])
    with pytest.raises(CollectionError, match="no line 2"):
        collection.write_draft(2, MarkedText("two"))


def test_marks_are_part_of_a_version_and_never_rewritten(collection: Collection) -> None:
    collection.write_human_text(2, "two")
    collection.write_human_text(2, "two", marks=UNCLEAR)
    assert [version.marks for version in collection.versions(2)] == [UNCLEAR, ()]
    with pytest.raises(sqlite3.IntegrityError, match="never changes"):
        collection._database.connection.execute("UPDATE text_versions SET marks = ''")


def test_a_text_changed_without_a_word_on_marks_keeps_them(collection: Collection) -> None:
    collection.write_human_text(2, "two lines", marks=UNCLEAR)
    assert collection.write_human_text(2, "all two lines").marks == (Mark(4, 7, MarkKind.UNCLEAR),)
    assert collection.write_human_text(2, "all two lines", marks=()).marks == ()


def test_an_older_collection_gets_drafts_and_keeps_its_texts(tmp_path: Path) -> None:
    path = tmp_path / DATABASE_NAME
    database = Database(path, create=True)
    migrate(database, MIGRATIONS[: MIGRATIONS.index(add_drafts_and_marks)])
    run = database.connection.execute
    run("INSERT INTO pages (position, name, path, width_px, height_px, added_at) VALUES (0, 'p', 'p.jpg', 9, 9, '')")
    run(
        "INSERT INTO lines (page_id, position, baseline, polygon, direction, origin)"
        " VALUES (1, 0, '0,1 2,1', '', 'ltr', 'found')"
    )
    run(
        "INSERT INTO text_versions (line_id, text, author_kind, author, created_at) VALUES (1, 'old', 'person', '', '')"
    )
    run("UPDATE lines SET human_id = 1, text_state = 1")
    database.close()
    with Collection.open(tmp_path) as collection:
        assert texts(collection, 1) == ["old"]
        collection.write_draft(1, MarkedText("new"))
        collection.keep_drafts()
        assert texts(collection, 1) == ["new", "old"]
