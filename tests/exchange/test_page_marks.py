"""Marks go into PAGE in the manner of Transkribus and come back."""

from pathlib import Path

import pytest
from lxml import etree

from seqclr_desktop.document import AuthorKind, Line, PageContent, TextVersion
from seqclr_desktop.exchange import page_xml
from seqclr_desktop.exchange.page_marks import custom_tags, lost_tags, read_tags
from seqclr_desktop.exchange.page_xml_reading import read
from seqclr_desktop.marks import Mark, MarkKind, Marks
from tests.builders import (
    PAGE_HEIGHT_PX,
    PAGE_WIDTH_PX,
    collection_with,
    machine_text,
    make_content,
    make_line,
    make_page,
)

VALUES = {MarkKind.NOTE: "a: {note}; x\\y", MarkKind.LANGUAGE: "la", MarkKind.TAG: "abbrev expansion:docteur;"}
EVERY = tuple(sorted(Mark(n, n + 2, kind, VALUES.get(kind, "")) for n, kind in enumerate(MarkKind)))


def round_trip(line: Line) -> Line:
    content = PageContent(PAGE_WIDTH_PX, PAGE_HEIGHT_PX, lines=(line,))
    root = etree.fromstring(page_xml.to_bytes(content, make_page()))
    return read(root, Path("page.xml"), (PAGE_WIDTH_PX, PAGE_HEIGHT_PX)).lines[0]


def written(text: str, marks: Marks) -> Line:
    return make_line(0, human=TextVersion(text, AuthorKind.PERSON, marks=marks))


def test_every_mark_comes_back(shared_schemas: Path) -> None:
    line = written("a line with marks", EVERY)
    human = round_trip(line).human
    assert human is not None
    assert human.marks == EVERY
    schema = etree.XMLSchema(etree.parse(shared_schemas / "page-2019-07-15.xsd"))
    content = PageContent(PAGE_WIDTH_PX, PAGE_HEIGHT_PX, lines=(line,))
    schema.assertValid(etree.fromstring(page_xml.to_bytes(content, make_page())))


def test_it_is_the_manner_of_transkribus() -> None:
    marks = (Mark(2, 6, MarkKind.UNCLEAR), Mark(7, 7, MarkKind.GAP), Mark(0, 1, MarkKind.SUPERSCRIPT))
    assert custom_tags("a line with", marks) == (
        "unclear {offset:2; length:4;} gap {offset:7; length:0;} textStyle {offset:0; length:1; superscript:true;}"
    )
    theirs = "readingOrder {index:0;} textStyle {offset:0; length:6;superscript:true; strikethrough:true;} date {offset:0; length:2;}"  # noqa: E501
    assert read_tags(theirs, "a line") == (
        Mark(0, 2, MarkKind.TAG, "date"), Mark(0, 6, MarkKind.DELETED), Mark(0, 6, MarkKind.SUPERSCRIPT),
    )  # fmt: skip


@pytest.mark.parametrize(
    "tag",
    [
        "abbrev {offset:0; length:2; expansion:Docteur;}",
        "date {offset:3; length:4; day:1; month:12; year:1914;}",
        "person {offset:3; length:7; firstname:Marie; lastname:Le\\u0020Goff; continued:true;}",
        "unclear {offset:3; length:7; alternative:Berthe;}",
        "gap {offset:3; length:0; reason:hole; unit:chars; quantity:2;}",
        "sic {offset:3; length:7; correction:Bertha\\u003b;}",
        "textStyle {offset:3; length:7; bold:true; fontSize:10.0;}",
        "né-à.2 {offset:3; length:7;}",
    ],
)
def test_what_transkribus_says_besides_is_given_back_as_it_came(tag: str) -> None:
    text = "Dr Berthe né"
    marks = read_tags(f"readingOrder {{index:0;}} {tag}", text)
    assert len(marks) == 1
    assert custom_tags(text, marks) == tag


def test_tags_stay_on_their_letters_while_the_text_is_mended(tmp_path: Path) -> None:
    human = round_trip(written("Dr Berthe", read_tags("date {offset:3; length:6; year:1914;}", "Dr Berthe"))).human
    assert human is not None
    with collection_with(tmp_path / "c", "") as collection:
        collection.write_human_text(1, human.text, marks=human.marks)
        mended = collection.write_human_text(1, "Docteur Berthe")
    assert mended is not None
    assert custom_tags(mended.text, mended.marks) == "date {offset:8; length:6; year:1914;}"


def test_tags_on_no_letters_are_named() -> None:
    custom = "readingOrder {index:0;} date {offset:0; length:4;} sic {offset:3; length:0;} gap {offset:9; length:0;}"
    assert lost_tags(custom, "1914") == ("sic", "gap")
    assert lost_tags(custom, "") == ("date", "sic", "gap")


def test_offsets_count_as_java_does() -> None:
    text = "𝔞𝔟 line"
    marks = (Mark(3, 7, MarkKind.UNCLEAR),)
    assert custom_tags(text, marks) == "unclear {offset:5; length:4;}"
    assert read_tags(custom_tags(text, marks), text) == marks


def test_tags_that_point_nowhere_are_passed_over() -> None:
    assert read_tags("unclear {offset:90; length:2;} gap {length:3;} unclear {offset:1; length:0;} x", "short") == ()


def test_a_machine_text_does_not_come_back_as_a_persons() -> None:
    back = round_trip(make_line(0, machine=machine_text("read by a model", 0.75, "hand A, 2nd")))
    assert back.human is None
    assert back.machine is not None
    assert (back.machine.text, back.machine.author, back.machine.confidence) == ("read by a model", "hand A, 2nd", 0.75)
    assert back.machine.author_kind is AuthorKind.MODEL


def test_a_machine_text_that_somebody_corrected_is_theirs() -> None:
    content = PageContent(PAGE_WIDTH_PX, PAGE_HEIGHT_PX, lines=(make_line(0, machine=machine_text("read by a modal")),))
    corrected = page_xml.to_bytes(content, make_page()).replace(b"modal", b"model")
    line = read(etree.fromstring(corrected), Path("page.xml"), (PAGE_WIDTH_PX, PAGE_HEIGHT_PX)).lines[0]
    assert line.machine is None
    assert line.human is not None
    assert line.human.text == "read by a model"


def test_a_persons_text_carries_no_such_comment() -> None:
    assert b"comments" not in page_xml.to_bytes(make_content("by a person"), make_page())


def test_a_character_of_two_escaped_halves_is_one(tmp_path: Path) -> None:
    custom = (
        r"comment {offset:0; length:1; comment:leaf\ud83c\udf43;} comment {offset:1; length:1; comment:half\ud83c;}"
    )
    first, second = read_tags(custom, "ab")
    assert first.value == "leaf\U0001f343"
    assert second.value == "half\ufffd"
    with collection_with(tmp_path / "c", "") as collection:
        written = collection.write_human_text(1, "ab", marks=(first, second))
        assert collection.line(1).human == written


def test_marks_stay_on_their_letters_where_xml_cannot_hold_the_text() -> None:
    human = round_trip(written("a\x02b \x1bcd", (Mark(1, 3, MarkKind.UNCLEAR), Mark(5, 6, MarkKind.PLACE)))).human
    assert human is not None
    assert human.text == "ab cd"
    assert human.marks == (Mark(1, 2, MarkKind.UNCLEAR), Mark(3, 4, MarkKind.PLACE))
