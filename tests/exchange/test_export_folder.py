from pathlib import Path

import pytest

from seqclr_desktop.errors import StorageError
from seqclr_desktop.exchange.export_folder import RECORD_NAME, ExportFolder


def test_own_file_is_replaced_by_a_later_export(tmp_path: Path) -> None:
    assert ExportFolder(tmp_path / "out").put("a.txt", b"first")
    assert ExportFolder(tmp_path / "out").put("a.txt", b"second")
    assert (tmp_path / "out" / "a.txt").read_bytes() == b"second"


def test_list_of_what_was_written_does_not_grow_with_every_export(tmp_path: Path) -> None:
    for turn in range(20):
        for name in ("a.txt", "b.txt"):
            assert ExportFolder(tmp_path).put(name, f"{name}, export {turn}".encode())
    assert len((tmp_path / RECORD_NAME).read_text(encoding="utf-8").splitlines()) < 10
    (tmp_path / "b.txt").write_bytes(b"corrected")
    assert ExportFolder(tmp_path).put("a.txt", b"the last one")
    assert not ExportFolder(tmp_path).put("b.txt", b"the last one")


def test_file_of_somebody_else_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"mine")
    assert not ExportFolder(tmp_path).put("a.txt", b"ours")
    assert (tmp_path / "a.txt").read_bytes() == b"mine"


def test_export_that_a_person_corrected_is_left_as_it_is(tmp_path: Path) -> None:
    ExportFolder(tmp_path).put("a.txt", b"ours")
    (tmp_path / "a.txt").write_bytes(b"ours, corrected")
    assert not ExportFolder(tmp_path).put("a.txt", b"ours again")
    assert (tmp_path / "a.txt").read_bytes() == b"ours, corrected"


def test_same_content_is_no_obstacle_whoever_wrote_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"same")
    assert ExportFolder(tmp_path).put("a.txt", b"same")


def test_place_that_is_a_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(StorageError):
        ExportFolder(tmp_path / "out")
