from pathlib import Path

import pytest

from seqclr_desktop.document import PageContent
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange import read_transcription

HEAD = '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description>{}</Description>{}<Layout>'
PAGE = '<Page WIDTH="100" HEIGHT="200"><PrintSpace><TextBlock ID="b" TAGREFS="t1 t2">{}</TextBlock></PrintSpace></Page>'


def read(tmp_path: Path, lines: str, *, page: str = PAGE, description: str = "", tags: str = "") -> PageContent:
    path = tmp_path / "a.xml"
    path.write_text(HEAD.format(description, tags) + page.format(lines) + "</Layout></alto>", encoding="utf-8")
    return read_transcription(path, image_size=(100, 200))


def text_of(tmp_path: Path, strings: str) -> str:
    line = f'<TextLine HPOS="10" VPOS="10" WIDTH="80" HEIGHT="20">{strings}</TextLine>'
    return read(tmp_path, line).lines[0].best_text


def test_strings_are_words_when_no_blank_is_marked(tmp_path: Path) -> None:
    assert text_of(tmp_path, '<String CONTENT="ma"/><String CONTENT="femme"/>') == "ma femme"


def test_marked_blanks_are_the_only_ones(tmp_path: Path) -> None:
    assert text_of(tmp_path, '<String CONTENT="S"/><String CONTENT="té"/><SP/><String CONTENT="Gle"/>') == "Sté Gle"


def test_hyphen_at_the_end_belongs_to_its_word(tmp_path: Path) -> None:
    assert text_of(tmp_path, '<String CONTENT="la"/><String CONTENT="Supé"/><HYP CONTENT="-"/>') == "la Supé-"


def test_other_readings_are_left_aside(tmp_path: Path) -> None:
    assert text_of(tmp_path, '<String CONTENT="main"><ALTERNATIVE>MAIN</ALTERNATIVE></String>') == "main"


@pytest.mark.parametrize("baseline", ["10,25 90,27", "10 25 90 27"])
def test_baseline_in_both_notations(tmp_path: Path, baseline: str) -> None:
    (line,) = read(tmp_path, f'<TextLine BASELINE="{baseline}"><String CONTENT="a"/></TextLine>').lines
    assert line.baseline == ((10, 25), (90, 27))
    assert line.polygon == ()


def test_baseline_of_old_files_is_one_height(tmp_path: Path) -> None:
    (line,) = read(tmp_path, '<TextLine BASELINE="26" HPOS="10" VPOS="10" WIDTH="80" HEIGHT="20"/>').lines
    assert line.baseline == ((10, 26), (90, 26))


def test_line_without_its_own_box_takes_that_of_its_words(tmp_path: Path) -> None:
    places = [(10, 10), (40, 12)]
    strings = "".join(f'<String CONTENT="a" HPOS="{x}" VPOS="{y}" WIDTH="20" HEIGHT="20"/>' for x, y in places)
    (line,) = read(tmp_path, f"<TextLine>{strings}</TextLine>").lines
    assert (line.box.left, line.box.top, line.box.right, line.box.bottom) == (10, 10, 60, 32)


def test_tenths_of_millimetres_become_pixels_by_the_size_of_the_page(tmp_path: Path) -> None:
    page = PAGE.replace('WIDTH="100" HEIGHT="200"', 'WIDTH="1000" HEIGHT="2000"')
    line = '<TextLine BASELINE="100 250 900 250"/>'
    unit = "<MeasurementUnit>mm10</MeasurementUnit>"
    assert read(tmp_path, line, page=page, description=unit).lines[0].baseline == ((10, 25), (90, 25))


def test_millimetres_of_a_page_of_unknown_size_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="counts in mm10"):
        read(
            tmp_path,
            "",
            page=PAGE.replace('WIDTH="100" HEIGHT="200"', ""),
            description="<MeasurementUnit>mm10</MeasurementUnit>",
        )


def test_zones_become_the_nearest_kind_of_region(tmp_path: Path) -> None:
    tags = '<Tags><OtherTag ID="t1" LABEL="Foo"/><OtherTag ID="t2" LABEL="MarginTextZone:note"/></Tags>'
    assert read(tmp_path, "", tags=tags).regions[0].kind == "marginalia"


def test_name_of_the_picture_is_kept(tmp_path: Path) -> None:
    source = "<sourceImageInformation><fileName> scan 1.jpg </fileName></sourceImageInformation>"
    assert read(tmp_path, "", description=source).image_file_name == "scan 1.jpg"


def test_only_the_first_page_is_read(tmp_path: Path) -> None:
    line = '<TextLine BASELINE="1 2 30 2"><String CONTENT="{}"/></TextLine>'
    content = read(tmp_path, "", page=PAGE.format(line.format("first")) + PAGE.format(line.format("second")))
    assert [found.best_text for found in content.lines] == ["first"]


def test_file_without_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="holds no page"):
        read(tmp_path, "", page="")


def test_print_space_that_begins_further_in_is_not_taken_for_the_page(tmp_path: Path) -> None:
    page = PAGE.replace(' WIDTH="100" HEIGHT="200"', "")
    inset = page.replace("<PrintSpace>", '<PrintSpace HPOS="10" VPOS="20" WIDTH="50" HEIGHT="100">')
    whole = page.replace("<PrintSpace>", '<PrintSpace HPOS="0" VPOS="0" WIDTH="50" HEIGHT="100">')
    line = '<TextLine BASELINE="10 25 40 25"/>'
    assert read(tmp_path, line, page=inset).lines[0].baseline == ((10, 25), (40, 25))
    assert read(tmp_path, line, page=whole).lines[0].baseline == ((20, 50), (80, 50))


def test_string_without_content_is_spelt_by_its_letters(tmp_path: Path) -> None:
    assert text_of(tmp_path, '<String CONTENT=""><Glyph CONTENT="m"/><Glyph CONTENT="a"/></String>') == "ma"


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        ('<ElementRef REF="z"/><OrderedGroup><ElementRef REF="x"/></OrderedGroup>', "zxy"),
        ('<ElementRef REF="z y"/>', "zyx"),
        ('<ElementRef REF="gone"/>', "xyz"),
    ],
)
def test_lines_follow_the_first_reading_order(tmp_path: Path, references: str, expected: str) -> None:
    lines = "".join(f'<TextLine ID="{n}" BASELINE="1 2 30 2"><String CONTENT="{n}"/></TextLine>' for n in "xyz")
    another = '<OrderedGroup><ElementRef REF="y"/></OrderedGroup>'
    order = f"<ReadingOrder><OrderedGroup>{references}</OrderedGroup>{another}</ReadingOrder>"
    assert "".join(line.best_text for line in read(tmp_path, lines, tags=order).lines) == expected


def test_text_without_a_place_and_further_pages_are_told_of(tmp_path: Path) -> None:
    lost = '<TextLine><String CONTENT="lost"/><String CONTENT="words"/></TextLine>'
    content = read(tmp_path, "", page=PAGE.format(lost) + PAGE)
    assert content.lines == ()
    pages, lines = content.left_out
    assert pages == "Only the first of the 2 pages in the file was read."
    assert lines.startswith("Lines without a place on the page were left out: “lost words”. ")
