"""`--direction` of `new` and `lines` in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Direction
from seqclr_desktop.jobs.writing_direction import choose_direction, chosen_direction
from tests.builders import collection_with
from tests.cli.conftest import Terminal

LTR, RTL = Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT


@pytest.mark.parametrize(("options", "kept"), [((), None), (("auto",), None), (("rtl",), RTL), (("ltr",), LTR)])
def test_a_new_collection_keeps_its_direction(
    terminal: Terminal, tmp_path: Path, options: tuple[str, ...], kept: Direction | None
) -> None:
    said = terminal("new", tmp_path / "c", *(("--direction", *options) if options else ()))
    assert said.exit_code == 0
    with Collection.open(tmp_path / "c") as collection:
        assert chosen_direction(collection) is kept


def test_lines_found_before_follow_the_direction(terminal: Terminal, tmp_path: Path) -> None:
    collection_with(tmp_path / "c", "written", "", "").close()
    said = terminal("lines", tmp_path / "c", "--direction", "rtl")
    assert said.out.splitlines()[:2] == ["Writing runs from right to left.", "2 lines found before run so too."]
    with Collection.open(tmp_path / "c") as collection:
        assert [line.direction for line in collection.lines(1)] == [LTR, RTL, RTL]
    report = terminal("lines", tmp_path / "c", "--direction", "auto", "--json").json
    assert (report["direction"], report["lines_turned"], report["lines_found"]) == ("ltr", 2, 0)


@pytest.mark.parametrize(
    ("choice", "texts", "direction", "sentence"),
    [
        ("rtl", ("written",), "rtl", "Writing runs from right to left, as was chosen."),
        ("auto", ("שלום",), "rtl", "Writing runs from right to left, as most texts do."),
        ("auto", (), "ltr", "Writing runs from left to right, until texts or a choice tell."),
    ],
)
def test_info_tells_the_direction_and_who_says_so(
    terminal: Terminal, tmp_path: Path, choice: str, texts: tuple[str, ...], direction: str, sentence: str
) -> None:
    with collection_with(tmp_path / "c", *texts) as collection:
        choose_direction(collection, None if choice == "auto" else Direction(choice))
    assert sentence in terminal("info", tmp_path / "c").out.splitlines()
    report = terminal("info", tmp_path / "c", "--json").json
    assert (report["direction"], report["is_direction_chosen"]) == (direction, choice != "auto")


def test_listing_odd_lines_turns_none(terminal: Terminal, tmp_path: Path) -> None:
    collection_with(tmp_path / "c", "").close()
    assert terminal("lines", tmp_path / "c", "--odd", "--direction", "rtl").exit_code == 2
