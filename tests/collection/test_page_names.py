"""Lists of page names mean pages, as people write them."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection
from seqclr_desktop.errors import CollectionError
from tests.builders import make_page

HEBREW = "מכתב 1"
ACCENTED = "Décès et naissances"


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "c") as opened:
        for name in ("a", "b", HEBREW, unicodedata.normalize("NFD", ACCENTED), "f.12 (verso)"):
            opened.add_page(make_page(name))
        for frame in range(2):
            opened.add_page(make_page(f"roll#{frame + 1}", path=Path("/scans/roll.TIF"), frame=frame))
        yield opened


def named(collection: Collection, *names: str) -> list[str]:
    return [page.name for page in collection.pages_named(names)]


def test_order_is_that_of_the_list(collection: Collection) -> None:
    assert named(collection, "b", "a") == ["b", "a"]


def test_name_file_name_and_stem_mean_the_same_page(collection: Collection) -> None:
    assert named(collection, "a", "a.jpg", " a ") == ["a"]
    assert named(collection, "f.12 (verso)") == named(collection, "f.12 (verso).jpg") == ["f.12 (verso)"]


def test_hebrew_and_decomposed_accents_are_found(collection: Collection) -> None:
    assert named(collection, HEBREW + ".jpg") == [HEBREW]
    for form in ("NFC", "NFD"):
        found = named(collection, unicodedata.normalize(form, ACCENTED) + ".jpg")
        assert [unicodedata.normalize("NFC", name) for name in found] == [ACCENTED]


def test_file_of_many_frames_means_all_of_them(collection: Collection) -> None:
    assert named(collection, "roll.TIF") == named(collection, "roll") == ["roll#1", "roll#2"]
    assert named(collection, "roll#2") == ["roll#2"]


def test_pages_of_one_name_in_two_folders_are_both_meant(collection: Collection) -> None:
    collection.add_page(make_page("a", Path("/other scans")))
    assert named(collection, "a") == ["a", "a"]


def test_unknown_names_are_named(collection: Collection) -> None:
    with pytest.raises(CollectionError, match=r"no page named “z”\."):
        collection.pages_named(["a", "z"])
    with pytest.raises(CollectionError, match="“0”, “1”, “2”, “3”, “4” and 3 more"):
        collection.pages_named([str(number) for number in range(8)])


def test_real_folder_with_awkward_names_is_found(tmp_path: Path, shared_data: Path) -> None:
    scans = sorted(path for path in (shared_data / "raw-folder-oddities" / "scans").rglob("*") if path.is_file())
    with Collection.create(tmp_path / "c") as collection:
        for path in scans:
            collection.add_page(make_page(path.stem, path=path))
        for path in scans:
            for form in ("NFC", "NFD"):
                asked = unicodedata.normalize(form, path.name)
                assert path in [page.path for page in collection.pages_named([asked])]
