import csv
import io
from dataclasses import replace

from seqclr_desktop.training.experiment_table import Cell, Row, as_csv, as_markdown, make_rows

RIGHT = (0, 10, 0, 2, 2, 2)
WRONG = (5, 10, 2, 2, 0, 1)


def cell(arm: str, seed: int, *lines: tuple[int, ...], label_count: int = 30) -> Cell:
    return Cell(arm, label_count, seed, 100 + seed, lines * 20)


CELLS = [
    cell("from scratch", 0, WRONG, RIGHT),
    cell("from scratch", 1, WRONG, WRONG),
    cell("windows", 0, RIGHT, RIGHT),
    cell("windows", 1, RIGHT, RIGHT),
    cell("frames", 1, WRONG, WRONG),
    cell("windows", 0, RIGHT, WRONG, label_count=60),
]
CONTROLS = {"from scratch": "", "windows": "from scratch", "frames": "from scratch"}


def test_rows_gather_the_seeds_and_stand_against_the_control() -> None:
    control, windows, frames, more = make_rows(CELLS, CONTROLS)
    assert (control.arm, control.label_count, control.seeds, control.steps) == ("from scratch", 30, (0, 1), 100)
    assert control.measures["cer"].mean == 0.375
    assert control.measures["cer"].against_control is None
    cer = windows.measures["cer"].against_control
    assert cer is not None
    assert cer.difference == -0.375
    assert not cer.covers_zero
    assert control.cer_reduction is None
    assert windows.cer_reduction is not None
    assert windows.cer_reduction.difference == 1  # it made no mistake
    alone = frames.measures["cer"]
    assert alone.spread is None
    assert alone.against_control is not None  # held against the one seed both have
    assert alone.against_control.difference == 0
    assert more.measures["cer"].against_control is None


def test_rows_survive_being_stored() -> None:
    for row in make_rows(CELLS, CONTROLS):
        assert Row.from_record(row.to_record()) == row
    old = {key: value for key, value in row.to_record().items() if key not in ("cer_reduction", "control")}
    assert Row.from_record(old) == replace(row, cer_reduction=None, control="")


def test_an_arm_is_held_against_its_own_control() -> None:
    own = {"from scratch": "", "windows": "frames", "frames": "from scratch"}
    windows = make_rows(CELLS, own)[1]
    assert (windows.arm, windows.control) == ("windows", "frames")
    assert windows.measures["cer"].against_control is not None
    assert windows.measures["cer"].against_control.difference == -0.5  # on the one seed both have


def test_whole_pages_are_drawn_where_there_are_enough_of_them() -> None:
    """A page is read badly as a whole or not at all: what looks like many lines are few pages."""
    by_line = [cell("from scratch", 0, *[WRONG] * 10, *[RIGHT] * 10), cell("windows", 0, *[RIGHT] * 20)]
    pages = tuple(place // 10 for place in range(400))
    by_page = [replace(one, pages=pages) for one in by_line]
    widths = [
        interval.high - interval.low
        for cells in (by_line, by_page)
        if (interval := make_rows(cells, CONTROLS)[1].measures["cer"].against_control)
    ]
    assert widths[1] > widths[0]


def test_markdown_says_when_no_difference_was_seen() -> None:
    text = as_markdown(make_rows(CELLS, CONTROLS), "Few labels")
    rows = [line for line in text.splitlines() if line.startswith("| 30")]
    assert "no difference seen" in rows[2]
    assert "-37.5 (" in rows[1]
    assert rows[1].endswith("| 100 % (100 to 100) |")
    assert len({line.count("|") for line in text.splitlines() if line.startswith("|")}) == 1


def test_csv_has_a_number_for_each_part() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(make_rows(CELLS, CONTROLS)))))
    assert [row["arm"] for row in rows] == ["from scratch", "windows", "frames", "windows"]
    assert float(rows[1]["cer_difference"]) == -0.375
    assert rows[0]["cer_low"] == ""
    assert float(rows[1]["word_accuracy_mean"]) == 1
    assert float(rows[1]["cer_reduction"]) == 1
    assert rows[0]["cer_reduction_low"] == ""
