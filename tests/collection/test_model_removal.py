"""Models are taken out of a collection with their files; what they did stays, and nothing that needs them is broken."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, ModelKind, ModelRecord, RunState
from seqclr_desktop.document import AuthorKind, TextVersion
from seqclr_desktop.errors import CollectionError, StorageError
from tests.builders import add_model, make_content, make_page


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "c") as opened:
        opened.models_folder.mkdir()
        yield opened


def names(collection: Collection) -> list[str]:
    return [model.name for model in collection.models()]


def test_removed_models_take_their_files_along(collection: Collection) -> None:
    gone = [add_model(collection, "a"), add_model(collection, "b")]
    kept = add_model(collection, "c")
    assert collection.remove_models(["a", "b", "a"]) == gone
    assert names(collection) == ["c"]
    assert [model.path.exists() for model in (*gone, kept)] == [False, False, True]


def test_a_model_whose_file_is_gone_already_can_be_removed(collection: Collection) -> None:
    add_model(collection, "a").path.unlink()
    collection.remove_models(["a"])
    assert names(collection) == []


def test_file_outside_the_collection_is_never_deleted(collection: Collection, tmp_path: Path) -> None:
    shared = tmp_path / "shared.safetensors"
    shared.write_bytes(b"weights")
    collection.add_model(ModelRecord("shared", ModelKind.PRETRAINED, shared))
    collection.remove_models(["shared"])
    assert shared.read_bytes() == b"weights"


def test_the_model_that_comes_with_the_program_cannot_be_removed(collection: Collection) -> None:
    with pytest.raises(CollectionError, match="comes with the program"):
        collection.remove_models(["base-latin"])
    assert collection.model("base-latin").path.is_file()


def test_one_that_may_not_go_keeps_the_others_too(collection: Collection) -> None:
    model = add_model(collection, "a")
    for other in ("nobody", "base-latin"):
        with pytest.raises(CollectionError):
            collection.remove_models(["a", other])
    assert names(collection) == ["a"]
    assert model.path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a file as a folder is nothing at all there")
def test_a_model_whose_file_cannot_be_deleted_stays_known(collection: Collection) -> None:
    other = collection.models_folder / "not-a-folder"
    other.write_bytes(b"")
    collection.add_model(ModelRecord("b", ModelKind.RECOGNISER, other / "b.safetensors"))
    with pytest.raises(StorageError, match="cannot be deleted"):
        collection.remove_models(["b"])
    assert names(collection) == ["b"]


def test_what_it_read_stays_and_its_name_is_not_given_again(collection: Collection) -> None:
    add_model(collection, "reader")
    page = collection.add_page(make_page(), make_content(""))
    (line_id,) = collection.line_ids()
    collection.write_machine_texts([(line_id, TextVersion("read", AuthorKind.MODEL, author="reader", confidence=0.9))])
    collection.remove_models(["reader"])
    machine = collection.lines(page.id or 0)[0].machine
    assert machine is not None
    assert (machine.text, machine.author) == ("read", "reader")
    assert collection.free_model_name("reader") == "reader-2"  # else its readings would pass for the new one's


def test_models_taught_from_it_and_its_run_stay(collection: Collection) -> None:
    add_model(collection, "shapes", ModelKind.PRETRAINED)
    run = collection.begin_run("finetune", "Learn to read", {"start_from": ["shapes"]})
    collection.end_run(run.id, RunState.FINISHED, {"model": "Reader"})
    add_model(collection, "Reader", parent="shapes", settings={"run": run.id})
    collection.remove_models(["shapes"])
    assert collection.model("Reader").parent == "shapes"
    collection.remove_models(["Reader"])
    assert collection.run(run.id).result == {"model": "Reader"}
    assert collection.free_model_name("reader") == "reader-2"


@pytest.mark.parametrize("start", ["shapes", ["shapes", "base-latin"]])
def test_a_model_that_an_unfinished_training_begins_with_stays(collection: Collection, start: object) -> None:
    model = add_model(collection, "shapes", ModelKind.PRETRAINED)
    run = collection.begin_run("finetune", "Learn to read", {"start_from": start})
    with pytest.raises(CollectionError, match="a training that has not ended"):
        collection.remove_models(["shapes"])
    assert model.path.exists()
    collection.end_run(run.id, RunState.STOPPED)
    collection.remove_models(["shapes"])
    assert names(collection) == []


def test_a_model_that_an_unfinished_training_has_made_on_its_way_stays(collection: Collection) -> None:
    run = collection.begin_run("learn", "Learn from this collection", {"start_from": "base-latin"})
    collection.set_run_state(run.id, RunState.PAUSED)
    add_model(collection, "pretrained", ModelKind.PRETRAINED, settings={"run": run.id})
    add_model(collection, "other")
    with pytest.raises(CollectionError, match="a training that has not ended"):
        collection.remove_models(["pretrained"])
    collection.remove_models(["other"])
    assert names(collection) == ["pretrained"]
