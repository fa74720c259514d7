"""Reports become JSON that any program can read."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from seqclr_desktop.cli.json_report import plain, to_line


class Colour(StrEnum):
    BLUE = "blue"


@dataclass(frozen=True)
class Inner:
    name: str
    colour: Colour


@dataclass(frozen=True)
class Outer:
    inner: Inner
    share: float
    words: tuple[str, ...]


def test_records_become_objects() -> None:
    assert plain(Outer(Inner("a", Colour.BLUE), 0.5, ("x", "y"))) == {
        "inner": {"name": "a", "colour": "blue"},
        "share": 0.5,
        "words": ["x", "y"],
    }


def test_numbers_that_are_none_become_null() -> None:
    assert json.loads(to_line({"cer": float("nan"), "wer": float("inf")})) == {"cer": None, "wer": None}


def test_a_report_is_one_line_in_ascii() -> None:
    line = to_line({"text": "première\nligne", "path": PurePosixPath("/א")})
    assert line.isascii()
    assert "\n" not in line
    assert json.loads(line) == {"text": "première\nligne", "path": "/א"}
