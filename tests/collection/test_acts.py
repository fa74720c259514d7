"""Many texts are changed as one act, which is taken back as one; nothing anybody wrote is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import DATABASE_NAME, Collection, Replacement
from seqclr_desktop.collection.database import Database
from seqclr_desktop.errors import CollectionError, StorageError
from tests.builders import collection_with, line_texts, machine_text, whole

TEXTS = ("la ville", "rien", "", "ville et ville")


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with collection_with(tmp_path / "c", *TEXTS) as opened:
        opened.write_machine_texts([(3, machine_text("une ville"))])
        opened.set_checked(1, True)
        yield opened


def texts(collection: Collection) -> list[str]:
    return line_texts(collection.lines(1))


def replace_all(collection: Collection) -> int:
    changes = collection.find_changes(Replacement("ville", "cité"))
    return collection.replace_texts("cities", changes).act_id


def test_only_what_people_wrote_is_found(collection: Collection) -> None:
    changes = collection.find_changes(Replacement("ville", "cité"))
    assert [(c.line_id, c.number, c.page_name, c.new_text) for c in changes] == [
        (1, 1, "page", "la cité"), (4, 4, "page", "cité et cité"),
    ]  # fmt: skip
    assert [change.is_checked for change in changes] == [True, False]


def test_act_writes_new_versions_and_leaves_the_old_ones(collection: Collection) -> None:
    replace_all(collection)
    assert texts(collection) == ["la cité", "rien", "une ville", "cité et cité"]
    assert [version.text for version in collection.versions(1)] == ["la cité", "la ville"]
    human = collection.line(1).human
    assert human is not None
    assert not human.is_checked
    assert [(act.title, act.line_count, act.undone_at) for act in collection.acts()] == [("cities", 2, "")]


def test_act_is_taken_back_with_its_marks_and_made_again(collection: Collection) -> None:
    act_id = replace_all(collection)
    assert whole(collection.undoing(act_id)).lines_changed == 2
    assert texts(collection) == ["la ville", "rien", "une ville", "ville et ville"]
    human = collection.line(1).human
    assert human is not None
    assert human.is_checked
    assert collection.acts()[0].undone_at
    assert whole(collection.redoing(act_id)).lines_changed == 2
    assert texts(collection)[0] == "la cité"
    assert whole(collection.undoing(act_id)).lines_changed == 2
    assert [version.text for version in collection.versions(1)] == ["la ville", "la cité"] * 2 + ["la ville"]


def test_line_that_was_changed_since_is_left_alone(collection: Collection) -> None:
    act_id = replace_all(collection)
    collection.write_human_text(1, "la métropole")
    report = whole(collection.undoing(act_id))
    assert (report.lines_changed, report.passed_over) == (1, 1)
    assert texts(collection)[0] == "la métropole"


def test_line_that_changed_after_the_preview_is_left_alone(collection: Collection) -> None:
    changes = collection.find_changes(Replacement("ville", "cité"))
    collection.write_human_text(1, "autre chose")
    report = collection.replace_texts("cities", changes)
    assert (report.lines_changed, report.passed_over) == (1, 1)
    assert texts(collection)[0] == "autre chose"


def test_act_is_taken_back_once(collection: Collection) -> None:
    act_id = replace_all(collection)
    whole(collection.undoing(act_id))
    with pytest.raises(CollectionError, match="no such act"):
        whole(collection.undoing(act_id))
    with pytest.raises(CollectionError, match="no such act"):
        whole(collection.redoing(99))


def test_removed_pages_take_their_part_of_an_act_along(collection: Collection) -> None:
    replace_all(collection)
    collection.remove_pages([1])
    assert collection.acts()[0].line_count == 0


def test_line_that_loses_its_whole_text_is_untranscribed_and_gets_it_back(collection: Collection) -> None:
    changes = collection.find_changes(Replacement("rien", ""))
    act_id = collection.replace_texts("nothing", changes).act_id
    assert collection.line(2).human is None
    whole(collection.undoing(act_id))
    assert texts(collection)[1] == "rien"


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Collection]:
    """More lines than are written at once."""
    with collection_with(tmp_path / "many", *["la ville"] * 450) as opened:
        yield opened


def count(collection: Collection, text: str) -> int:
    return texts(collection).count(text)


def test_others_can_write_while_an_act_goes_on(many: Collection) -> None:
    steps = many.replacing("cities", many.find_changes(Replacement("ville", "cité")))
    first = next(steps)
    assert 0 < first.lines_changed < 450
    with Collection.open(many.folder) as other:
        other.write_human_text(450, "typed meanwhile")
    *_, last = steps
    assert (last.lines_changed, last.passed_over, last.is_complete) == (449, 1, True)
    assert texts(many)[449] == "typed meanwhile"
    assert [(act.title, act.line_count) for act in many.acts()] == [("cities", 449)]


def test_an_act_that_was_cut_off_is_taken_back_as_far_as_it_went(many: Collection) -> None:
    steps = many.replacing("cities", many.find_changes(Replacement("ville", "cité")))
    report = next(steps)
    steps.close()
    assert not report.is_complete
    assert count(many, "la cité") == report.lines_changed
    assert whole(many.undoing(report.act_id)).lines_changed == report.lines_changed
    assert count(many, "la ville") == 450


def test_taking_back_that_was_cut_off_is_gone_on_with(many: Collection) -> None:
    act_id = replace_all(many)
    steps = many.undoing(act_id)
    next(steps)
    steps.close()
    assert count(many, "la ville")
    assert count(many, "la cité")
    assert not many.acts()[0].undone_at
    whole(many.undoing(act_id))
    assert count(many, "la ville") == 450
    assert many.acts()[0].undone_at


def test_making_again_that_was_cut_off_can_be_taken_back(many: Collection) -> None:
    act_id = replace_all(many)
    whole(many.undoing(act_id))
    steps = many.redoing(act_id)
    next(steps)
    steps.close()
    whole(many.undoing(act_id))
    assert count(many, "la ville") == 450


def test_an_act_that_changes_nothing_leaves_nothing_behind(collection: Collection) -> None:
    changes = collection.find_changes(Replacement("rien", "tout"))
    collection.write_human_text(2, "autre chose")
    assert collection.replace_texts("all", changes).lines_changed == 0
    assert collection.replace_texts("none", ()).is_complete
    assert collection.acts() == []


def test_an_act_of_which_no_line_could_be_made_again_can_still_be(many: Collection) -> None:
    act_id = replace_all(many)
    whole(many.undoing(act_id))
    path = many.folder / DATABASE_NAME
    many.close()
    with (
        Collection(many.folder, Database(path, page_limit=path.stat().st_size // 4096)) as full,
        pytest.raises(StorageError, match="disk is full"),
    ):
        whole(full.redoing(act_id))
    with Collection.open(many.folder) as roomy:
        assert not roomy.act_stands(act_id)
        whole(roomy.redoing(act_id))
        assert count(roomy, "la cité") == 450
