"""Finding lines again on one page, or in a rectangle of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Box
from seqclr_desktop.jobs.find_lines_again import FindLinesAgain, FoundAgain, lines_in_box
from seqclr_desktop.jobs.job import Control, Done, Failed, run
from seqclr_desktop.layout import FoundLayout
from seqclr_desktop.layout.classical import ClassicalSegmenter
from tests.builders import make_line, make_page, outline, remove_lines
from tests.layout.drawn_pages import drawn_page, rows


class SegmenterThatTellsSizes:
    """Finds one line in the middle of what it is shown, from the second look on; remembers the sizes."""

    name = "tells sizes"

    def __init__(self, finds_from: int = 1) -> None:
        self.shapes: list[tuple[int, ...]] = []
        self._finds_from = finds_from

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        self.shapes.append(grey.shape)
        height, width = grey.shape
        line = make_line(baseline=((0, height / 2), (width, height / 2)), polygon=())
        return FoundLayout((), (line,) if len(self.shapes) >= self._finds_from else ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection with one drawn page whose lines have been found."""
    grey = drawn_page(rows(8))
    path = tmp_path / "scan.png"
    Image.fromarray(grey).save(path)
    with Collection.create(tmp_path / "c") as collection:
        page = collection.add_page(make_page("scan", path=path, width_px=grey.shape[1], height_px=grey.shape[0]))
        assert page.id is not None
        layout = ClassicalSegmenter().find_lines(grey)
        collection.replace_lines(page.id, layout.regions, layout.lines)
    return tmp_path / "c"


def found(folder: Path, box: Box | None) -> FoundAgain:
    outcome = run(FindLinesAgain(folder, 1, box, ClassicalSegmenter()), Control())
    assert isinstance(outcome, Done)
    return outcome.result


def test_deleted_line_is_found_again_in_a_rectangle_around_it(folder: Path) -> None:
    with Collection.open(folder) as collection:
        lines = collection.lines(1)
        gone = lines[2]
        assert gone.id is not None
        remove_lines(collection, [gone.id])
        others = collection.lines(1)
    margin = 6
    box = Box(gone.box.left - margin, gone.box.top - margin, gone.box.right + margin, gone.box.bottom + margin)
    report = found(folder, box)
    assert report.lines_found == 1
    with Collection.open(folder) as collection:
        now = collection.lines(1)
        assert len(now) == len(lines)
        assert [line.id for line in now if line.id in {other.id for other in others}] == [line.id for line in others]
        new = now[2]
        assert abs(new.baseline[0][1] - gone.baseline[0][1]) < 12
        collection.set_page_lines(report.after, report.before)
        assert collection.lines(1) == others


def test_a_line_in_a_low_rectangle_has_an_outline_along_its_ink(folder: Path) -> None:
    with Collection.open(folder) as collection:
        box = collection.lines(1)[2].box
    around = Box(box.left - 30, box.top - 12, box.right + 30, box.bottom + 12)
    report = found(folder, around)
    assert report.lines_found == 1
    assert len(report.after.lines[2].polygon) > len(around.as_polygon())


def test_whole_page_found_again_can_be_undone(folder: Path) -> None:
    with Collection.open(folder) as collection:
        before = collection.page_lines(1)
    report = found(folder, None)
    assert report.before == before
    assert len(report.after.lines) == len(before.lines)
    with Collection.open(folder) as collection:
        assert collection.set_page_lines(report.after, report.before).lines == before.lines


def test_part_is_looked_at_as_large_as_the_whole_page_is() -> None:
    page = np.full((4000, 3000), 255, np.uint8)
    segmenter = SegmenterThatTellsSizes()
    (line,) = lines_in_box(segmenter, page, Box(1000, 2000, 2000, 2200)).lines
    height, width = segmenter.shapes[0]
    assert width / 1000 == pytest.approx((950_000 / 12_000_000) ** 0.5, abs=0.01)
    assert line.baseline == (
        (1000, pytest.approx(2100, abs=2)),
        (pytest.approx(2000, abs=4), pytest.approx(2100, abs=2)),
    )
    assert height > 0


def test_small_writing_is_looked_for_in_full_size_when_nothing_was_found() -> None:
    segmenter = SegmenterThatTellsSizes(finds_from=2)
    layout = lines_in_box(segmenter, np.full((4000, 3000), 255, np.uint8), Box(1000, 2000, 2000, 2200))
    assert segmenter.shapes[1] == (200, 1000)
    assert len(layout.lines) == 1


def test_rectangle_beside_the_page_or_of_no_size_holds_no_lines() -> None:
    page = np.full((400, 300), 255, np.uint8)
    for box in (Box(500, 0, 900, 90), Box(10, 10, 12, 300), Box(-90, -90, -10, -10)):
        assert lines_in_box(SegmenterThatTellsSizes(), page, box).lines == ()


def test_scan_that_is_gone_changes_nothing(folder: Path) -> None:
    with Collection.open(folder) as collection:
        before = collection.page_lines(1)
        collection.page(1).path.unlink()
    assert isinstance(run(FindLinesAgain(folder, 1, None, ClassicalSegmenter()), Control()), Failed)
    with Collection.open(folder) as collection:
        assert collection.page_lines(1) == before


def extents(lines: Sequence[Line]) -> list[tuple[float, float]]:
    return [(line.box.left, line.box.right) for line in lines]


def write_on_all(folder: Path) -> list[Line]:
    with Collection.open(folder) as collection:
        for number, line in enumerate(collection.lines(1)):
            collection.write_human_text(line.id or 0, f"text {number}")
        return collection.lines(1)


def test_lines_that_reach_out_of_the_rectangle_stay_whole_with_their_texts(folder: Path) -> None:
    before = write_on_all(folder)
    report = found(folder, Box(60, before[2].box.top - 6, 700, before[5].box.bottom + 6))
    after = report.after.lines
    assert report.lines_found == 4
    assert [(line.id, line.best_text) for line in after] == [(line.id, line.best_text) for line in before]
    assert extents(after) == [pytest.approx(extent, abs=15) for extent in extents(before)]
    assert (*after[:2], *after[6:]) == (*before[:2], *before[6:])
    with Collection.open(folder) as collection:
        collection.set_page_lines(report.after, report.before)
        assert collection.lines(1) == before


@pytest.fixture
def joined_columns(tmp_path: Path) -> Path:
    """A page with two columns, whose lines were found as if each ran through both; people have written on them."""
    columns = [*rows(5, left=60, length=520), *rows(5, left=680, length=260)]
    grey = drawn_page(columns)
    path = tmp_path / "scan.png"
    Image.fromarray(grey).save(path)
    with Collection.create(tmp_path / "columns") as collection:
        collection.add_page(make_page("scan", path=path, width_px=grey.shape[1], height_px=grey.shape[0]))
        lines = [
            make_line(number, baseline=((60, foot), (940, foot)), polygon=outline(58, foot - 48, 942, foot + 20))
            for number, foot in enumerate(range(120, 470, 70))
        ]
        collection.replace_lines(1, (), lines)
    write_on_all(tmp_path / "columns")
    return tmp_path / "columns"


def test_a_rectangle_round_one_column_parts_it_from_the_other(joined_columns: Path) -> None:
    report = found(joined_columns, Box(40, 60, 635, 440))
    after = report.after.lines
    assert [line.best_text for line in after] == [*(f"text {number}" for number in range(5)), *[""] * 5]
    assert extents(after) == [pytest.approx((60, 580), abs=15)] * 5 + [pytest.approx((635, 942), abs=2)] * 5
    with Collection.open(joined_columns) as collection:
        collection.set_page_lines(report.after, report.before)
        assert extents(collection.lines(1)) == [(58, 942)] * 5


@pytest.mark.parametrize("share", [0.6, 0.75, 0.9])
def test_lines_of_a_real_page_stay_whole_with_their_texts(shared_data: Path, tmp_path: Path, share: float) -> None:
    scan = min((shared_data / "peraire" / "pages").glob("*.jpg"))
    with Image.open(scan) as picture:
        width, height = picture.size
    with Collection.create(tmp_path / "c") as collection:
        collection.add_page(make_page("scan", path=scan, width_px=width, height_px=height))
    assert isinstance(run(FindLinesAgain(tmp_path / "c", 1), Control()), Done)
    before = write_on_all(tmp_path / "c")
    some = [line for line in before[8:18] if line.box.width > width / 2]
    assert len(some) > 5
    left, right = min(line.box.left for line in some), max(line.box.right for line in some)
    box = Box(left - 20, some[0].box.top - 10, left + share * (right - left), some[-1].box.bottom + 10)
    outcome = run(FindLinesAgain(tmp_path / "c", 1, box), Control())
    assert isinstance(outcome, Done)
    after = outcome.result.after.lines
    assert {(line.id, line.best_text) for line in before} <= {(line.id, line.best_text) for line in after}
    same = {line.id: line for line in after}
    for line in some:
        assert same[line.id].box.right == pytest.approx(line.box.right, abs=3)
        assert same[line.id].box.width == pytest.approx(line.box.width, rel=0.06)


class SegmenterWhilePagesAreTurned(ClassicalSegmenter):
    """While it looks at a page, a person turns it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        with Collection.open(self._folder) as collection:
            collection.set_rotation(1, 90)
        return super().find_lines(grey)


def test_a_page_that_is_turned_meanwhile_keeps_its_lines(folder: Path) -> None:
    outcome = run(FindLinesAgain(folder, 1, None, SegmenterWhilePagesAreTurned(folder)), Control())
    assert isinstance(outcome, Failed)
    assert "was turned" in str(outcome.error)
    assert not outcome.is_defect
    with Collection.open(folder) as collection:
        assert collection.page(1).rotation == 90
        assert len(collection.lines(1)) == 8
