import unicodedata
from pathlib import Path

import pytest

from seqclr_desktop.images.sidecars import find_sidecar


def lay_out(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


@pytest.mark.parametrize(
    "name", ["scan.xml", "scan.XML", "scan.jpg.xml", "page/scan.xml", "PAGE/scan.xml", "alto/scan.xml", "scan.gt.txt"]
)
def test_transcription_is_found_where_programs_put_it(tmp_path: Path, name: str) -> None:
    lay_out(tmp_path, "scan.jpg", name)
    assert find_sidecar(tmp_path / "scan.jpg") == tmp_path / name


def test_picture_without_transcription_has_none(tmp_path: Path) -> None:
    lay_out(tmp_path, "scan.jpg", "scan2.xml", "scan.txt", "other/scan.xml")
    assert find_sidecar(tmp_path / "scan.jpg") is None


def test_file_beside_the_picture_comes_before_others(tmp_path: Path) -> None:
    lay_out(tmp_path, "scan.jpg", "scan.gt.txt", "alto/scan.xml", "page/scan.xml")
    assert find_sidecar(tmp_path / "scan.jpg") == tmp_path / "page/scan.xml"
    lay_out(tmp_path, "scan.xml")
    assert find_sidecar(tmp_path / "scan.jpg") == tmp_path / "scan.xml"


def test_accents_written_in_another_form_are_the_same_name(tmp_path: Path) -> None:
    lay_out(tmp_path, unicodedata.normalize("NFD", "été.jpg"), unicodedata.normalize("NFC", "été.xml"))
    found = find_sidecar(tmp_path / unicodedata.normalize("NFD", "été.jpg"))
    assert found is not None
    assert found.suffix == ".xml"


def test_pages_of_one_file_have_numbered_transcriptions(tmp_path: Path) -> None:
    lay_out(tmp_path, "book.pdf", "book.xml", "book#2.xml")
    assert find_sidecar(tmp_path / "book.pdf", 0, 3) == tmp_path / "book.xml"
    assert find_sidecar(tmp_path / "book.pdf", 1, 3) == tmp_path / "book#2.xml"
    assert find_sidecar(tmp_path / "book.pdf", 2, 3) is None
