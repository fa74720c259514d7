from pathlib import Path

import pytest

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange.xml_reading import descendants, parse, points_in


def test_unclosed_file_is_refused_with_its_name_and_line(tmp_path: Path) -> None:
    path = tmp_path / "will 12.xml"
    path.write_text("<alto>\n  <Layout>\n    <Page>\n    </Page>\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError) as error:
        parse(path)
    assert error.value.where == str(path)
    assert "broken in line 5" in error.value.what


def test_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").touch()
    with pytest.raises(UnreadableFileError, match="The file is empty"):
        parse(tmp_path / "a.xml")


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        parse(tmp_path / "a.xml")


def test_text_in_another_encoding_than_it_says_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes('<?xml version="1.0" encoding="UTF-8"?>\n<a>\ndécédé</a>'.encode("latin-1"))
    with pytest.raises(UnreadableFileError, match="line 3"):
        parse(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text('<?xml version="1.0"?>\r\n<a>é</a>', encoding=encoding)
    assert parse(path).text == "é"


def test_entity_does_not_read_other_files(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    path = tmp_path / "a.xml"
    path.write_text(
        f'<!DOCTYPE a [<!ENTITY s SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><a>x&s;</a>', encoding="utf-8"
    )
    assert "secret" not in "".join(parse(path).itertext())


def test_entities_do_not_grow_without_end(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    path = tmp_path / "a.xml"
    path.write_text(f'<!DOCTYPE a [<!ENTITY e0 "ha">{levels}]><a>&e9;</a>', encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="broken in line 1"):
        parse(path)


def test_elements_are_found_in_any_namespace(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text('<a xmlns="urn:1" xmlns:p="urn:2"><p:Line/><Line/><!-- c --><?pi?></a>', encoding="utf-8")
    assert len(list(descendants(parse(path), "Line"))) == 2


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("1,2 3,4", ((1, 2), (3, 4))),
        ("1 2 3 4", ((1, 2), (3, 4))),
        ("1.5,-2 3e1,4,5", ((1.5, -2), (30, 4))),
        ("", ()),
        (None, ()),
        ("none", ()),
    ],
)
def test_points_of_every_notation(text: str | None, points: object) -> None:
    assert points_in(text) == points
