"""Useful lines of a small real collection: with its own model, with the one that comes along, and without any."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, LineFilter, ModelKind, ModelRecord
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.line_eyes import EncoderEyes, Eyes, ReadingEyes, SeenLine, eyes_for
from seqclr_desktop.jobs.line_images import StoredLineImages
from seqclr_desktop.jobs.next_lines import FindNextLines, NextReport
from seqclr_desktop.model.recognizer import Reading
from seqclr_desktop.recognition.useful_lines import Reason
from tests.builders import collection_with
from tests.jobs.learning import sample_of

WANTED = 6


class EyesThatReadHalf(Eyes):
    """Read twenty letters on lines with an odd id and nothing on the others, which are blank to them."""

    def see(self, images: StoredLineImages, control: Control) -> list[SeenLine]:
        texts = ["a" * 20 if images.line_id(index) % 2 else "" for index in range(len(images))]
        readings = [Reading(text, 0.9 if text else 0.0, (0.9,) * len(text), -1.0) for text in texts]
        return [
            SeenLine(seen.features, reading)
            for seen, reading in zip(super().see(images, control), readings, strict=True)
        ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pages, of which a person has transcribed the first four lines; tests must not change it."""
    folder = sample_of(tmp_path_factory.mktemp("next"), 2)
    with Collection.open(folder) as collection:
        for line_id in collection.line_ids(LineFilter.HUMAN)[4:]:
            collection.write_human_text(line_id, "")
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> NextReport:
    return FindNextLines(folder, WANTED).run(Control())


def test_lines_that_nobody_transcribed_are_told_with_page_place_and_reason(folder: Path, report: NextReport) -> None:
    with Collection.open(folder) as collection:
        still_open = set(collection.line_ids(LineFilter.TO_TRANSCRIBE))
        names = {page.name for page in collection.pages()}
    assert len({line.line_id for line in report.lines}) == WANTED
    assert {line.line_id for line in report.lines} <= still_open
    assert {line.page_name for line in report.lines} == names
    assert sum(line.reason is Reason.CHANCE for line in report.lines) == 1
    assert all((line.reason is Reason.RARE_LETTER) == bool(line.detail) for line in report.lines)
    assert report.seconds == pytest.approx(sum(line.seconds for line in report.lines), abs=0.1)


def test_before_any_own_model_the_one_that_comes_along_looks_and_reads(report: NextReport) -> None:
    assert report.model_name == "base-latin"


def test_the_same_seed_finds_the_same_lines(folder: Path, report: NextReport) -> None:
    assert FindNextLines(folder, WANTED).run(Control()) == report


def test_without_any_model_the_look_of_the_lines_decides(folder: Path) -> None:
    found = FindNextLines(folder, WANTED, eyes_for=lambda _: Eyes()).run(Control())
    assert found.model_name == ""
    assert len(found.lines) == WANTED
    assert {line.reason for line in found.lines} <= {Reason.CHANCE, Reason.TYPICAL}


def test_lines_on_which_a_model_reads_nothing_wait(folder: Path) -> None:
    found = FindNextLines(folder, WANTED, eyes_for=lambda _: EyesThatReadHalf()).run(Control())
    assert all(line.line_id % 2 for line in found.lines if line.reason is not Reason.CHANCE)


def test_lots_fall_on_other_places_once_more_is_transcribed(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "c")
    drawn = []
    for _ in range(4):
        found = FindNextLines(tmp_path / "c", WANTED, eyes_for=lambda _: Eyes()).run(Control())
        (line_id,) = [line.line_id for line in found.lines if line.reason is Reason.CHANCE]
        with Collection.open(tmp_path / "c") as collection:
            drawn.append(collection.line_ids(LineFilter.TO_TRANSCRIBE).index(line_id))
            collection.write_human_text(line_id, "Paris")
    assert len(set(drawn)) > 1


def test_the_newest_model_of_the_collection_sees_best(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "c")
    with Collection.open(tmp_path / "c") as collection:
        path = collection.models_folder / "own.safetensors"
        path.parent.mkdir(exist_ok=True)
        shutil.copy(collection.base_models()[0].path, path)
        collection.add_model(ModelRecord("own", ModelKind.RECOGNISER, path))
        eyes = eyes_for(collection)
    assert isinstance(eyes, ReadingEyes)
    assert eyes.model_name == "own"


def test_a_model_of_another_script_looks_at_strokes_but_does_not_read(tmp_path: Path) -> None:
    with collection_with(tmp_path / "c", "χαῖρε κόσμε", "καλὴν ἑσπέραν") as collection:
        assert collection.base_models() == []
        eyes = eyes_for(collection)
    assert isinstance(eyes, EncoderEyes)
    assert not isinstance(eyes, ReadingEyes)
