"""Pages come in with what is known of them, are ordered, turned, split and removed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import AuthorKind, Line, PageContent, Region, Split, TextVersion
from seqclr_desktop.errors import CollectionError
from tests.builders import line_texts, machine_text, make_content, make_line, make_page, outline


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.create(tmp_path / "c") as opened:
        yield opened


def test_page_comes_back_as_it_was_added(collection: Collection) -> None:
    page = make_page("a", content_hash="abc", frame=3, rotation=90, split=Split.VALID)
    added = collection.add_page(page)
    assert (
        added
        == collection.page(1)
        == make_page("a", content_hash="abc", frame=3, rotation=90, split=Split.VALID, id=1, position=0)
    )


def test_pages_stay_in_the_order_they_were_added(collection: Collection) -> None:
    for name in ("b", "a", "c"):
        collection.add_page(make_page(name))
    collection.remove_pages([2])
    collection.add_page(make_page("d"))
    assert [page.name for page in collection.pages()] == ["b", "c", "d"]


def test_lines_and_texts_found_beside_a_scan_come_in_as_imported(collection: Collection) -> None:
    by_person = TextVersion(" e\u0301te\u0301 ", AuthorKind.PERSON, "Transkribus")
    lines = (make_line(0, human=by_person), make_line(1), make_line(2, machine=machine_text("read")))
    added = collection.add_page(make_page(), PageContent(1000, 1400, lines=lines))
    first, second, third = collection.lines(1)
    assert first.human is not None
    assert (first.human.text, first.human.author_kind, first.human.author) == ("été", AuthorKind.IMPORT, "Transkribus")
    assert (second.human, second.machine) == (None, None)
    assert third.best_text == "read"
    assert (added.line_count, added.human_count, added.machine_count) == (3, 1, 1)
    assert added.lines_looked_for


def test_page_without_lines_has_not_been_looked_at(collection: Collection) -> None:
    assert not collection.add_page(make_page(), make_content()).lines_looked_for


def test_order_of_imported_lines_is_that_of_the_file_whatever_their_positions_say(collection: Collection) -> None:
    lines = (make_line(0, "first", position=7), make_line(1, "second", position=7))
    collection.add_page(make_page(), PageContent(1000, 1400, lines=lines))
    assert line_texts(collection.lines(1)) == ["first", "second"]


def test_regions_come_in_with_their_lines(collection: Collection) -> None:
    regions = (Region(outline(0, 0, 500, 500), "heading"), Region(outline(0, 500, 500, 900), "paragraph"))
    content = PageContent(1000, 1400, regions, (make_line(0, region_index=1),))
    collection.add_page(make_page(), content)
    stored = collection.regions(1)
    assert [(region.kind, region.polygon) for region in stored] == [(region.kind, region.polygon) for region in regions]
    assert collection.line(1).region_index == 1


def test_nothing_of_a_page_is_added_when_one_line_cannot_be(collection: Collection) -> None:
    broken = make_line(1, polygon=((0, "no number"),))
    with pytest.raises(ValueError, match="number"):
        collection.add_page(make_page(), PageContent(1000, 1400, lines=(make_line(0), broken)))
    assert collection.overview().page_count == 0


def test_page_is_found_by_the_content_of_its_scan(collection: Collection) -> None:
    collection.add_page(make_page("a#1", content_hash="abc", frame=0))
    collection.add_page(make_page("a#2", content_hash="abc", frame=1))
    found = collection.page_with_hash("abc", 1)
    assert found is not None
    assert found.name == "a#2"
    assert collection.page_with_hash("abc", 2) is None


def test_pages_of_one_split(collection: Collection) -> None:
    for name in "abc":
        collection.add_page(make_page(name))
    collection.set_splits({1: Split.TRAIN, 2: Split.TEST, 3: Split.TRAIN})
    collection.set_splits({3: None})
    assert [page.name for page in collection.pages(Split.TRAIN)] == ["a"]
    assert [page.split for page in collection.pages()] == [Split.TRAIN, Split.TEST, None]


def test_lines_and_size_turn_with_the_page(collection: Collection) -> None:
    line = Line(baseline=((100, 200), (300, 210)), polygon=((100, 150), (300, 150), (300, 220)))
    region = Region(outline(0, 0, 400, 300), "heading")
    collection.add_page(make_page(), PageContent(1000, 1400, (region,), (line,)))
    collection.set_rotation(1, 90)
    page = collection.page(1)
    assert (page.rotation, page.width_px, page.height_px) == (90, 1400, 1000)
    assert collection.line(1).baseline == ((1200, 100), (1190, 300))
    assert collection.line(1).polygon == ((1250, 100), (1250, 300), (1180, 300))
    assert collection.regions(1)[0].polygon == ((1400, 0), (1400, 400), (1100, 400), (1100, 0))
    assert collection.regions(1)[0].kind == "heading"


def test_page_turned_all_the_way_round_is_as_before(collection: Collection) -> None:
    collection.add_page(make_page(), make_content("text"))
    before = (collection.page(1), collection.lines(1))
    for rotation in (90, 180, 270, 90, 0):
        collection.set_rotation(1, rotation)
        assert line_texts(collection.lines(1)) == ["text"]
    assert (collection.page(1), collection.lines(1)) == before


def test_pages_are_turned_all_or_none(collection: Collection) -> None:
    for name in ("a", "b"):
        collection.add_page(make_page(name))
    collection.turn_pages([1, 2], 3)
    assert collection.rotations([1, 2]) == {1: 270, 2: 270}
    with pytest.raises(CollectionError):
        collection.turn_pages([1, 9], 1)
    assert collection.rotations([1, 2]) == {1: 270, 2: 270}


def test_rotation_is_by_quarters(collection: Collection) -> None:
    collection.add_page(make_page())
    with pytest.raises(ValueError, match="quarters"):
        collection.set_rotation(1, 45)


def test_removing_pages_takes_their_texts_and_leaves_the_scans(collection: Collection, tmp_path: Path) -> None:
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(b"a scan")
    collection.add_page(make_page("scan", tmp_path), make_content("text"))
    collection.add_page(make_page("other"), make_content("stays"))
    collection.remove_pages([1])
    assert [page.name for page in collection.pages()] == ["other"]
    assert collection.versions(1) == []
    assert line_texts(collection.lines(2)) == ["stays"]
    assert scan.read_bytes() == b"a scan"


def test_number_of_a_removed_page_is_never_given_again(collection: Collection) -> None:
    collection.add_page(make_page("a"), make_content("text"))
    collection.remove_pages([1])
    assert collection.add_page(make_page("b"), make_content("text")).id == 2
    assert collection.line_ids() == [2]


def test_scan_that_moved_is_linked_again(collection: Collection, tmp_path: Path) -> None:
    collection.add_page(make_page("a"), make_content("text"))
    collection.relink_page(1, tmp_path / "elsewhere" / "b.tif")
    page = collection.page(1)
    assert (page.name, page.path) == ("a", tmp_path / "elsewhere" / "b.tif")
    assert line_texts(collection.lines(1)) == ["text"]


@pytest.mark.parametrize("act", ["page", "set_rotation", "relink_page"])
def test_unknown_page_is_told(collection: Collection, act: str) -> None:
    arguments = {"page": (9,), "set_rotation": (9, 90), "relink_page": (9, Path("a.jpg"))}[act]
    with pytest.raises(CollectionError, match="no page 9"):
        getattr(collection, act)(*arguments)


def test_scan_whose_name_is_no_unicode_is_found_again(collection: Collection) -> None:
    path = Path("/scans/lettre de l'\udce9t\udce9.jpg")
    added = collection.add_page(make_page("lettre de l'\udce9t\udce9", path=path))
    assert added.path == path
    assert added.name == "lettre de l'\ufffdt\ufffd"
