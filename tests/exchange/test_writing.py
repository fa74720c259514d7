import errno
from pathlib import Path

import pytest

from seqclr_desktop.errors import StorageError
from seqclr_desktop.exchange.writing import storage_error, write_whole


def test_file_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    write_whole(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(StorageError):
        write_whole(tmp_path / "a.txt", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_full_disk_is_told_in_a_sentence() -> None:
    with pytest.raises(OSError, match="No space left") as full:
        Path("/dev/full").write_bytes(b"x" * 100_000)
    error = storage_error(Path("out/a.xml"), full.value)
    assert (error.what, error.where) == ("The disk is full.", str(Path("out/a.xml")))
    assert "Make room" in error.advice


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_folder_that_may_not_be_written_is_told_in_a_sentence(number: int) -> None:
    assert storage_error(Path("a"), OSError(number, "x")).what == "You may not write here."
