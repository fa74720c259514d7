from pathlib import Path

import pytest

from seqclr_desktop.document import Direction, PageContent
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange import read_transcription

COORDS = '<Coords points="10,10 90,10 90,30 10,30"/>'
LTR = 'readingDirection="left-to-right"'


def read(tmp_path: Path, body: str, *, version: str = "2019-07-15", attributes: str = "") -> PageContent:
    path = tmp_path / "a.xml"
    namespace = f"http://schema.primaresearch.org/PAGE/gts/pagecontent/{version}"
    path.write_text(
        f'<PcGts xmlns="{namespace}"><Metadata/>'
        f'<Page imageFilename="a.jpg" imageWidth="100" imageHeight="200" {attributes}>{body}</Page></PcGts>',
        encoding="utf-8",
    )
    return read_transcription(path, image_size=(100, 200))


def line(text: str, attributes: str = "") -> str:
    return f"<TextLine {attributes}>{COORDS}<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>"


def texts(content: PageContent) -> list[str]:
    return [found.best_text for found in content.lines]


@pytest.mark.parametrize(
    "version", ["2009-03-16", "2010-03-19", "2013-07-15", "2016-07-15", "2019-07-15", "2024-07-15"]
)
def test_every_version_is_read(tmp_path: Path, version: str) -> None:
    content = read(tmp_path, f'<TextRegion type="heading">{COORDS}{line("ma femme")}</TextRegion>', version=version)
    assert texts(content) == ["ma femme"]
    assert content.regions[0].kind == "heading"
    assert content.image_file_name == "a.jpg"


def test_regions_follow_the_reading_order(tmp_path: Path) -> None:
    order = (
        '<ReadingOrder><OrderedGroup><RegionRefIndexed index="1" regionRef="a"/>'
        '<OrderedGroupIndexed index="0"><RegionRefIndexed index="1" regionRef="c"/>'
        '<RegionRefIndexed index="0" regionRef="b"/></OrderedGroupIndexed></OrderedGroup></ReadingOrder>'
    )
    regions = "".join(f'<TextRegion id="{name}">{COORDS}{line(name)}</TextRegion>' for name in "xabc")
    content = read(tmp_path, order + regions)
    assert texts(content) == ["b", "c", "a", "x"]
    assert [found.region_index for found in content.lines] == [0, 1, 2, 3]


def test_lines_follow_the_order_of_transkribus(tmp_path: Path) -> None:
    lines = "".join(line(name, f'custom="readingOrder {{index:{rank};}}"') for name, rank in [("b", 10), ("a", 9)])
    assert texts(read(tmp_path, f"<TextRegion>{COORDS}{lines}</TextRegion>")) == ["a", "b"]


def test_order_that_only_some_lines_state_is_no_order(tmp_path: Path) -> None:
    lines = line("a") + line("b", 'custom="readingOrder {index:0;}"')
    assert texts(read(tmp_path, f"<TextRegion>{COORDS}{lines}</TextRegion>")) == ["a", "b"]


def test_main_reading_is_the_one_with_the_lowest_index(tmp_path: Path) -> None:
    readings = "".join(
        f'<TextEquiv index="{index}"><Unicode>{text}</Unicode></TextEquiv>'
        for index, text in [(2, "x"), (1, "main"), (3, "y")]
    )
    assert texts(read(tmp_path, f"<TextRegion>{COORDS}<TextLine>{COORDS}{readings}</TextLine></TextRegion>")) == [
        "main"
    ]


def test_words_are_joined_when_the_line_has_no_text(tmp_path: Path) -> None:
    words = "".join(
        f'<Word><Coords points="{left},10 {left + 20},10 {left + 20},30 {left},30"/>'
        f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv></Word>"
        for left, text in [(10, "ma"), (40, "femme")]
    )
    empty = "<TextEquiv><Unicode></Unicode></TextEquiv>"
    content = read(tmp_path, f'<TextRegion>{COORDS}<TextLine><Coords points=""/>{words}{empty}</TextLine></TextRegion>')
    assert texts(content) == ["ma femme"]
    assert (content.lines[0].box.left, content.lines[0].box.right) == (10, 60)


def test_words_are_spelt_by_their_letters_when_they_have_no_text(tmp_path: Path) -> None:
    letters = "".join(f"<Glyph><TextEquiv><Unicode>{letter}</Unicode></TextEquiv></Glyph>" for letter in "ma")
    content = read(tmp_path, f"<TextRegion><TextLine>{COORDS}<Word>{letters}</Word></TextLine></TextRegion>")
    assert texts(content) == ["ma"]


def test_cells_of_a_table_hold_lines_too(tmp_path: Path) -> None:
    cell = f"<TableRegion id='t'>{COORDS}<TableCell>{COORDS}{line('cell')}</TableCell></TableRegion>"
    nested = f"<TextRegion>{COORDS}{line('outer')}<TextRegion>{COORDS}{line('inner')}</TextRegion></TextRegion>"
    assert texts(read(tmp_path, cell + nested)) == ["cell", "outer", "inner"]


def test_kind_that_transkribus_gives_a_region_is_kept(tmp_path: Path) -> None:
    content = read(tmp_path, f'<TextRegion custom="structure {{type:marginalia;}}">{COORDS}</TextRegion>')
    assert content.regions[0].kind == "marginalia"


def test_stated_direction_of_page_and_line(tmp_path: Path) -> None:
    body = f"<TextRegion>{COORDS}{line('1897')}{line('Paris', LTR)}</TextRegion>"
    content = read(tmp_path, body, attributes='readingDirection="right-to-left"')
    assert [found.direction for found in content.lines] == [Direction.RIGHT_TO_LEFT, Direction.LEFT_TO_RIGHT]


def test_metadata_of_transkribus_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        "<PcGts><Metadata><TranskribusMetadata docId='1'/></Metadata>"
        f"<Page imageWidth='100' imageHeight='200'><TextRegion>{line('a')}</TextRegion></Page></PcGts>",
        encoding="utf-8",
    )
    assert texts(read_transcription(path, image_size=(100, 200))) == ["a"]


def test_file_without_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<PcGts/>", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="holds no page"):
        read_transcription(tmp_path / "a.xml", image_size=(100, 200))


def test_reading_that_is_empty_is_not_the_main_one(tmp_path: Path) -> None:
    readings = "".join(
        f'<TextEquiv index="{index}"><Unicode>{text}</Unicode></TextEquiv>' for index, text in [(0, ""), (1, "only")]
    )
    assert texts(read(tmp_path, f"<TextRegion><TextLine>{COORDS}{readings}</TextLine></TextRegion>")) == ["only"]


def test_line_that_has_letters_alone_is_where_they_are(tmp_path: Path) -> None:
    letters = "".join(
        f'<Glyph><Coords points="{left},10 {left + 9},10 {left + 9},30 {left},30"/>'
        f"<TextEquiv><Unicode>{letter}</Unicode></TextEquiv></Glyph>"
        for left, letter in [(10, "m"), (21, "a")]
    )
    (found,) = read(tmp_path, f"<TextRegion><TextLine><Word>{letters}</Word></TextLine></TextRegion>").lines
    assert (found.best_text, found.box.left, found.box.right) == ("ma", 10, 30)


def test_text_that_stands_on_no_line_is_told_of(tmp_path: Path) -> None:
    region = "<TextEquiv><Unicode>a whole region\nin two rows</Unicode></TextEquiv>"
    shapeless = "<TextLine><TextEquiv><Unicode>nowhere</Unicode></TextEquiv></TextLine>"
    off_page = f"<TextLine>{COORDS.replace('10,', '900,').replace('90,', '980,')}</TextLine>"
    body = (
        f"<TextRegion>{COORDS}{region}</TextRegion><TextRegion>{region}{line('here')}{shapeless}{off_page}</TextRegion>"
    )
    content = read(tmp_path, body)
    assert texts(content) == ["here"]
    of_region, of_line = content.left_out
    assert of_region.startswith("Texts of regions without lines were left out: “a whole region in two rows”. Find")
    assert of_line.startswith("Lines without a place on the page were left out: “nowhere”. Draw")


def test_marks_stay_on_their_letters_where_the_text_begins_with_blanks(tmp_path: Path) -> None:
    tagged = line("\n   ma femme\n", 'custom="unclear {offset:7; length:5;}"')
    (found,) = read(tmp_path, f"<TextRegion>{tagged}</TextRegion>").lines
    assert found.human is not None
    assert (found.human.text, [(mark.start, mark.end) for mark in found.human.marks]) == ("ma femme", [(3, 8)])
