import json
from pathlib import Path

import pytest

from seqclr_desktop.document import normalise_text
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange import read_transcription

LETTER_SIZE = (824, 1200)
VARIANTS = [
    "alto2-boxes-only.xml",
    "alto4-baseline-only.xml",
    "alto4-polygon-baseline.xml",
    "page2010-points.xml",
    "page2013-baseline-empty-coords.xml",
    "page2019-polygon-baseline.xml",
    "page2019-several-readings.xml",
    "page2019-words-only.xml",
    "transkribus-export/page/0001_letter.xml",
]


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_holds_the_same_lines(shared_data: Path, variant: str) -> None:
    folder = shared_data / "raw-folder-oddities" / "xml-variants"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["lines"]
    content = read_transcription(folder / variant, image_size=LETTER_SIZE)
    assert [line.best_text for line in content.lines] == [normalise_text(text) for text in expected]
    assert all(line.region_index is not None for line in content.lines)


@pytest.mark.parametrize("variant", VARIANTS)
def test_baselines_of_every_variant_lie_where_they_were_drawn(shared_data: Path, variant: str) -> None:
    folder = shared_data / "raw-folder-oddities" / "xml-variants"
    drawn = read_transcription(folder / "page2019-polygon-baseline.xml", image_size=LETTER_SIZE).lines
    for line, other in zip(drawn, read_transcription(folder / variant, image_size=LETTER_SIZE).lines, strict=True):
        height = line.box.height
        assert abs(sum(y for _, y in line.baseline) / len(line.baseline) - _middle(other.baseline)) < 0.4 * height
        assert min(x for x, _ in other.baseline) == pytest.approx(min(x for x, _ in line.baseline), abs=12)


def _middle(baseline: tuple[tuple[float, float], ...]) -> float:
    return sum(y for _, y in baseline) / len(baseline)


def test_every_page_of_the_real_collections_is_read(shared_data: Path) -> None:
    counts = {"peraire": 2535 + 34, "testaments-poilus": 1486, "iforal-charters": 1815, "hebrew-letters-synthetic": 794}
    for name, expected in counts.items():
        files = sorted((shared_data / name / "pages").glob("*.xml"))
        contents = [read_transcription(path, image_size=_stated_size(path)) for path in files]
        assert sum(len(content.lines) for content in contents) == expected, name


def _stated_size(path: Path) -> tuple[int, int]:
    from seqclr_desktop.exchange.xml_reading import descendants, number, parse

    page = next(descendants(parse(path), "Page"))
    width, height = (
        number(page, name) or number(page, other)
        for name, other in (("WIDTH", "imageWidth"), ("HEIGHT", "imageHeight"))
    )
    assert width
    assert height
    return int(width), int(height)


def test_xml_of_another_kind_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "mets.xml"
    path.write_text('<mets xmlns="http://www.loc.gov/METS/"/>', encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="neither PAGE nor ALTO; it begins with <mets>"):
        read_transcription(path, image_size=LETTER_SIZE)


def test_broken_off_export_is_refused_with_file_and_line(shared_data: Path, tmp_path: Path) -> None:
    whole = (shared_data / "testaments-poilus" / "pages" / "AN_0306-0.xml").read_bytes()
    path = tmp_path / "AN_0306-0.xml"
    path.write_bytes(whole[: len(whole) // 2])
    last_line = whole[: len(whole) // 2].count(b"\n") + 1
    with pytest.raises(UnreadableFileError) as error:
        read_transcription(path, image_size=LETTER_SIZE)
    assert error.value.where == str(path)
    assert f"line {last_line}" in error.value.what
