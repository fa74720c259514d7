"""Every version of a text is kept, and a machine never replaces a person."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, LineFilter
from seqclr_desktop.document import AuthorKind
from seqclr_desktop.errors import CollectionError
from tests.builders import collection_with, machine_text


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """One page; line 1 has an imported text, line 2 none."""
    with collection_with(tmp_path, "imported", "") as opened:
        yield opened


def texts(collection: Collection, line_id: int) -> list[str]:
    return [version.text for version in collection.versions(line_id)]


def test_written_text_is_composed_and_tidied(collection: Collection) -> None:
    written = collection.write_human_text(2, "  e\u0301te\u0301 \n 1914 ", author="Anna")
    assert (written.text, written.author, written.author_kind) == ("été 1914", "Anna", AuthorKind.PERSON)
    assert written.id is not None
    assert written.created_at.endswith("+00:00")
    assert collection.line(2).human == written


def test_older_versions_stay(collection: Collection) -> None:
    collection.write_human_text(1, "corrected")
    collection.write_human_text(1, "corrected again")
    assert texts(collection, 1) == ["corrected again", "corrected", "imported"]
    assert collection.versions(1)[2].author_kind is AuthorKind.IMPORT


def test_same_text_again_makes_no_new_version(collection: Collection) -> None:
    first = collection.write_human_text(2, "été")
    assert collection.write_human_text(2, "e\u0301te\u0301 ") == first
    assert texts(collection, 2) == ["été"]


def test_same_text_again_can_mark_it_as_checked_and_not_unmark_it(collection: Collection) -> None:
    collection.write_human_text(2, "été")
    assert collection.write_human_text(2, "été", is_checked=True).is_checked
    assert collection.write_human_text(2, "été").is_checked
    assert collection.line_ids(LineFilter.CHECKED) == [2]
    assert len(collection.versions(2)) == 1


def test_check_mark_can_be_taken_back(collection: Collection) -> None:
    collection.write_human_text(2, "été", is_checked=True)
    collection.set_checked(2, False)
    assert not collection.versions(2)[0].is_checked
    assert collection.line_count(LineFilter.CHECKED) == 0


def test_other_text_is_not_checked_because_the_former_was(collection: Collection) -> None:
    collection.write_human_text(2, "été", is_checked=True)
    collection.write_human_text(2, "Été")
    assert collection.line_count(LineFilter.CHECKED) == 0
    assert collection.line_count(LineFilter.HUMAN) == 2


def test_empty_text_makes_a_line_untranscribed_and_keeps_its_versions(collection: Collection) -> None:
    collection.write_human_text(1, " ")
    assert collection.line(1).human is None
    assert texts(collection, 1) == ["", "imported"]
    assert collection.line_ids(LineFilter.TO_TRANSCRIBE) == [1, 2]
    collection.write_human_text(1, "")
    assert texts(collection, 1) == ["", "imported"]
    collection.write_human_text(1, "imported")
    assert texts(collection, 1) == ["imported", "", "imported"]
    assert collection.line(1).best_text == "imported"


def test_clearing_a_line_that_never_had_a_text_leaves_no_version(collection: Collection) -> None:
    assert collection.write_human_text(2, "").id is None
    assert collection.versions(2) == []


def test_machine_text_stands_beside_human_text_and_never_replaces_it(collection: Collection) -> None:
    read = machine_text("irnported", 0.25)
    assert collection.write_machine_texts([(1, read), (2, read)]) == 2
    first, second = collection.lines(1)
    assert (first.best_text, second.best_text) == ("imported", "irnported")
    assert first.machine is not None
    assert first.machine.text == "irnported"
    assert first.machine.author == "model-1"
    assert first.machine.confidence == 0.25
    assert first.machine.char_confidences == (0.25,) * 9
    assert collection.overview().human_count == 1


def test_newest_machine_text_counts_and_the_former_is_kept(collection: Collection) -> None:
    collection.write_machine_texts([(2, machine_text("first", 0.2)), (2, machine_text("second", 0.9))])
    assert collection.line(2).best_text == "second"
    assert texts(collection, 2) == ["second", "first"]
    assert collection.line_ids(LineFilter.DOUBTFUL) == []


def test_person_taking_over_a_machine_text_makes_it_human(collection: Collection) -> None:
    collection.write_machine_texts([(2, machine_text("read right"))])
    collection.write_human_text(2, "read right", is_checked=True)
    assert [version.author_kind for version in collection.versions(2)] == [AuthorKind.PERSON, AuthorKind.MODEL]


def test_lines_removed_while_a_model_read_are_passed_over(collection: Collection) -> None:
    collection.remove_pages([1])
    assert collection.write_machine_texts([(1, machine_text())]) == 0


def test_machine_texts_are_written_all_or_none(collection: Collection) -> None:
    human = collection.line(1).human
    assert human is not None
    with pytest.raises(ValueError, match="only a model's"):
        collection.write_machine_texts([(2, machine_text()), (2, human)])
    assert collection.versions(2) == []


def test_machine_does_not_write_human_text(collection: Collection) -> None:
    with pytest.raises(ValueError, match="machine"):
        collection.write_human_text(2, "text", kind=AuthorKind.MODEL)


def test_unknown_line_is_told(collection: Collection) -> None:
    with pytest.raises(CollectionError, match="no line 99"):
        collection.write_human_text(99, "text")


def test_half_characters_from_a_damaged_clipboard_are_replaced(collection: Collection) -> None:
    assert collection.write_human_text(2, "a\ud800b").text == "a\ufffdb"


def test_the_file_itself_refuses_to_rewrite_a_text(collection: Collection) -> None:
    connection = collection._database.connection
    with pytest.raises(sqlite3.IntegrityError, match="never changes"):
        connection.execute("UPDATE text_versions SET text = 'forged'")
    assert texts(collection, 1) == ["imported"]
