from pathlib import Path

import pytest
from PIL import Image

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.images.folder_walk import CACHE_TAG
from seqclr_desktop.images.thumbnails import thumbnail


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    picture = Image.new("RGB", (1200, 800), "white")
    picture.paste("navy", (0, 0, 600, 800))
    picture.save(tmp_path / "scan.jpg")
    return tmp_path / "scan.jpg"


def test_longer_side_has_the_wanted_size(scan: Path, tmp_path: Path) -> None:
    assert thumbnail(scan, 0, 0, "abc", 120, tmp_path / "cache").size == (120, 80)
    assert thumbnail(scan, 0, 90, "abc", 120, tmp_path / "cache").size == (80, 120)


def test_small_page_is_not_enlarged(tmp_path: Path) -> None:
    Image.new("L", (99, 160)).save(tmp_path / "th.png")
    assert thumbnail(tmp_path / "th.png", 0, 0, "abc", 300, tmp_path / "cache").size == (99, 160)


def test_it_is_made_once_and_outlives_the_scan(scan: Path, tmp_path: Path) -> None:
    first = thumbnail(scan, 0, 0, "abc", 120, tmp_path / "cache")
    scan.unlink()
    assert thumbnail(scan, 0, 0, "abc", 120, tmp_path / "cache").size == first.size
    with pytest.raises(UnreadableFileError, match="no longer where it was"):
        thumbnail(scan, 0, 0, "other", 120, tmp_path / "cache")


def test_broken_file_in_the_cache_is_made_again(scan: Path, tmp_path: Path) -> None:
    thumbnail(scan, 0, 0, "abc", 120, tmp_path / "cache")
    (kept,) = (tmp_path / "cache" / "thumbnails").glob("*.jpg")
    kept.write_bytes(kept.read_bytes()[:200])
    assert thumbnail(scan, 0, 0, "abc", 120, tmp_path / "cache").size == (120, 80)
    with Image.open(kept) as again:
        again.load()


def test_cache_that_cannot_be_written_is_done_without(scan: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    assert thumbnail(scan, 0, 0, "abc", 120, tmp_path / "cache").size == (120, 80)


def test_cache_holds_nothing_but_whole_pictures_and_its_tag(scan: Path, tmp_path: Path) -> None:
    thumbnail(scan, 0, 0, "abc", 120, tmp_path / "cache")
    names = sorted(path.name for path in (tmp_path / "cache" / "thumbnails").iterdir())
    assert names == [CACHE_TAG, "abc-0-0-120.jpg"]
