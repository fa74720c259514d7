"""A page knows when what is on it was last changed, whichever way it was."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import DATABASE_NAME, Collection
from seqclr_desktop.collection.database import Database
from seqclr_desktop.collection.migrations import MIGRATIONS, migrate
from seqclr_desktop.collection.page_moments import add_moments_of_change
from seqclr_desktop.document import Region, Split
from tests.builders import collection_with, machine_text, make_line

LONG_AGO = "2001-02-03T04:05:06+00:00"
SQUARE = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0))


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """A page of two lines, nothing of which was changed for long."""
    with collection_with(tmp_path / "c", "a text", "") as opened:
        with opened._database.writing() as connection:
            connection.execute("UPDATE pages SET added_at = ?1, changed_at = ?1", (LONG_AGO,))
        yield opened


CHANGES: dict[str, Callable[[Collection], object]] = {
    "a text is written": lambda c: c.write_human_text(1, "another text"),
    "a text is taken away": lambda c: c.write_human_text(1, ""),
    "a model reads": lambda c: c.write_machine_texts([(2, machine_text())]),
    "lines are found again": lambda c: c.replace_lines(1, (), (make_line(4),)),
    "a region is drawn": lambda c: c.replace_lines(1, (Region(SQUARE),), c.lines(1)),
    "the page is turned": lambda c: c.set_rotation(1, 90),
}
NO_CHANGES: dict[str, Callable[[Collection], object]] = {
    "the same text is written": lambda c: c.write_human_text(1, "a text"),
    "a text is checked": lambda c: c.set_checked(1, True),
    "the page is kept for a test": lambda c: c.set_splits({1: Split.TEST}),
    "the scan is found": lambda c: c.relink_page(1, Path("elsewhere.jpg")),
}


def changed_at(collection: Collection) -> str:
    moments = collection.page_moments(1)
    assert moments is not None
    assert moments.added_at == LONG_AGO
    return moments.changed_at


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_changes_of_lines_and_texts_are_noted(collection: Collection, change: Callable[[Collection], object]) -> None:
    change(collection)
    assert changed_at(collection) > LONG_AGO


@pytest.mark.parametrize("act", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_is_no_change_is_not(collection: Collection, act: Callable[[Collection], object]) -> None:
    act(collection)
    assert changed_at(collection) == LONG_AGO


def test_a_page_that_is_gone_has_no_moments(collection: Collection) -> None:
    collection.remove_pages([1])
    assert collection.page_moments(1) is None


def test_an_older_collection_was_changed_when_its_newest_text_was_written(tmp_path: Path) -> None:
    before = MIGRATIONS[: MIGRATIONS.index(add_moments_of_change)]
    database = Database(tmp_path / DATABASE_NAME, create=True)
    migrate(database, before)
    run = database.connection.execute
    run("INSERT INTO pages (position, name, path, width_px, height_px, added_at) VALUES (0, 'p', 'p', 9, 9, '2001')")
    run(
        """INSERT INTO lines (page_id, position, baseline, polygon, direction, origin, human_id)
           VALUES (1, 0, '0,0 9,0', '', 'ltr', 'found', 1)"""
    )
    run(
        "INSERT INTO text_versions (line_id, text, author_kind, author, created_at) VALUES (1, 'a', 'person', '', '2002')"  # noqa: E501
    )
    database.close()
    with Collection.open(tmp_path) as collection:
        moments = collection.page_moments(1)
        assert moments is not None
        assert (moments.added_at, moments.changed_at) == ("2001", "2002")
