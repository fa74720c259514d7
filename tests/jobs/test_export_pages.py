from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image, ImageDraw, ImageStat

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line, PageContent
from seqclr_desktop.errors import Cancelled, CollectionError, StorageError, UsageError
from seqclr_desktop.exchange import read_transcription
from seqclr_desktop.exchange.export_folder import ExportFolder
from seqclr_desktop.images.importing import PageFinder
from seqclr_desktop.images.reading import content_hash
from seqclr_desktop.jobs.export_pages import ExportPages, ExportReport
from seqclr_desktop.jobs.import_pages import ImportPages
from seqclr_desktop.jobs.job import Control, Progress
from tests.builders import PAGE_HEIGHT_PX, PAGE_WIDTH_PX, machine_text, make_line, make_page


class FullDisk(ExportFolder):
    """A folder on a disk with room for one file."""

    room = 1

    def put(self, name: str, content: bytes) -> bool:
        if not self.room:
            raise StorageError("The disk is full.", where=name)
        self.room -= 1
        return super().put(name, content)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty collection."""
    Collection.create(tmp_path / "collection").close()
    return tmp_path / "collection"


def add_page(folder: Path, scan: Path, *lines: Line) -> int:
    """A page with a drawn scan and `lines`."""
    picture = Image.new("L", (PAGE_WIDTH_PX, PAGE_HEIGHT_PX), 230)
    for line in lines:
        ImageDraw.Draw(picture).line(line.baseline, fill=40, width=12)
    scan.parent.mkdir(parents=True, exist_ok=True)
    picture.save(scan)
    page = make_page(scan.stem, path=scan, content_hash=content_hash(scan))
    with Collection.open(folder) as collection:
        added = collection.add_page(page, PageContent(PAGE_WIDTH_PX, PAGE_HEIGHT_PX, (), lines))
    assert added.id is not None
    return added.id


def export(folder: Path, format_name: str, out: Path, names: Sequence[str] = (), **options: bool) -> ExportReport:
    return ExportPages(folder, format_name, out, names, **options).run(Control())  # type: ignore[arg-type]


def file_names(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir() if not path.name.startswith("."))


def darkest(picture: Image.Image) -> float:
    return ImageStat.Stat(picture.convert("L")).extrema[0][0]


def test_page_that_did_not_change_is_written_as_it_was(folder: Path, tmp_path: Path) -> None:
    add_page(folder, tmp_path / "a.png", make_line(0, "a text"))
    with Collection.open(folder) as collection, collection._database.writing() as connection:
        connection.execute(
            "UPDATE pages SET added_at = ?, changed_at = ?", ("2001-01-01T00:00:00Z", "2002-02-02T00:00:00Z")
        )
    export(folder, "page", tmp_path / "out")
    written = (tmp_path / "out" / "a.xml").read_bytes()
    assert b"<Created>2001-01-01T00:00:00Z</Created>" in written
    assert b"<LastChange>2002-02-02T00:00:00Z</LastChange>" in written
    with Collection.open(folder) as collection:
        collection.write_human_text(1, "another text")
    export(folder, "page", tmp_path / "out")
    assert b"<LastChange>2002-02-02T00:00:00Z</LastChange>" not in (tmp_path / "out" / "a.xml").read_bytes()


def test_page_xml_of_a_real_collection_is_valid_and_says_the_same(
    folder: Path, tmp_path: Path, shared_data: Path, shared_schemas: Path
) -> None:
    pages = shared_data / "hebrew-letters-synthetic" / "pages"
    ImportPages(folder, [pages / "A_05.jpg", pages / "B_04.jpg"]).run(Control())
    report = export(folder, "page", tmp_path / "out")
    assert (report.files_written, report.problems) == (2, ())
    schema = etree.XMLSchema(file=str(shared_schemas / "page-2019-07-15.xsd"))
    for name in ("A_05", "B_04"):
        schema.assertValid(etree.parse(tmp_path / "out" / f"{name}.xml"))
        before = read_transcription(pages / f"{name}.xml", image_size=(1500, 2060))
        after = read_transcription(tmp_path / "out" / f"{name}.xml", image_size=(1500, 2060))
        assert [line.best_text for line in after.lines] == [line.best_text for line in before.lines]
        assert after.image_file_name == f"{name}.jpg"
    assert report.lines_written == sum(
        len(read_transcription(path, image_size=(1500, 2060)).lines)
        for path in sorted((tmp_path / "out").glob("*.xml"))
    )


def test_plain_text_has_one_file_per_page(folder: Path, tmp_path: Path) -> None:
    add_page(folder, tmp_path / "a.png", make_line(0, "ma femme"), make_line(1, machine=machine_text("née le")))
    add_page(folder, tmp_path / "b.png")
    report = export(folder, "text", tmp_path / "out")
    assert (report.files_written, report.lines_written) == (2, 2)
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == "ma femme\nnée le\n"
    assert (tmp_path / "out" / "b.txt").read_text(encoding="utf-8") == ""


def test_pairs_hold_what_people_transcribed(folder: Path, tmp_path: Path) -> None:
    lines = [
        make_line(0, "ma femme"),
        make_line(1),
        make_line(2, machine=machine_text("née le")),
        make_line(3, "struck out", is_unusable=True),
    ]
    add_page(folder, tmp_path / "a.png", *lines)
    report = export(folder, "pairs", tmp_path / "out")
    assert file_names(tmp_path / "out") == ["a_0001.gt.txt", "a_0001.png"]
    assert (report.files_written, report.lines_written) == (2, 1)
    assert (tmp_path / "out" / "a_0001.gt.txt").read_text(encoding="utf-8") == "ma femme\n"
    with Image.open(tmp_path / "out" / "a_0001.png") as crop:
        assert crop.format == "PNG"
        assert crop.width > 5 * crop.height
        assert darkest(crop) < 80  # the ink is on it


def test_pairs_with_machine_texts_on_demand(folder: Path, tmp_path: Path) -> None:
    add_page(folder, tmp_path / "a.png", make_line(0, "ma femme"), make_line(1, machine=machine_text("née le")))
    export(folder, "pairs", tmp_path / "out", include_machine=True)
    assert (tmp_path / "out" / "a_0002.gt.txt").read_text(encoding="utf-8") == "née le\n"


def test_pairs_are_found_again_as_pictures_of_single_lines(folder: Path, tmp_path: Path) -> None:
    add_page(folder, tmp_path / "a.png", make_line(0, "ma femme"), make_line(1, "née le", right=600))
    export(folder, "pairs", tmp_path / "out")
    assert len(list(PageFinder([tmp_path / "out"]))) == 3  # two pages and the hidden list
    Collection.create(tmp_path / "second").close()
    report = ImportPages(tmp_path / "second", [tmp_path / "out"]).run(Control())
    assert (report.pages_added, report.texts_added) == (2, 2)


def test_only_the_named_pages_are_written(folder: Path, tmp_path: Path) -> None:
    add_page(folder, tmp_path / "a.png")
    add_page(folder, tmp_path / "b.png", make_line(0, "b"))
    export(folder, "page", tmp_path / "out", ["b.png"])
    assert file_names(tmp_path / "out") == ["b.xml"]
    with pytest.raises(CollectionError, match="nobody"):
        export(folder, "page", tmp_path / "out", ["nobody"])


def test_pages_of_the_same_name_do_not_overwrite_one_another(folder: Path, tmp_path: Path) -> None:
    add_page(folder, tmp_path / "box 1" / "0001.png", make_line(0, "first"))
    add_page(folder, tmp_path / "box 2" / "0001.png", make_line(0, "second"))
    export(folder, "text", tmp_path / "out")
    assert file_names(tmp_path / "out") == ["box 1_0001.txt", "box 2_0001.txt"]
    assert (tmp_path / "out" / "box 2_0001.txt").read_text(encoding="utf-8") == "second\n"


def test_transcription_of_others_beside_the_scans_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    add_page(folder, tmp_path / "scans" / "a.png", make_line(0, "ours"))
    add_page(folder, tmp_path / "scans" / "b.png", make_line(0, "ours, too"))
    (tmp_path / "scans" / "a.xml").write_text("<theirs/>", encoding="utf-8")
    report = export(folder, "page", tmp_path / "scans")
    assert (tmp_path / "scans" / "a.xml").read_text(encoding="utf-8") == "<theirs/>"
    assert report.files_written == 1
    ((page_name, reason),) = [(problem.page_name, problem.reason) for problem in report.problems]
    assert page_name == "a"
    assert reason == "a.xml is already there and not from an export; it was left as it is."


def test_second_export_replaces_the_first(folder: Path, tmp_path: Path) -> None:
    page_id = add_page(folder, tmp_path / "a.png", make_line(0, "ma fame"))
    export(folder, "text", tmp_path / "out")
    with Collection.open(folder) as collection:
        collection.write_human_text(collection.lines(page_id)[0].id or 0, "ma femme")
    assert export(folder, "text", tmp_path / "out").problems == ()
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == "ma femme\n"


def test_vanished_scan_is_a_problem_of_its_page_alone(folder: Path, tmp_path: Path) -> None:
    for name in "abc":
        add_page(folder, tmp_path / f"{name}.png", make_line(0, name))
    (tmp_path / "b.png").unlink()
    report = export(folder, "pairs", tmp_path / "out")
    assert file_names(tmp_path / "out") == ["a_0001.gt.txt", "a_0001.png", "c_0001.gt.txt", "c_0001.png"]
    (problem,) = report.problems
    assert problem.page_name == "b"
    assert problem.reason.startswith("The scan b.png is no longer where it was.")
    assert export(folder, "page", tmp_path / "xml").files_written == 3  # lines and texts need no scan


def test_scan_that_was_replaced_by_another_is_a_problem(folder: Path, tmp_path: Path) -> None:
    add_page(folder, tmp_path / "a.png", make_line(0, "a"))
    Image.new("L", (10, 10)).save(tmp_path / "a.png")
    (problem,) = export(folder, "pairs", tmp_path / "out").problems
    assert "another size" in problem.reason


def test_pairs_of_a_turned_page_are_cut_from_the_turned_scan(folder: Path, tmp_path: Path) -> None:
    page_id = add_page(folder, tmp_path / "a.png", make_line(0, "a"))
    with Collection.open(folder) as collection:
        collection.set_rotation(page_id, 90)
    assert export(folder, "pairs", tmp_path / "out").problems == ()
    with Image.open(tmp_path / "out" / "a_0001.png") as crop:
        assert darkest(crop) < 80


def test_characters_that_xml_cannot_hold_are_left_out_and_said_so(folder: Path, tmp_path: Path) -> None:
    add_page(folder, tmp_path / "a.png", make_line(0, "good"), make_line(1, "ma\x02 femme"))
    report = export(folder, "page", tmp_path / "out")
    assert report.files_written == 1
    assert [problem.reason for problem in report.problems] == [
        "Line 2 has control characters, which XML cannot hold; they were left out."
    ]


def test_full_disk_ends_the_export_with_a_sentence_and_keeps_what_was_written(folder: Path, tmp_path: Path) -> None:
    for name in "ab":
        add_page(folder, tmp_path / f"{name}.png", make_line(0, name))
    with pytest.raises(StorageError, match="The disk is full"):
        ExportPages(folder, "text", tmp_path / "out", open_folder=FullDisk).run(Control())
    assert file_names(tmp_path / "out") == ["a.txt"]
    assert export(folder, "text", tmp_path / "out").files_written == 2


def test_place_that_cannot_be_a_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(StorageError):
        export(folder, "text", tmp_path / "out")


def test_stopping_keeps_what_was_written(folder: Path, tmp_path: Path) -> None:
    class StopsAtTheSecond(Control):
        def show(self, event: object) -> None:
            if isinstance(event, Progress) and event.done == 1:
                self.stop()

    for name in "abc":
        add_page(folder, tmp_path / f"{name}.png", make_line(0, name))
    with pytest.raises(Cancelled):
        ExportPages(folder, "text", tmp_path / "out").run(StopsAtTheSecond())
    assert file_names(tmp_path / "out") == ["a.txt"]


@pytest.mark.parametrize("inside", [".", "models", "new/folder"])
def test_nothing_is_exported_into_the_collection(folder: Path, inside: str) -> None:
    before = sorted(folder.rglob("*"))
    with pytest.raises(UsageError, match="own folder"):
        ExportPages(folder, "page", folder / inside).run(Control())
    assert sorted(folder.rglob("*")) == before


class ControlThatDoes(Control):
    """While the first page is about to be written, a person does something to it."""

    def __init__(self, folder: Path, deed: Callable[[Collection], object]) -> None:
        super().__init__()
        self._folder, self._deed = folder, deed
        self._is_first = True

    def show(self, event: object) -> None:
        if self._is_first:
            self._is_first = False
            with Collection.open(self._folder) as collection:
                self._deed(collection)


def test_a_page_that_is_turned_or_taken_out_meanwhile_is_written_as_it_is_or_not_at_all(
    folder: Path, tmp_path: Path
) -> None:
    def coordinates(out: Path) -> list[str]:
        root = etree.parse(out / "a.xml").getroot()
        return [element.get("points") for element in root.iter("{*}Baseline")]

    page_id = add_page(folder, tmp_path / "scans" / "a.png", make_line(0, "one"))
    export(folder, "page", tmp_path / "before")
    turning = ControlThatDoes(folder, lambda collection: collection.set_rotation(page_id, 90))
    ExportPages(folder, "page", tmp_path / "turned").run(turning)
    assert coordinates(tmp_path / "turned") == coordinates(tmp_path / "before")
    removing = ControlThatDoes(folder, lambda collection: collection.remove_pages([page_id]))
    assert ExportPages(folder, "page", tmp_path / "removed").run(removing).files_written == 0
