"""Transcriptions beside no picture of their name find it by what they say, or are told of."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from PIL import Image

from seqclr_desktop.collection import Collection
from seqclr_desktop.jobs.export_pages import ExportPages
from seqclr_desktop.jobs.import_pages import ImportPages, ImportReport
from seqclr_desktop.jobs.job import Control
from tests.builders import line_texts


def save_scan(path: Path) -> Path:
    """A picture unlike all others, by its name and folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (600, 400), f"#{zlib.crc32(f'{path.parent.name}/{path.name}'.encode()) >> 8:06x}").save(path)
    return path


def save_page_xml(path: Path, picture: str, *texts: str) -> Path:
    """A PAGE file for `picture` with a line for each text."""
    lines = "".join(
        f'<TextLine><Baseline points="50,{place} 550,{place}"/>'
        f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>"
        for place, text in zip(range(60, 400, 60), texts, strict=False)
    )
    sheet = (
        f'<Page imageFilename="{picture}" imageWidth="600" imageHeight="400"><TextRegion>{lines}</TextRegion></Page>'
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<PcGts>{sheet}</PcGts>", encoding="utf-8")
    return path


def add(tmp_path: Path, *paths: Path) -> ImportReport:
    folder = tmp_path / "collection"
    if not folder.exists():
        Collection.create(folder).close()
    return ImportPages(folder, paths).run(Control())


def texts_by_picture(tmp_path: Path) -> dict[str, list[str]]:
    """Folder and name of each picture, with what its lines say."""
    with Collection.open(tmp_path / "collection") as collection:
        return {
            f"{page.path.parent.name}/{page.file_name}": line_texts(collection.lines(page.id or 0))
            for page in collection.pages()
        }


@pytest.mark.parametrize(
    ("picture", "file", "stated"),
    [
        ("image/0001.png", "page/0001.xml", "0001.png"),
        ("image/0001.png", "page/0001.xml", ""),
        ("image/0001.png", "page/0001.xml", "https://example.org/iiif/full/0/default.jpg"),
        ("OCR-D-IMG/FILE_0001.png", "OCR-D-GT/FILE_0001_GT.xml", "OCR-D-IMG/FILE_0001.png"),
        ("scans/Prüfung 7.png", "scans/p7.xml", "C:\\Scans\\PRÜFUNG 7.TIF"),
        ("scans/a.png", "a_corrected.xml", "a.png"),
    ],
)
def test_picture_is_found_by_the_name_in_the_file_or_by_that_of_the_file(
    tmp_path: Path, picture: str, file: str, stated: str
) -> None:
    save_scan(tmp_path / "box" / picture)
    save_page_xml(tmp_path / "box" / file, stated, "ma femme")
    report = add(tmp_path, tmp_path / "box")
    assert (report.pages_added, report.lines_added, report.texts_added, report.refused) == (1, 1, 1, ())
    assert texts_by_picture(tmp_path) == {picture: ["ma femme"]}


def test_of_several_steps_of_work_the_one_with_most_texts_is_taken(tmp_path: Path) -> None:
    save_scan(tmp_path / "IMG" / "1.png")
    for step, texts in (("BIN", []), ("GT", ["ma femme", "née le"]), ("SEG", ["", "", ""])):
        save_page_xml(tmp_path / step / f"{step}_1.xml", "IMG/1.png", *texts)
    add(tmp_path, tmp_path / "IMG", tmp_path / "BIN", tmp_path / "GT", tmp_path / "SEG")
    assert texts_by_picture(tmp_path) == {"IMG/1.png": ["ma femme", "née le"]}


def test_picture_with_a_transcription_of_its_own_keeps_it(tmp_path: Path) -> None:
    save_scan(tmp_path / "box" / "a.png")
    save_page_xml(tmp_path / "box" / "a.xml", "a.png", "its own")
    save_page_xml(tmp_path / "box" / "older" / "a.xml", "a.png", "older", "and longer")
    report = add(tmp_path, tmp_path / "box")
    assert (report.passed_over, report.refused) == (1, ())
    assert texts_by_picture(tmp_path) == {"box/a.png": ["its own"]}


def test_transcription_whose_picture_is_lost_goes_to_no_other_and_is_told_of(tmp_path: Path) -> None:
    save_scan(tmp_path / "box 1" / "0001.png")
    save_scan(tmp_path / "box 2" / "0002.png")
    lost = save_page_xml(tmp_path / "box 2" / "0001.xml", "0001.png", "of box 2")
    report = add(tmp_path, tmp_path / "box 1", tmp_path / "box 2")
    ((path, reason),) = report.refused
    assert path == lost
    assert reason.startswith("It belongs to no picture here; it names 0001.png. Put it beside its picture")
    with Collection.open(tmp_path / "collection") as collection:
        assert [refusal.path for refusal in collection.refusals()] == [lost]


def test_transcription_that_may_belong_to_two_pictures_is_told_of(tmp_path: Path) -> None:
    first, second = save_scan(tmp_path / "a" / "1.png"), save_scan(tmp_path / "b" / "1.png")
    save_page_xml(tmp_path / "texts" / "x.xml", "1.png", "whose")
    report = add(tmp_path, tmp_path)
    assert f"several pages, {first} and {second} among them" in report.refused[0][1]
    assert texts_by_picture(tmp_path) == {"a/1.png": [], "b/1.png": []}


def test_line_text_without_its_picture_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "lost.gt.txt").write_text("née le", encoding="utf-8")
    assert add(tmp_path, tmp_path).refused[0][1].startswith("It belongs to no picture here. Put it beside")


def test_other_xml_is_passed_over_unless_a_person_chose_it(tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "mets.xml").write_text("<mets/>", encoding="utf-8")
    report = add(tmp_path, tmp_path / "box")
    assert (report.passed_over, report.refused) == (1, ())
    assert "neither a picture nor" in add(tmp_path, tmp_path / "box" / "mets.xml").refused[0][1]


def test_lines_that_were_found_are_not_replaced_by_lines_without_texts(tmp_path: Path) -> None:
    save_scan(tmp_path / "img" / "1.png")
    save_page_xml(tmp_path / "img" / "1.xml", "1.png", "")
    save_page_xml(tmp_path / "seg" / "1.xml", "1.png", "", "")
    add(tmp_path, tmp_path / "img", tmp_path / "seg")
    assert texts_by_picture(tmp_path) == {"img/1.png": [""]}


def test_exported_pages_of_one_name_find_their_pictures_again(tmp_path: Path) -> None:
    for box in ("box 1", "box 2"):
        save_scan(tmp_path / box / "0001.png")
        save_page_xml(tmp_path / box / "0001.xml", "0001.png", f"of {box}")
    add(tmp_path, tmp_path / "box 1", tmp_path / "box 2")
    ExportPages(tmp_path / "collection", "page", tmp_path / "out").run(Control())
    for box in ("box 1", "box 2"):
        (tmp_path / box / "0001.xml").unlink()
    second = tmp_path / "second"
    report = add(second, tmp_path / "box 1", tmp_path / "box 2", tmp_path / "out")
    assert report.refused == ()
    assert texts_by_picture(second) == {"box 1/0001.png": ["of box 1"], "box 2/0001.png": ["of box 2"]}


def test_text_that_has_no_place_is_told_of_and_the_rest_comes_in(tmp_path: Path) -> None:
    save_scan(tmp_path / "a.png")
    xml = save_page_xml(tmp_path / "a.xml", "a.png", "ma femme", "nowhere")
    xml.write_text(xml.read_text(encoding="utf-8").replace('"50,120 550,120"', '""'), encoding="utf-8")
    report = add(tmp_path, tmp_path / "a.png")
    assert texts_by_picture(tmp_path)[f"{tmp_path.name}/a.png"] == ["ma femme"]
    ((path, reason),) = report.refused
    assert (path, "“nowhere”" in reason) == (xml, True)


@pytest.mark.parametrize("folder", ["", "page/"])
def test_of_two_pictures_of_one_name_the_one_that_the_transcription_names_gets_it(tmp_path: Path, folder: str) -> None:
    box = tmp_path / "box"
    for ending in ("jpg", "tif"):
        save_scan(box / f"1.{ending}")
    save_page_xml(box / f"{folder}1.xml", "1.tif", "ma femme")
    report = add(tmp_path, box)
    assert (report.pages_added, report.texts_added, report.refused) == (2, 1, ())
    assert texts_by_picture(tmp_path) == {"box/1.jpg": [], "box/1.tif": ["ma femme"]}


def test_of_two_pictures_of_one_name_one_gets_a_transcription_that_names_neither_which_is_told(tmp_path: Path) -> None:
    box = tmp_path / "box"
    pictures = [save_scan(box / f"1.{ending}") for ending in ("jpg", "tif")]
    transcription = save_page_xml(box / "1.xml", "scan.png", "ma femme")
    report = add(tmp_path, *pictures)
    assert texts_by_picture(tmp_path) == {"box/1.jpg": ["ma femme"], "box/1.tif": []}
    ((path, reason),) = report.refused
    assert path == transcription
    assert reason.startswith("It names neither 1.jpg nor 1.tif, so it was put on the first of them.")
    assert "call it 1.tif.xml" in reason
    assert add(tmp_path, *pictures).refused == ()


def test_transcription_called_after_one_of_two_pictures_is_of_that_one(tmp_path: Path) -> None:
    box = tmp_path / "box"
    for ending in ("jpg", "tif"):
        save_scan(box / f"1.{ending}")
    save_page_xml(box / "1.xml", "1.jpg", "ma femme")
    save_page_xml(box / "1.tif.xml", "", "née le")
    assert add(tmp_path, box).refused == ()
    assert texts_by_picture(tmp_path) == {"box/1.jpg": ["ma femme"], "box/1.tif": ["née le"]}


def test_where_one_of_two_pictures_cannot_be_read_the_other_gets_their_transcription(tmp_path: Path) -> None:
    box = tmp_path / "box"
    save_scan(box / "1.tif")
    (box / "1.jpg").write_bytes(b"no picture")
    save_page_xml(box / "1.xml", "1.jpg", "ma femme")
    report = add(tmp_path, box)
    assert [path.name for path, _ in report.refused] == ["1.jpg"]
    assert texts_by_picture(tmp_path) == {"box/1.tif": ["ma femme"]}
