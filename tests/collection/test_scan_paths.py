"""Scans are found after the collection's folder, or everything together, was moved."""

import shutil
import sqlite3
from itertools import pairwise
from pathlib import Path

from seqclr_desktop.collection import DATABASE_NAME, Collection
from tests.builders import make_page


def collection_beside_its_scans(folder: Path) -> None:
    """FOLDER/collection with pages of FOLDER/scans/a.jpg and FOLDER/collection/b.jpg."""
    scans = (folder / "scans" / "a.jpg", folder / "collection" / "b.jpg")
    with Collection.create(folder / "collection") as collection:
        for scan in scans:
            scan.parent.mkdir(exist_ok=True)
            scan.write_bytes(b"a scan")
            collection.add_page(make_page(scan.stem, path=scan))


def paths(folder: Path) -> list[Path]:
    with Collection.open(folder) as collection:
        return [page.path for page in collection.pages()]


def test_paths_are_stored_relative_to_the_folder(tmp_path: Path) -> None:
    collection_beside_its_scans(tmp_path)
    connection = sqlite3.connect(tmp_path / "collection" / DATABASE_NAME)
    assert connection.execute("SELECT path FROM pages").fetchall() == [("../scans/a.jpg",), ("b.jpg",)]
    connection.close()


def test_collection_and_scans_that_move_together_stay_together(tmp_path: Path) -> None:
    collection_beside_its_scans(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    new = tmp_path / "new"
    assert paths(new / "collection") == [new / "scans" / "a.jpg", new / "collection" / "b.jpg"]
    assert all(path.is_file() for path in paths(new / "collection"))


def test_scans_that_stayed_behind_are_found_where_they_were(tmp_path: Path) -> None:
    collection_beside_its_scans(tmp_path / "old")
    new = tmp_path / "far" / "away"
    new.parent.mkdir()
    (tmp_path / "old" / "collection").rename(new)
    expected = [tmp_path / "old" / "scans" / "a.jpg", new / "b.jpg"]
    assert paths(new) == expected
    assert paths(new) == expected


def test_copy_finds_its_own_scans_first(tmp_path: Path) -> None:
    collection_beside_its_scans(tmp_path / "old")
    shutil.copytree(tmp_path / "old", tmp_path / "copy")
    copy = tmp_path / "copy"
    assert paths(copy / "collection") == [copy / "scans" / "a.jpg", copy / "collection" / "b.jpg"]
    assert paths(tmp_path / "old" / "collection")[0] == tmp_path / "old" / "scans" / "a.jpg"


def test_scan_that_is_nowhere_keeps_its_place_beside_the_collection(tmp_path: Path) -> None:
    collection_beside_its_scans(tmp_path / "old")
    shutil.rmtree(tmp_path / "old" / "scans")
    (tmp_path / "old").rename(tmp_path / "new")
    assert paths(tmp_path / "new" / "collection")[0] == tmp_path / "new" / "scans" / "a.jpg"


def test_folder_named_with_dots_and_relative_is_the_same_folder(tmp_path: Path) -> None:
    collection_beside_its_scans(tmp_path)
    roundabout = tmp_path / "scans" / ".." / "collection"
    assert paths(roundabout)[0] == tmp_path / "scans" / "a.jpg"


def test_scans_whose_drive_was_away_after_the_move_are_found_when_it_is_back(tmp_path: Path) -> None:
    collection_beside_its_scans(tmp_path / "old")
    (tmp_path / "old" / "scans").rename(tmp_path / "unplugged")
    places = (tmp_path / "old" / "collection", tmp_path / "far" / "away", tmp_path / "farther")
    for place, next_place in pairwise(places):
        next_place.parent.mkdir(exist_ok=True)
        place.rename(next_place)
        assert not paths(next_place)[0].is_file()
    (tmp_path / "unplugged").rename(tmp_path / "old" / "scans")
    assert paths(tmp_path / "farther") == [tmp_path / "old" / "scans" / "a.jpg", tmp_path / "farther" / "b.jpg"]


def test_scan_that_was_shown_elsewhere_is_not_looked_for_where_it_lay(tmp_path: Path) -> None:
    collection_beside_its_scans(tmp_path / "old")
    (tmp_path / "old" / "scans").rename(tmp_path / "elsewhere")
    new = tmp_path / "new"
    (tmp_path / "old" / "collection").rename(new)
    with Collection.open(new) as collection:
        collection.relink_page(1, tmp_path / "elsewhere" / "a.jpg")
    (tmp_path / "elsewhere").rename(tmp_path / "unplugged")
    (tmp_path / "old" / "scans").mkdir()
    (tmp_path / "old" / "scans" / "a.jpg").write_bytes(b"another scan")
    assert paths(new)[0] == tmp_path / "elsewhere" / "a.jpg"


def test_scan_that_came_along_later_is_taken_from_beside_the_collection(tmp_path: Path) -> None:
    collection_beside_its_scans(tmp_path / "old")
    (tmp_path / "old" / "scans").rename(tmp_path / "unplugged")
    (tmp_path / "old" / "collection").rename(tmp_path / "collection")
    assert not paths(tmp_path / "collection")[0].is_file()
    shutil.copytree(tmp_path / "unplugged", tmp_path / "scans")
    (tmp_path / "unplugged").rename(tmp_path / "old" / "scans")
    assert paths(tmp_path / "collection")[0] == tmp_path / "scans" / "a.jpg"
