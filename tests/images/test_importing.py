import json
import os
import shutil
import socket
from pathlib import Path

import pytest
from PIL import Image

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.images.importing import (
    FoundPage,
    LooseTranscription,
    PageFinder,
    PassedOver,
    RefusedFile,
)
from seqclr_desktop.images.reading import open_pages
from seqclr_desktop.images.refusals import NO_FILE
from tests.odd_files import write_bomb, write_pdf


def save_page(path: Path, shade: int = 200) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (60, 40), shade).save(path)
    return path


def reasons(folder: Path) -> dict[str, str]:
    return {found.path.name: found.reason for found in PageFinder([folder]) if isinstance(found, RefusedFile)}


def test_folder_of_oddities_comes_out_file_by_file_as_its_list_says(shared_data: Path) -> None:
    folder = shared_data / "raw-folder-oddities"
    findings = list(PageFinder([folder / "scans"]))
    for entry in json.loads((folder / "expected.json").read_text(encoding="utf-8"))["files"]:
        of_file = [found for found in findings if found.path == folder / "scans" / entry["file"]]
        sizes = [[found.width_px, found.height_px] for found in of_file if isinstance(found, FoundPage)]
        assert sizes == entry["upright_size"], entry["file"]
        if "passed over" in entry["what"]:
            assert [type(found) for found in of_file] == [PassedOver], entry["file"]
        elif not entry["readable"]:
            assert [type(found) for found in of_file] == [RefusedFile], entry["file"]
        else:
            assert [found.frame for found in of_file if isinstance(found, FoundPage)] == list(range(entry["pages"]))


def test_copies_have_the_same_content(shared_data: Path) -> None:
    scans = shared_data / "raw-folder-oddities" / "scans"
    names: dict[str, list[str]] = {}
    for found in PageFinder([scans]):
        if isinstance(found, FoundPage) and found.frame == 0:
            names.setdefault(found.content_hash, []).append(found.path.name)
    assert [same for same in names.values() if len(same) > 1] == [["double_page.jpg", "double_page (1).jpg"]]


def test_transcription_is_named_with_its_page_and_not_passed_over(shared_data: Path) -> None:
    export = shared_data / "raw-folder-oddities" / "xml-variants" / "transkribus-export"
    (page,) = PageFinder([export])
    assert isinstance(page, FoundPage)
    assert page.sidecar == export / "page" / "0001_letter.xml"


def test_transcription_without_a_picture_of_its_name_is_loose(tmp_path: Path) -> None:
    (tmp_path / "lost.xml").write_text("<PcGts/>", encoding="utf-8")
    assert list(PageFinder([tmp_path])) == [LooseTranscription(tmp_path / "lost.xml", is_chosen=False)]


def test_transcription_of_a_refused_picture_is_not_loose(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    (tmp_path / "a.xml").touch()
    (refused,) = PageFinder([tmp_path])
    assert refused.path == tmp_path / "a.png"


def test_transcription_that_was_chosen_with_its_picture_is_no_bad_picture(tmp_path: Path) -> None:
    (tmp_path / "a.xml").touch()
    (page,) = PageFinder([save_page(tmp_path / "a.png"), tmp_path / "a.xml"])
    assert isinstance(page, FoundPage)
    assert page.sidecar == tmp_path / "a.xml"


def test_every_bad_file_is_refused_with_its_reason_and_the_good_one_found(tmp_path: Path) -> None:
    save_page(tmp_path / "good.png")
    (tmp_path / "text.tif").write_text("not a picture", encoding="utf-8")
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "phone.heic").write_bytes(b"\x00\x00\x00\x18ftypheic")
    write_bomb(tmp_path / "bomb.png")
    write_pdf(tmp_path / "locked.pdf", is_locked=True)
    assert [found.path.name for found in PageFinder([tmp_path]) if isinstance(found, FoundPage)] == ["good.png"]
    refused = reasons(tmp_path)
    assert sorted(refused) == ["bomb.png", "empty.pdf", "locked.pdf", "phone.heic", "text.tif"]
    assert "250 megapixels" in refused["bomb.png"]
    assert "empty" in refused["empty.pdf"]
    assert "password" in refused["locked.pdf"]
    assert refused["phone.heic"].startswith("HEIC pictures cannot be read.")
    assert "not a picture" in refused["text.tif"]


def test_broken_page_of_a_file_is_refused_and_its_others_found(tmp_path: Path) -> None:
    path = tmp_path / "book.tif"
    pages = [Image.effect_noise((300, 300), 60 + turn) for turn in range(3)]
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_lzw")
    with Image.open(path) as book:
        book.seek(1)
        place = book.tag_v2[273][0]  # type: ignore[attr-defined]
    data = bytearray(path.read_bytes())
    data[place : place + 2000] = b"\xff" * 2000
    path.write_bytes(data)
    findings = list(PageFinder([tmp_path]))
    assert [found.frame for found in findings if isinstance(found, FoundPage)] == [0, 2]
    (refused,) = [found for found in findings if isinstance(found, RefusedFile)]
    assert refused.reason.startswith("Page 2 of the file is damaged")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes in folders")
def test_pipes_and_sockets_among_the_scans_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    scan = save_page(tmp_path / "a.png")
    for name in ("a.xml", "a.gt.txt", "b.jpg", "b.xml", "queue"):
        os.mkfifo(tmp_path / name)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("c.tif")  # an address must be short
        found = list(PageFinder([tmp_path]))
        (chosen,) = PageFinder([tmp_path / "queue"])
        with pytest.raises(UnreadableFileError, match="a pipe, a socket or a device"):
            open_pages(tmp_path / "b.jpg")
    (page,) = [finding for finding in found if isinstance(finding, FoundPage)]
    assert (page.path, page.sidecar) == (scan, None)
    assert sorted(path.name for path in (f.path for f in found if isinstance(f, RefusedFile))) == ["b.jpg", "c.tif"]
    passed_over = [finding.path.name for finding in found if isinstance(finding, PassedOver)]
    assert sorted(passed_over) == ["a.gt.txt", "a.xml", "b.xml", "queue"]
    assert chosen == RefusedFile(tmp_path / "queue", NO_FILE)


def test_picture_without_ending_is_found(tmp_path: Path) -> None:
    save_page(tmp_path / "scan.png").rename(tmp_path / "0001")
    assert isinstance(next(iter(PageFinder([tmp_path]))), FoundPage)


def test_file_that_a_person_chose_is_refused_rather_than_passed_over(tmp_path: Path) -> None:
    (tmp_path / "inventory.csv").write_text("a;b", encoding="utf-8")
    assert isinstance(next(iter(PageFinder([tmp_path]))), PassedOver)
    assert isinstance(next(iter(PageFinder([tmp_path / "inventory.csv"]))), RefusedFile)


def test_folder_without_permission_is_refused(tmp_path: Path) -> None:
    def list_nothing(folder: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied", str(folder))

    (refused,) = PageFinder([tmp_path], list_folder=list_nothing)
    assert isinstance(refused, RefusedFile)
    assert "no permission" in refused.reason


def test_finder_tells_how_far_it_is(tmp_path: Path) -> None:
    for number in range(3):
        save_page(tmp_path / f"{number}.png", shade=number)
    finder = PageFinder([tmp_path])
    assert [(finder.done, finder.total) for _ in finder] == [(0, 3), (1, 3), (2, 3)]
    assert finder.done == 3


def test_scans_are_neither_changed_nor_touched(tmp_path: Path, shared_data: Path) -> None:
    scans = tmp_path / "scans"
    shutil.copytree(shared_data / "raw-folder-oddities" / "scans", scans)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in scans.rglob("*") if path.is_file()}
    assert list(PageFinder([scans]))
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in scans.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["page#1.png", "100% sûr.png", "l'été (2).png", "מכתב.png"])
def test_awkward_names_are_no_hindrance(tmp_path: Path, name: str) -> None:
    assert isinstance(next(iter(PageFinder([save_page(tmp_path / name)]))), FoundPage)
