import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from seqclr_desktop.images.folder_walk import CACHE_TAG, ClosedDoor, LeftBehind, WalkedFile, walk


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def file_names(folder: Path, met: Sequence[object]) -> list[str]:
    return [thing.path.relative_to(folder).as_posix() for thing in met if isinstance(thing, WalkedFile)]


def test_pages_come_in_the_order_in_which_people_count(tmp_path: Path) -> None:
    touch(tmp_path, "page 10.jpg", "page 2.jpg", "Page 1.jpg", "page 2 (1).jpg", "box 2/a.jpg", "box 10/a.jpg")
    assert file_names(tmp_path, list(walk([tmp_path]))) == [
        "Page 1.jpg", "page 2.jpg", "page 2 (1).jpg", "page 10.jpg", "box 2/a.jpg", "box 10/a.jpg",
    ]  # fmt: skip


def test_what_systems_leave_behind_is_told_apart(tmp_path: Path) -> None:
    left = [".DS_Store", "._scan.jpg", "Thumbs.db", "@eaDir/scan.jpg/SYNOPHOTO_THUMB_M.jpg", "__MACOSX/scan.jpg"]
    touch(tmp_path, "scan.jpg", *left)
    met = list(walk([tmp_path]))
    assert file_names(tmp_path, met) == ["scan.jpg"]
    assert sum(isinstance(thing, LeftBehind) for thing in met) == len(left)


def test_folder_tagged_as_a_cache_is_left_behind(tmp_path: Path) -> None:
    touch(tmp_path, "scan.jpg", f"thumbnails/{CACHE_TAG}", "thumbnails/scan.jpg")
    assert file_names(tmp_path, list(walk([tmp_path]))) == ["scan.jpg"]


def test_file_named_twice_comes_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.jpg", "b.jpg")
    met = list(walk([tmp_path / "b.jpg", tmp_path, tmp_path]))
    assert met == [WalkedFile(tmp_path / "b.jpg", is_chosen=True), WalkedFile(tmp_path / "a.jpg")]


def test_folders_to_skip_are_left_alone(tmp_path: Path) -> None:
    touch(tmp_path, "a.jpg", "cache/b.jpg")
    assert list(walk([tmp_path], skip=[tmp_path / "cache"])) == [WalkedFile(tmp_path / "a.jpg")]


def test_link_back_up_does_not_go_round_for_ever(tmp_path: Path) -> None:
    touch(tmp_path, "box/a.jpg")
    try:
        (tmp_path / "box" / "up").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets only administrators make links")
    assert file_names(tmp_path, list(walk([tmp_path]))) == ["box/a.jpg"]


def test_missing_path_is_named() -> None:
    (door,) = walk([Path("nowhere/at/all")])
    assert isinstance(door, ClosedDoor)
    assert door.reason == "There is no such file or folder."


def test_folder_that_may_not_be_opened_is_named_and_the_others_are_walked(tmp_path: Path) -> None:
    class LockedCabinet:
        def __call__(self, folder: Path) -> list[Path]:
            if folder.name == "locked":
                raise PermissionError(13, "Permission denied")
            return list(folder.iterdir())

    touch(tmp_path, "a.jpg", "locked/b.jpg", "open/c.jpg")
    met = list(walk([tmp_path], list_folder=LockedCabinet()))
    assert file_names(tmp_path, met) == ["a.jpg", "open/c.jpg"]
    (door,) = [thing for thing in met if isinstance(thing, ClosedDoor)]
    assert door.path == tmp_path / "locked"
    assert "no permission" in door.reason


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_folder_without_read_permission_is_named(tmp_path: Path) -> None:
    touch(tmp_path, "locked/b.jpg")
    (tmp_path / "locked").chmod(0)
    try:
        (door,) = walk([tmp_path])
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert isinstance(door, ClosedDoor)
    assert "no permission" in door.reason
