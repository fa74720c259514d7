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


def test_names_that_differ_in_capitals_alone_keep_their_own_transcriptions(tmp_path: Path) -> None:
    lay_out(tmp_path, "brief.png", "brief.xml", "Brief.png", "page/brief.xml", "BRIEF.png")
    if len(list(tmp_path.glob("*.png"))) < 3:
        pytest.skip("this disk does not tell capitals apart")
    assert find_sidecar(tmp_path / "brief.png") == tmp_path / "brief.xml"
    assert find_sidecar(tmp_path / "Brief.png") is None
    lay_out(tmp_path, "Brief.xml")
    assert find_sidecar(tmp_path / "brief.png") == tmp_path / "brief.xml"
    assert find_sidecar(tmp_path / "Brief.png") == tmp_path / "Brief.xml"
    assert find_sidecar(tmp_path / "BRIEF.png") is None


@pytest.mark.parametrize("text", ["010001.gt.txt", "010001.xml"])
@pytest.mark.parametrize("picture", ["010001.bin.png", "010001.nrm.png", "010001.BIN.PNG"])
def test_version_of_a_picture_has_the_transcription_of_the_plain_name(tmp_path: Path, picture: str, text: str) -> None:
    lay_out(tmp_path, picture, text, "1.2.png", "1.gt.txt")
    assert find_sidecar(tmp_path / picture) == tmp_path / text
    assert find_sidecar(tmp_path / "1.2.png") is None


def test_only_the_foremost_version_of_a_picture_has_the_transcription(tmp_path: Path) -> None:
    lay_out(tmp_path, "1.bin.png", "1.nrm.png", "1.gt.txt")
    assert find_sidecar(tmp_path / "1.nrm.png") == tmp_path / "1.gt.txt"
    assert find_sidecar(tmp_path / "1.bin.png") is None
    lay_out(tmp_path, "1.jpg")
    assert find_sidecar(tmp_path / "1.jpg") == tmp_path / "1.gt.txt"
    assert find_sidecar(tmp_path / "1.nrm.png") is None
