"""Models are known by name, with their provenance and scores."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, ModelKind, ModelRecord
from seqclr_desktop.document import Direction
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.model.checkpoint import describe_model
from tests.builders import add_model, make_content, make_page


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "c") as opened:
        opened.models_folder.mkdir()
        yield opened


def test_model_comes_back_as_it_was_added(collection: Collection) -> None:
    record = ModelRecord(
        "péraire",
        ModelKind.RECOGNISER,
        collection.models_folder / "péraire.safetensors",
        parent="shapes",
        created_at="1936-07-19T00:00:00+00:00",
        note="learned from 312 lines",
        settings={"preset": "small", "seed": 1},
        scores={"valid_cer": 0.083},
    )
    assert collection.add_model(record) == record == collection.model("péraire")


def test_moment_is_noted_when_none_is_given(collection: Collection) -> None:
    assert add_model(collection, "a").created_at.endswith("+00:00")


def test_models_are_listed_newest_first_by_kind(collection: Collection) -> None:
    add_model(collection, "shapes", ModelKind.PRETRAINED)
    add_model(collection, "first")
    add_model(collection, "second")
    assert [model.name for model in collection.models()] == ["second", "first", "shapes"]
    assert [model.name for model in collection.models(ModelKind.PRETRAINED)] == ["shapes"]
    assert collection.overview().recogniser_count == 2
    assert collection.overview().pretrained_count == 1


def test_unknown_name_is_answered_with_the_known_ones(collection: Collection) -> None:
    bundled = "base-arabic, base-hebrew, base-latin"
    with pytest.raises(CollectionError, match=rf"It has: {bundled}\."):
        collection.model("peraire")
    add_model(collection, "peraire-2")
    add_model(collection, "wills")
    with pytest.raises(
        CollectionError,
        match=r"Did you mean “peraire-2”\? It has: wills, peraire-2, base-arabic, base-hebrew, base-latin\.",
    ):
        collection.model("peraire2")
    with pytest.raises(CollectionError, match=rf"It has: wills, peraire-2, {bundled}\."):
        collection.model("zzz")


def test_name_in_use_is_refused(collection: Collection) -> None:
    add_model(collection, "a")
    with pytest.raises(CollectionError, match="already is a model named “a”"):
        add_model(collection, "a")


def test_free_name_is_the_wanted_one_or_has_the_next_number(collection: Collection) -> None:
    assert collection.free_model_name("base") == "base"
    add_model(collection, "base")
    add_model(collection, "base-2")
    assert collection.free_model_name("base") == "base-3"
    assert collection.free_model_name("Base") == "Base-3"


def test_name_of_a_file_left_by_a_killed_training_is_not_free(collection: Collection) -> None:
    (collection.models_folder / "base.safetensors").write_bytes(b"")
    assert collection.free_model_name("base") == "base-2"


def test_scores_are_added_to_those_there_are(collection: Collection) -> None:
    add_model(collection, "a", scores={"valid_cer": 0.2})
    collection.set_model_scores("a", {"test_cer": 0.1})
    collection.set_model_scores("a", {"test_cer": 0.09})
    assert collection.model("a").scores == {"valid_cer": 0.2, "test_cer": 0.09}


def test_model_is_found_after_the_collection_moved(collection: Collection, tmp_path: Path) -> None:
    add_model(collection, "a")
    collection.close()
    (tmp_path / "c").rename(tmp_path / "moved")
    with Collection.open(tmp_path / "moved") as moved:
        assert moved.model("a").path == tmp_path / "moved" / "models" / "a.safetensors"


def names(models: list[ModelRecord]) -> list[str]:
    return [model.name for model in models]


def test_the_models_that_come_with_the_program_are_known_by_name_and_come_last(collection: Collection) -> None:
    add_model(collection, "reader")
    assert names(collection.recognisers()) == ["reader", "base-latin", "base-arabic", "base-hebrew"]
    assert collection.model("base-latin").path.is_file()
    assert collection.free_model_name("base-latin") == "base-latin-2"


def test_of_several_scripts_the_models_are_those_of_the_texts(collection: Collection) -> None:
    collection.add_page(make_page(), make_content("בראשית ברא אלהים"))
    assert names(collection.base_models()) == ["base-hebrew"]
    assert collection.model("base-latin").name == "base-latin"  # by name it can be had all the same
    collection.add_page(make_page("b"), make_content("Dans le principe il crea"))
    assert names(collection.base_models()) == ["base-latin", "base-hebrew"]


@pytest.mark.parametrize("text", ["في البدء خلق الله", "در آغاز آفرید گفته‌اند", "ابتدا میں پیدا کِیا"])
def test_arabic_persian_and_urdu_have_a_model(collection: Collection, text: str) -> None:
    collection.add_page(make_page(), make_content(text))
    assert names(collection.base_models()) == ["base-arabic"]
    alphabet = describe_model(collection.model("base-arabic").path).alphabet
    assert alphabet is not None
    letters = {character for character in text if unicodedata.category(character) == "Lo"}
    assert letters <= set(alphabet.characters)


def test_a_script_without_a_model_starts_from_the_one_of_most_hands(collection: Collection) -> None:
    collection.add_page(make_page(), make_content("Ἐν ἀρχῇ ἐποίησεν"))
    assert collection.base_models() == []
    assert names(collection.base_models_to_start_from()) == ["base-latin"]


def test_without_texts_the_direction_of_the_lines_orders_the_models(collection: Collection) -> None:
    from_right = [replace(line, human=None, direction=Direction.RIGHT_TO_LEFT) for line in make_content("a", "b").lines]
    page = collection.add_page(make_page(), replace(make_content(), lines=tuple(from_right)))
    assert page.human_count == 0
    assert names(collection.base_models()) == ["base-arabic", "base-hebrew", "base-latin"]
