import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import AuthorKind, Split
from seqclr_desktop.errors import Cancelled, CollectionError
from seqclr_desktop.images.reading import read_page
from seqclr_desktop.jobs.import_pages import ImportPages, ImportReport
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.marks import Mark, MarkKind
from tests.exchange.published import published_folders as made
from tests.odd_files import write_bomb, write_pdf

PAGE_XML = (
    '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">'
    '<Page imageWidth="600" imageHeight="400"><TextRegion><Coords points="0,0 600,0 600,400 0,400"/>'
    '<TextLine><Coords points=""/><Baseline points="50,100 550,100"/>'
    "<TextEquiv><Unicode>ma femme</Unicode></TextEquiv></TextLine>"
    '<TextLine><Coords points=""/><Baseline points="50,200 550,200"/></TextLine>'
    "</TextRegion></Page></PcGts>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty collection."""
    Collection.create(tmp_path / "collection").close()
    return tmp_path / "collection"


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    (tmp_path / "scans").mkdir()
    return tmp_path / "scans"


def save_scan(path: Path, shade: int = 200) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (600, 400), shade).save(path)
    return path


def add(folder: Path, *paths: Path) -> ImportReport:
    return ImportPages(folder, paths).run(Control())


def test_tags_on_no_letters_are_counted_by_their_names_once(folder: Path, scans: Path) -> None:
    tags = "date {offset:0; length:2; year:1914;} sic {offset:0; length:0;} abbrev {offset:7; length:3;}"
    for number, name in enumerate("ab"):
        save_scan(scans / f"{name}.png", shade=200 + number)
        page = PAGE_XML.replace("<TextLine>", f'<TextLine custom="{tags}">')
        (scans / f"{name}.xml").write_text(page, encoding="utf-8")
    report = add(folder, scans)
    assert report.lost_tags == {"abbrev": 4, "date": 2, "sic": 4}
    assert report.told == ("Tags that stand on no text of a person's were left out: abbrev (4), date (2), sic (4).",)
    with Collection.open(folder) as collection:
        human = collection.lines(1)[0].human
    assert human is not None
    assert human.marks == (Mark(0, 2, MarkKind.TAG, "date year:1914;"),)


def test_scan_comes_in_with_the_lines_and_texts_beside_it(folder: Path, scans: Path) -> None:
    save_scan(scans / "a.png")
    (scans / "a.xml").write_text(PAGE_XML, encoding="utf-8")
    report = add(folder, scans)
    assert (report.pages_added, report.lines_added, report.texts_added) == (1, 2, 1)
    with Collection.open(folder) as collection:
        (page,) = collection.pages()
        first, second = collection.lines(page.id or 0)
        assert (page.name, page.width_px, page.height_px, page.path) == ("a", 600, 400, scans / "a.png")
        assert first.human is not None
        assert (first.human.text, first.human.author_kind) == ("ma femme", AuthorKind.IMPORT)
        assert second.human is None
        assert len(collection.regions(page.id or 0)) == 1


def test_transkribus_export_comes_in_with_its_texts(folder: Path, shared_data: Path) -> None:
    report = add(folder, shared_data / "raw-folder-oddities" / "xml-variants" / "transkribus-export")
    assert (report.pages_added, report.lines_added, report.texts_added, report.refused) == (1, 23, 23, ())


def test_oddities_are_added_refused_and_passed_over_as_their_list_says(folder: Path, shared_data: Path) -> None:
    report = add(folder, shared_data / "raw-folder-oddities" / "scans")
    assert report.pages_added == 23
    assert report.already_there == 1  # the copy
    assert report.passed_over == 5
    assert {path.name for path, _ in report.refused} == {"DSC_4404.JPG", "DSC_4405.JPG", "faux.jpg"}
    with Collection.open(folder) as collection:
        assert {refusal.path.name for refusal in collection.refusals()} == {path.name for path, _ in report.refused}
        names = [page.name for page in collection.pages()]
    assert "th_0001" in names
    assert [name for name in names if name.startswith("Carnet")] == [f"Carnet 12 (pages 1-3)#{n}" for n in (1, 2, 3)]


def test_unclosed_transcription_is_named_with_its_line_and_the_picture_comes_without_lines(
    folder: Path, scans: Path
) -> None:
    save_scan(scans / "a.png")
    (scans / "a.xml").write_text(PAGE_XML.replace("<TextLine>", "\n<TextLine>")[:-60], encoding="utf-8")
    report = add(folder, scans)
    assert (report.pages_added, report.lines_added) == (1, 0)
    ((path, reason),) = report.refused
    assert path == scans / "a.xml"
    assert "broken in line 3" in reason


def test_transcription_of_another_picture_is_refused_and_the_picture_added(folder: Path, scans: Path) -> None:
    save_scan(scans / "a.png")
    (scans / "a.xml").write_text(
        PAGE_XML.replace('"600" imageHeight="400"', '"400" imageHeight="600"'), encoding="utf-8"
    )
    report = add(folder, scans)
    assert (report.pages_added, report.lines_added) == (1, 0)
    assert "page of 400 × 600" in report.refused[0][1]


def test_bad_files_are_listed_and_stop_nothing(folder: Path, scans: Path) -> None:
    save_scan(scans / "good.png")
    (scans / "text.tif").write_text("no picture", encoding="utf-8")
    (scans / "empty.pdf").touch()
    write_pdf(scans / "locked.pdf", is_locked=True)
    write_bomb(scans / "bomb.png")
    report = add(folder, scans, scans / "nowhere.jpg")
    assert report.pages_added == 1
    assert sorted(path.name for path, _ in report.refused) == [
        "bomb.png",
        "empty.pdf",
        "locked.pdf",
        "nowhere.jpg",
        "text.tif",
    ]
    assert all(reason.endswith(".") for _, reason in report.refused)


def test_line_pictures_come_in_as_pages_of_one_line(folder: Path, scans: Path) -> None:
    save_scan(scans / "line1.png")
    (scans / "line1.gt.txt").write_text("née le\n", encoding="utf-8")
    report = add(folder, scans)
    assert (report.pages_added, report.lines_added, report.texts_added) == (1, 1, 1)


def test_pages_added_again_are_already_there_wherever_they_lie(folder: Path, scans: Path, tmp_path: Path) -> None:
    save_scan(scans / "a.png", 1)
    save_scan(scans / "b.png", 2)
    add(folder, scans)
    shutil.copytree(scans, tmp_path / "backup")
    report = add(folder, scans, tmp_path / "backup")
    assert (report.pages_added, report.already_there) == (0, 4)


def test_moved_scan_that_is_added_again_is_found_again(folder: Path, scans: Path, tmp_path: Path) -> None:
    add(folder, save_scan(scans / "a.png"))
    (scans / "a.png").rename(tmp_path / "moved.png")
    report = add(folder, tmp_path / "moved.png")
    assert (report.pages_added, report.already_there) == (0, 1)
    with Collection.open(folder) as collection:
        assert [page.path for page in collection.pages()] == [tmp_path / "moved.png"]


def test_texts_that_come_later_join_the_page_that_is_there(folder: Path, scans: Path) -> None:
    add(folder, save_scan(scans / "a.png"))
    (scans / "a.xml").write_text(PAGE_XML, encoding="utf-8")
    report = add(folder, scans)
    assert (report.pages_added, report.already_there, report.texts_added) == (0, 1, 1)


def test_texts_that_people_wrote_are_not_replaced_by_a_later_import(folder: Path, scans: Path) -> None:
    save_scan(scans / "a.png")
    (scans / "a.xml").write_text(PAGE_XML, encoding="utf-8")
    add(folder, scans)
    with Collection.open(folder) as collection:
        (first, _) = collection.lines(collection.pages()[0].id or 0)
        collection.write_human_text(first.id or 0, "ma mère")
    assert add(folder, scans).texts_added == 0
    with Collection.open(folder) as collection:
        assert collection.line(first.id or 0).best_text == "ma mère"


def test_scans_stay_where_they_are_unchanged(folder: Path, scans: Path) -> None:
    before = save_scan(scans / "a.png").read_bytes()
    add(folder, scans)
    assert (scans / "a.png").read_bytes() == before
    assert [path for path in folder.rglob("*") if path.suffix == ".png"] == []


def test_caches_of_the_collection_itself_are_no_scans(folder: Path) -> None:
    with Collection.open(folder) as collection:
        save_scan(collection.cache_folder / "thumbnails" / "x.png")
    save_scan(folder / "scans" / "a.png", 7)
    assert add(folder, folder).pages_added == 1


def test_scan_that_disappeared_after_it_was_added_is_named(folder: Path, scans: Path) -> None:
    add(folder, save_scan(scans / "a.png"))
    (scans / "a.png").unlink()
    with Collection.open(folder) as collection:
        (page,) = collection.pages()
    with pytest.raises(Exception, match=r"The scan a\.png is no longer where it was\. Put it back, or"):
        read_page(page.path)


def test_stopping_keeps_what_was_added(folder: Path, scans: Path) -> None:
    class StopsAtTheThird(Control):
        def show(self, event: object) -> None:
            if isinstance(event, Progress) and event.done == 2:
                self.stop()

    for number in range(5):
        save_scan(scans / f"{number}.png", number)
    with pytest.raises(Cancelled):
        ImportPages(folder, [scans]).run(StopsAtTheThird())
    with Collection.open(folder) as collection:
        assert [page.name for page in collection.pages()] == ["0", "1"]
    assert add(folder, scans).pages_added == 3


def test_progress_counts_files_to_the_end(folder: Path, scans: Path) -> None:
    seen: list[Progress] = []

    class Listener(Control):
        def show(self, event: object) -> None:
            assert isinstance(event, Progress)
            seen.append(event)

    for number in range(3):
        save_scan(scans / f"{number}.png", number)
    ImportPages(folder, [scans]).run(Listener())
    assert [(progress.done, progress.total) for progress in seen] == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_folder_that_is_no_collection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CollectionError):
        add(tmp_path / "nothing")


def test_published_folder_comes_in_with_texts_and_parts_and_says_what_it_is(folder: Path, tmp_path: Path) -> None:
    report = add(folder, made.make_iam(tmp_path / "IAM"))
    assert (report.pages_added, report.lines_added, report.texts_added) == (4, 4, 3)
    assert report.recognised[0].startswith("IAM: recognised as IAM, lines")
    assert [path.name for path, _ in report.refused] == ["lines.txt"] * 3
    with Collection.open(folder) as collection:
        first = collection.pages()[0]
        (line,) = collection.lines(first.id or 0)
        assert (first.name, first.split, line.best_text) == ("a01-000u-00", Split.TRAIN, "The old mill .")
        assert first.lines_looked_for
        assert [page.name for page in collection.pages(Split.TEST)] == ["b04-010-00", "b04-010-01"]


def test_published_folder_added_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    add(folder, made.make_crops(tmp_path / "crops"))
    again = add(folder, tmp_path / "crops")
    assert (again.pages_added, again.texts_added, again.already_there) == (0, 0, 12)


def test_published_folder_beside_scans_leaves_the_scans_as_they_are(folder: Path, scans: Path) -> None:
    save_scan(scans / "a.png")
    made.make_iiit5k(scans / "IIIT5K")
    report = add(folder, scans)
    with Collection.open(folder) as collection:
        pages = {page.name: page for page in collection.pages()}
        assert pages["a"].line_count == 0
        assert {page.split for page in pages.values()} == {None, Split.TRAIN, Split.TEST}
    assert report.pages_added == 4


def test_locked_folder_among_the_scans_is_refused_and_the_rest_comes_in(folder: Path, scans: Path) -> None:
    save_scan(scans / "a.png")
    locked = scans / "locked"
    locked.mkdir(mode=0)
    if os.access(locked, os.R_OK):
        pytest.skip("nothing is locked for this user, or on this system")
    report = add(folder, scans)
    assert report.pages_added == 1
    ((path, reason),) = report.refused
    assert (path, "no permission" in reason) == (locked, True)
