"""Listing the lines of a collection that a person should look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import PageContent
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.jobs.job import Control, Done, Failed, run
from seqclr_desktop.jobs.odd_lines import ListOddLines, OddLinesReport, first_with_odd_lines
from tests.builders import make_line, make_page
from tests.jobs.learning import Watcher
from tests.layout.drawn_pages import drawn_page, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three pages: one in order, one without its scan and with a line over another, one with a line on blank paper."""
    path = tmp_path / "scan.png"
    Image.fromarray(drawn_page(rows(8, top=80, distance=80))).save(path)
    good = [make_line(number) for number in range(3)]
    with Collection.create(tmp_path / "c") as collection:
        for name, lines, scan in (
            ("good", good, path),
            ("lost", [*good, make_line(1, position=3)], tmp_path / "lost.png"),
            ("blank", [*good, make_line(14, position=3)], path),
        ):
            collection.add_page(make_page(name, path=scan), PageContent(1000, 1400, lines=tuple(lines)))
    return tmp_path / "c"


def listed(folder: Path, *names: str) -> OddLinesReport:
    outcome = run(ListOddLines(folder, names), Control())
    assert isinstance(outcome, Done)
    return outcome.result


def test_odd_lines_are_listed_with_page_number_and_reason(folder: Path) -> None:
    report = listed(folder)
    told = [(line.page_name, line.number, line.reasons, line.beside) for line in report.lines]
    over = ("Lies over another line",)
    assert told == [
        ("lost", 2, over, (4,)),
        ("lost", 4, over, (2,)),
        ("blank", 4, ("There is hardly any ink in it",), ()),
    ]
    assert report.pages_done == 3


def test_page_that_is_turned_or_taken_out_meanwhile_is_looked_at_as_it_lies_by_then(folder: Path) -> None:
    before = [(line.page_name, line.number) for line in listed(folder).lines if line.page_name == "blank"]

    def turn(watcher: Watcher, _event: object) -> None:
        if len(watcher.events) == 1:
            with Collection.open(folder) as collection:
                collection.set_rotation(3, 180)
                collection.remove_pages([2])

    outcome = run(ListOddLines(folder), Watcher(turn))
    assert isinstance(outcome, Done)
    assert [(line.page_name, line.number) for line in outcome.result.lines] == before


def test_only_the_named_pages_are_looked_at_and_unknown_ones_refused(folder: Path) -> None:
    assert {line.page_name for line in listed(folder, "blank").lines} == {"blank"}
    outcome = run(ListOddLines(folder, ("nowhere",)), Control())
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, CollectionError)


def test_first_page_with_something_odd_is_found_in_the_order_asked_for(folder: Path) -> None:
    found = first_with_odd_lines(folder, (1, 3, 2), lambda: False)
    assert found is not None
    assert (found.page_id, [odd.line_id for odd in found.odd]) == (3, [found.lines[3].id])
    assert first_with_odd_lines(folder, (1,), lambda: False) is None
    assert first_with_odd_lines(folder, (3,), lambda: True) is None
