"""The bundled sample is small, licensed, complete, and becomes a collection."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Split
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.sample_collection import MakeSampleCollection, free_folder, usual_folder


@pytest.fixture(scope="module")
def sample(checkout: Path) -> Path:
    return checkout / "resources" / "sample_collection"


def test_the_sample_is_at_most_four_megabytes(sample: Path) -> None:
    assert sum(path.stat().st_size for path in sample.rglob("*") if path.is_file()) <= 4_000_000


def test_the_sample_names_its_licence_and_whom_to_cite(sample: Path) -> None:
    source = (sample / "SOURCE.md").read_text(encoding="utf-8")
    assert "CC BY 4.0" in source
    assert "https://doi.org/10.5281/zenodo.7185907" in source


def test_every_transcription_is_valid_alto(sample: Path, shared_schemas: Path) -> None:
    schema = etree.XMLSchema(file=str(shared_schemas / "alto-4-2.xsd"))
    for path in sorted((sample / "pages").glob("*.xml")):
        schema.assertValid(etree.parse(path))


def test_no_page_of_a_test_set_is_in_the_sample(sample: Path, shared_data: Path) -> None:
    kept_apart = json.loads((shared_data / "peraire" / "splits.json").read_text(encoding="utf-8"))["test"]
    assert {path.stem for path in (sample / "pages").glob("*.jpg")}.isdisjoint(kept_apart)


def test_making_it_gives_transcribed_pages_for_every_part_and_some_without(tmp_path: Path) -> None:
    report = MakeSampleCollection(tmp_path / "c").run(Control())
    assert (report.added.pages_added, report.added.refused) == (11, ())
    with Collection.open(tmp_path / "c") as collection:
        assert [len(collection.pages(part)) for part in Split] == [7, 1, 1]
        assert sum(page.human_count > 0 for page in collection.pages()) == 9
        assert all(page.path.is_relative_to(tmp_path / "c") for page in collection.pages())


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    with pytest.raises(CollectionError):
        MakeSampleCollection(tmp_path).run(Control())


def test_another_sample_gets_another_folder(own_home: Path) -> None:
    assert free_folder() == usual_folder()
    usual_folder().mkdir(parents=True)
    assert free_folder() == usual_folder().with_name("Sample collection 2")
