"""The command that trains the line detector, on a collection of two drawn pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from seqclr_desktop.document import PageContent
from seqclr_desktop.exchange import page_xml
from seqclr_desktop.jobs.train_line_detector import main
from seqclr_desktop.layout.detector_weights import load_detector
from tests.builders import make_line, make_page
from tests.layout.drawn_pages import drawn_page, rows


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with one collection of two pages, one of which may be learned from."""
    pages = tmp_path / "data" / "letters" / "pages"
    pages.mkdir(parents=True)
    for name in ("known", "kept back"):
        grey = drawn_page(rows(8, top=80, distance=80))
        Image.fromarray(grey).save(pages / f"{name}.jpg")
        lines = tuple(make_line(number) for number in range(8))
        content = PageContent(grey.shape[1], grey.shape[0], lines=lines)
        page_xml.write(content, make_page(name), pages / f"{name}.xml")
    splits = {"train_pool": ["known"], "test": ["kept back"]}
    (pages.parent / "splits.json").write_text(json.dumps(splits), encoding="utf-8")
    return tmp_path / "data"


def given(data: Path, out: Path, *others: str) -> list[str]:
    return ["--data", str(data), "--out", str(out), "--minutes", "0.0001", "--device", "cpu", *others]


def test_weights_are_written_into_a_folder_that_is_made_for_them(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "detector.safetensors"
    assert main(given(data, out)) == 0
    assert load_detector(out).shape is not None
    assert main(given(data, tmp_path / "further.safetensors", "--begin-with", str(out), "--half-way")) == 0


@pytest.mark.parametrize("name", ["gone", "letters"])
def test_a_folder_without_pages_to_learn_from_is_told_in_a_sentence(
    data: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = data / name  # there is no such folder, or it is that of one collection
    assert main(given(wrong, tmp_path / "out.safetensors")) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"{wrong}: In this folder are no pages to learn from. Name a folder of collections")


@pytest.mark.parametrize("words", ["no JSON", "{}", "[]", '{"train_pool": 3}'])
def test_a_list_of_pages_that_cannot_be_read_is_named(
    data: Path, tmp_path: Path, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    splits = data / "letters" / "splits.json"
    splits.write_text(words, encoding="utf-8")
    assert main(given(data, tmp_path / "out.safetensors")) == 3
    assert str(splits) in capsys.readouterr().err


def test_a_device_that_is_not_there_is_told(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*given(data, tmp_path / "out.safetensors"), "--device", "abacus"]) == 8
    assert "abacus" in capsys.readouterr().err


@pytest.mark.parametrize(("option", "told"), [(["--half-way"], "--begin-with"), (["--minutes", "0"], "more than 0")])
def test_options_that_make_no_sense_are_refused(
    data: Path, tmp_path: Path, option: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(given(data, tmp_path / "out.safetensors", *option))
    assert told in capsys.readouterr().err
