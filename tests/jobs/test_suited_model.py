"""Before there are texts, the model is taken that is surest of the lines, whatever their direction says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Direction, Line
from seqclr_desktop.errors import Cancelled
from seqclr_desktop.jobs.drawing.hands import Hand
from seqclr_desktop.jobs.drawing.pen_hand import PenHand
from seqclr_desktop.jobs.import_pages import ImportPages
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.suited_model import suited_recogniser
from seqclr_desktop.jobs.transcribe_pages import TranscribePages
from seqclr_desktop.training.error_rates import error_rates
from tests.jobs.learning import StopsWhenAsked, sample_of

TEXTS = ("אבי היקר שלום", "מכתבך הגיע אלי", "הילדים בריאים", "נסענו אל העיר", "כתוב לי בקרוב", "שלום לכל המשפחה")


def letter_in(hand: Hand, folder: Path, direction: Direction) -> Path:
    """A collection of one page, drawn on the spot, whose lines are known and whose texts are not."""
    page = np.full((90 * len(TEXTS) + 60, 900), 235, np.uint8)
    lines = []
    for number, text in enumerate(TEXTS):
        ink = hand.write(text, Direction.RIGHT_TO_LEFT, np.random.default_rng(number))
        top, left = 30 + 90 * number, 870 - ink.shape[1]
        page[top : top + ink.shape[0], left:870] -= (ink * 190).astype(np.uint8)
        bottom = top + ink.shape[0]
        outline = ((left - 6.0, top - 6.0), (876.0, top - 6.0), (876.0, bottom + 6.0), (left - 6.0, bottom + 6.0))
        lines.append(Line(((left, bottom - 14.0), (870.0, bottom - 14.0)), outline, direction))
    made = bare_scans(folder, Image.fromarray(page))
    with Collection.open(made) as collection:
        collection.replace_lines(collection.pages()[0].id or 0, (), lines)
    return made


def bare_scans(folder: Path, picture: Image.Image) -> Path:
    """A collection of one scan, of which nothing is known."""
    scans = folder / "only scans"
    scans.mkdir(parents=True)
    picture.save(scans / "letter.png")
    Collection.create(folder / "bare").close()
    ImportPages(folder / "bare", [scans]).run(Control())
    return folder / "bare"


@pytest.mark.parametrize("direction", Direction)
def test_a_hebrew_letter_is_read_by_the_hebrew_model(tmp_path: Path, direction: Direction) -> None:
    folder = letter_in(PenHand("hebrew-cursive", 2024), tmp_path, direction)
    report = TranscribePages(folder).run(Control())
    assert report.model_name == "base-hebrew"
    with Collection.open(folder) as collection:
        lines = collection.lines(collection.pages()[0].id or 0)
    read = [line.machine.text if line.machine else "" for line in lines]
    assert error_rates(list(zip(TEXTS, read, strict=True))).cer < 0.5


def test_a_french_notebook_is_read_by_the_latin_model(tmp_path: Path) -> None:
    """Although its lines came in as if they ran from right to left."""
    with Collection.open(sample_of(tmp_path, 1)) as transcribed:
        page = transcribed.pages()[0]
        known = transcribed.lines(page.id or 0)
    scans = bare_scans(tmp_path / "bare", Image.open(page.path))
    with Collection.open(scans) as collection:
        from_right = [Line(line.baseline, line.polygon, Direction.RIGHT_TO_LEFT) for line in known]
        collection.replace_lines(collection.pages()[0].id or 0, (), from_right)
        assert collection.base_models()[0].name != "base-latin"
        assert suited_recogniser(collection, "", collection.pages(), Control()).name == "base-latin"


def test_looking_for_the_model_can_be_stopped_while_the_first_reads(tmp_path: Path) -> None:
    folder = letter_in(PenHand("hebrew-cursive", 2024), tmp_path, Direction.RIGHT_TO_LEFT)
    with Collection.open(folder) as collection, pytest.raises(Cancelled):
        # each model asks before the page, and after every two lines
        suited_recogniser(collection, "", collection.pages(), StopsWhenAsked(3 * len(collection.base_models())))


def test_a_name_is_obeyed(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        assert suited_recogniser(collection, "base-latin", [], Control()).name == "base-latin"
