import dataclasses
from pathlib import Path

import pytest
from lxml import etree

from seqclr_desktop.document import Direction, Line, Page, PageContent, Region
from seqclr_desktop.exchange import page_xml, read_transcription
from tests.builders import PAGE_HEIGHT_PX, PAGE_WIDTH_PX, machine_text, make_content, make_line, make_page, outline

NAMES = {"p": "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"}
SIZE = (PAGE_WIDTH_PX, PAGE_HEIGHT_PX)


def written(content: PageContent, page: Page | None = None) -> etree._Element:
    return etree.fromstring(page_xml.to_bytes(content, page or make_page()))


def found(root: etree._Element, path: str) -> list[str]:
    return [str(value) for value in root.xpath(path, namespaces=NAMES)]


def content_of(*lines: Line, regions: tuple[Region, ...] = ()) -> PageContent:
    return PageContent(*SIZE, regions, lines)


def awkward_contents() -> dict[str, PageContent]:
    flat = make_line(0, "on the edge", baseline=((0, 0), (0, 0.2)), polygon=())
    return {
        "no lines": content_of(),
        "plain": make_content("ma femme", "", "née le"),
        "baselines only": content_of(make_line(0, "a", polygon=()), make_line(1, "b", polygon=())),
        "off the page": content_of(make_line(0, "a", left=-50, right=5000, polygon=outline(-50, -20, 5000, 9000))),
        "wholly off the page": content_of(make_line(0, "a", baseline=((2000, 3000), (2100, 3000)), polygon=())),
        "no height": content_of(flat),
        "two-pointed outline": content_of(make_line(0, "a", polygon=((1, 1), (5, 5)))),
        "regions": content_of(
            make_line(0, "a", region_index=1), make_line(1, "b"), make_line(2, "c", region_index=0), make_line(3, "d"),
            regions=(Region((), "paragraph"), Region(outline(0, 0, 9, 9), "no such kind"), Region(outline(0, 0, 1, 1))),
        ),
        "control characters": content_of(make_line(0, "a\x00b\x1bc\ufffe\ud800 <&> 𝔞")),
        "machine text": content_of(make_line(0, machine=machine_text("read", 0.87654))),
        "overconfident": content_of(make_line(0, machine=machine_text("read", 1.0000001))),
        "right to left": content_of(make_line(0, "שלום", direction=Direction.RIGHT_TO_LEFT)),
    }  # fmt: skip


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("case", awkward_contents())
def test_every_page_is_valid_by_the_schema(shared_schemas: Path, case: str, rotation: int) -> None:
    schema = etree.XMLSchema(file=str(shared_schemas / "page-2019-07-15.xsd"))
    schema.assertValid(written(awkward_contents()[case], make_page(rotation=rotation, frame=2)))


@pytest.mark.parametrize(
    "name", ["iforal-charters/abrantes_1217-1", "hebrew-letters-synthetic/A_05", "testaments-poilus/AN_0306-0"]
)
def test_real_page_comes_back_as_it_was(shared_data: Path, shared_schemas: Path, tmp_path: Path, name: str) -> None:
    folder, stem = name.split("/")
    source = shared_data / folder / "pages" / f"{stem}.xml"
    size = {"iforal-charters": (1490, 2000), "hebrew-letters-synthetic": (1500, 2060)}.get(folder, (1374, 2000))
    before = read_transcription(source, image_size=size)
    page = make_page(stem, width_px=size[0], height_px=size[1])
    page_xml.write(before, page, tmp_path / "a.xml")
    etree.XMLSchema(file=str(shared_schemas / "page-2019-07-15.xsd")).assertValid(etree.parse(tmp_path / "a.xml"))
    after = read_transcription(tmp_path / "a.xml", image_size=size)
    assert [line.best_text for line in after.lines] == [line.best_text for line in before.lines]
    assert [line.direction for line in after.lines] == [line.direction for line in before.lines]
    assert [region.kind for region in after.regions] == [region.kind for region in before.regions]
    for line, other in zip(before.lines, after.lines, strict=True):
        assert [(round(x), round(y)) for x, y in line.baseline] == list(other.baseline)


def test_picture_is_named_with_its_real_size() -> None:
    (page,) = written(make_content("a")).iterfind("p:Page", NAMES)
    assert (page.get("imageFilename"), page.get("imageWidth"), page.get("imageHeight")) == ("page.jpg", "1000", "1400")


def test_coordinates_of_a_turned_page_are_those_of_its_file() -> None:
    line = make_line(0, "a", baseline=((100, 300), (800, 300)), polygon=outline(100, 250, 800, 320))
    upright = {0: "100,300 800,300", 90: "300,900 300,200", 180: "900,1100 200,1100", 270: "1100,100 1100,800"}
    for rotation, points in upright.items():
        root = written(content_of(line), make_page(rotation=rotation))
        assert found(root, "//p:Baseline/@points") == [points]
        assert found(root, "//p:Page/@imageWidth") == ["1000" if rotation % 180 == 0 else "1400"]


def test_human_text_comes_first_and_alone() -> None:
    root = written(content_of(make_line(0, "by a person", machine=machine_text("by a machine"))))
    assert found(root, "//p:TextEquiv/@index") == ["0"]
    assert found(root, "//p:Unicode/text()") == ["by a person"]
    assert found(root, "//p:TextEquiv/@conf") == []


def test_machine_text_stands_in_with_its_confidence() -> None:
    root = written(content_of(make_line(0, machine=machine_text("by a machine", 0.87654))))
    assert found(root, "//p:Unicode/text()") == ["by a machine"]
    assert found(root, "//p:TextEquiv/@conf") == ["0.8765"]


def test_line_without_text_is_written_without_one() -> None:
    root = written(make_content(""))
    assert len(root.xpath("//p:TextLine", namespaces=NAMES)) == 1
    assert found(root, "//p:TextEquiv") == []


def test_reading_order_is_told_in_both_ways() -> None:
    content = content_of(
        make_line(0, "a", region_index=1),
        make_line(1, "b", region_index=0),
        make_line(2, "c", region_index=1),
        regions=(Region(outline(0, 0, 500, 500), "paragraph"), Region(outline(0, 500, 500, 900), "heading")),
    )
    root = written(content)
    assert found(root, "//p:RegionRefIndexed/@regionRef") == found(root, "//p:TextRegion/@id")
    assert found(root, "//p:TextRegion/@type") == ["heading", "paragraph"]
    assert found(root, "//p:TextRegion/@custom")[0].startswith("readingOrder {index:0;}")
    assert found(root, "//p:TextLine/@custom") == [f"readingOrder {{index:{place};}}" for place in (0, 1, 0)]
    assert found(root, "//p:Unicode/text()") == ["a", "c", "b"]


def test_lines_outside_regions_keep_their_place_between_them() -> None:
    region = Region(outline(0, 0, 500, 500))
    lines = [make_line(0, "a"), make_line(1, "b", region_index=0), make_line(2, "c"), make_line(3, "d")]
    root = written(content_of(*lines, regions=(region,)))
    assert found(root, "//p:Unicode/text()") == ["a", "b", "c", "d"]
    assert len(found(root, "//p:TextRegion/@id")) == 3


def test_line_without_outline_gets_a_box_as_high_as_the_others() -> None:
    root = written(content_of(make_line(0, "a"), make_line(1, "b", polygon=())))
    _, box = found(root, "//p:TextLine/p:Coords/@points")
    ys = [int(point.split(",")[1]) for point in box.split()]
    assert 100 < min(ys) < 130 < 160 < max(ys) < 190


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert page_xml.legal_text("a\x00b\x1bc\ufffe\ud800é 𝔞\tz") == "abcé 𝔞\tz"


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    page_xml.write(make_content("a"), dataclasses.replace(make_page()), tmp_path / "a.xml")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xml"]


@pytest.mark.parametrize("direction", Direction)
def test_line_keeps_its_direction_whatever_its_letters_and_its_page_say(tmp_path: Path, direction: Direction) -> None:
    texts = ("שלום", "אב 12", "Berlin", "1897", "")
    lines = [make_line(number, text, direction=direction) for number, text in enumerate(texts)]
    page_xml.write(content_of(*lines), make_page(), tmp_path / "a.xml")
    after = read_transcription(tmp_path / "a.xml", image_size=SIZE)
    assert [line.direction for line in after.lines] == [direction] * len(texts)
