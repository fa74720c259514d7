"""Finding the lines of a collection: what is looked at, what is kept, and what a bad page does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line, Region
from seqclr_desktop.errors import CollectionError, StorageError
from seqclr_desktop.jobs.find_lines import FindLines, FindLinesReport
from seqclr_desktop.jobs.find_lines_again import FindLinesAgain
from seqclr_desktop.jobs.job import Control, Done, Progress, Stopped, run
from seqclr_desktop.layout import FoundLayout
from seqclr_desktop.layout.classical import ClassicalSegmenter
from seqclr_desktop.layout.single_line import in_folders_of_lines
from tests.builders import make_content, make_line, make_page, outline
from tests.layout.drawn_pages import DrawnLine, drawn_page, rows


class TwoLineSegmenter:
    """Finds the same two lines on every page, the second flagged."""

    name = "two lines"

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        assert grey.dtype == np.uint8
        assert grey.ndim == 2
        region = Region(outline(0, 0, 900, 300), "paragraph")
        lines = (make_line(0, region_index=0), make_line(1, region_index=0, flag="box"))
        return FoundLayout((region,), lines)


class SegmenterThatFails:
    """Breaks on every page."""

    name = "fails"

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        raise ValueError("no such page can be")


class SegmenterOfAFullDisk:
    """Breaks as keeping the lines does where the disk is full; counts its looks."""

    name = "full disk"
    look_count = 0

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        self.look_count += 1
        raise StorageError("The disk is full.")


class SegmenterWithoutMemory:
    """Breaks as PyTorch does where the memory is full."""

    name = "without memory"

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory")


class SegmenterThatIsInterrupted(TwoLineSegmenter):
    """While it looks at its first page, a person does something to a page; remembers the sizes it was shown."""

    def __init__(self, folder: Path, deed: Callable[[Collection, int], None], page_id: int = 1) -> None:
        self.shapes: list[tuple[int, ...]] = []
        self._folder, self._deed, self._page_id = folder, deed, page_id

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        if not self.shapes:
            with Collection.open(self._folder) as collection:
                self._deed(collection, self._page_id)
        self.shapes.append(grey.shape)
        return super().find_lines(grey)


class Watcher(Control):
    """Remembers what it was told; stops after some pages when asked to."""

    def __init__(self, stop_after: int | None = None) -> None:
        super().__init__()
        self.events: list[Progress] = []
        self.stop_after = stop_after

    def show(self, event: object) -> None:
        assert isinstance(event, Progress)
        self.events.append(event)
        if event.done == self.stop_after:
            self.stop()


@pytest.fixture
def collection_folder(tmp_path: Path) -> Path:
    """A collection of four grey scans without lines."""
    scans = tmp_path / "scans"
    scans.mkdir()
    with Collection.create(tmp_path / "collection") as collection:
        for number in range(4):
            path = scans / f"page{number}.png"
            Image.new("RGB", (1000, 1400), (200, 190, 180)).save(path)
            collection.add_page(make_page(f"page{number}", path=path))
    return tmp_path / "collection"


def find(folder: Path, names: Sequence[str] = (), *, force: bool = False) -> FindLinesReport:
    return FindLines(folder, names, force, TwoLineSegmenter()).run(Control())


def test_lines_of_all_pages_are_found_and_kept(collection_folder: Path) -> None:
    report = find(collection_folder)
    assert (report.pages_done, report.lines_found, report.lines_flagged, report.pages_skipped) == (4, 8, 4, 0)
    assert report.pages_per_second > 0
    with Collection.open(collection_folder) as collection:
        for page in collection.pages():
            assert page.lines_looked_for
            assert page.id is not None
            assert [line.flag for line in collection.lines(page.id)] == ["", "box"]


def test_only_pages_never_looked_at_are_searched(collection_folder: Path) -> None:
    find(collection_folder, ["page1"])
    report = find(collection_folder)
    assert (report.pages_done, report.pages_skipped) == (3, 1)
    assert find(collection_folder).pages_done == 0


def test_pages_with_imported_lines_are_left_alone_unless_forced(collection_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "scans" / "page0.png"
    with Collection.open(collection_folder) as collection:
        collection.add_page(make_page("known", path=path, content_hash="x"), make_content("one", "two", "three"))
    assert find(collection_folder, ["known"]).pages_skipped == 1
    assert find(collection_folder, ["known"], force=True).pages_done == 1


def test_texts_of_people_survive_a_forced_search(collection_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "scans" / "page0.png"
    with Collection.open(collection_folder) as collection:
        collection.add_page(make_page("known", path=path, content_hash="x"), make_content("one", "two", "three"))
    find(collection_folder, ["known"], force=True)
    with Collection.open(collection_folder) as collection:
        (page,) = collection.pages_named(["known"])
        assert page.id is not None
        assert {line.best_text for line in collection.lines(page.id)} == {"one", "two", "three"}


def test_a_missing_scan_is_a_problem_and_the_other_pages_go_on(collection_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "scans" / "page1.png").unlink()
    (tmp_path / "scans" / "page2.png").write_bytes(b"no picture")
    report = find(collection_folder)
    assert report.pages_done == 2
    assert [problem.page_name for problem in report.problems] == ["page1", "page2"]
    assert all(problem.reason for problem in report.problems)


def test_a_page_on_which_the_segmenter_breaks_is_a_problem(collection_folder: Path) -> None:
    report = FindLines(collection_folder, ["page0"], segmenter=SegmenterThatFails()).run(Control())
    assert report.pages_done == 0
    assert "no such page can be" in report.problems[0].reason


def test_a_full_disk_ends_the_search_at_once(collection_folder: Path) -> None:
    segmenter = SegmenterOfAFullDisk()
    with pytest.raises(StorageError):
        FindLines(collection_folder, segmenter=segmenter).run(Control())
    assert segmenter.look_count == 1


def test_an_unknown_page_is_named(collection_folder: Path) -> None:
    with pytest.raises(CollectionError, match="nowhere"):
        find(collection_folder, ["nowhere"])


def test_progress_is_told_page_by_page(collection_folder: Path) -> None:
    watcher = Watcher()
    FindLines(collection_folder, segmenter=TwoLineSegmenter()).run(watcher)
    assert [(event.done, event.total) for event in watcher.events] == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert watcher.events[-1].seconds_left == 0


def test_a_stopped_search_keeps_the_finished_pages(collection_folder: Path) -> None:
    outcome = run(FindLines(collection_folder, segmenter=TwoLineSegmenter()), Watcher(stop_after=2))
    assert isinstance(outcome, Stopped)
    with Collection.open(collection_folder) as collection:
        assert [page.line_count for page in collection.pages()] == [2, 2, 0, 0]


def test_written_pages_are_searched_from_the_file(collection_folder: Path, tmp_path: Path) -> None:
    Image.fromarray(drawn_page(rows(12))).save(tmp_path / "scans" / "page0.png")
    outcome = run(FindLines(collection_folder, ["page0"], segmenter=ClassicalSegmenter()), Control())
    assert isinstance(outcome, Done)
    assert outcome.result.lines_found == 12


def test_a_line_of_the_found_layout_keeps_its_shape(collection_folder: Path) -> None:
    find(collection_folder, ["page0"])
    with Collection.open(collection_folder) as collection:
        (page,) = collection.pages_named(["page0"])
        assert page.id is not None
        first: Line = collection.lines(page.id)[0]
    assert first.baseline == make_line(0).baseline
    assert first.polygon == make_line(0).polygon


def test_a_page_for_which_the_memory_does_not_suffice_is_a_problem(collection_folder: Path) -> None:
    report = FindLines(collection_folder, ["page0"], segmenter=SegmenterWithoutMemory()).run(Control())
    assert report.pages_done == 0
    assert "can't allocate memory" in report.problems[0].reason


def turn(collection: Collection, page_id: int) -> None:
    collection.set_rotation(page_id, 90)


def test_a_page_that_is_turned_while_it_is_looked_at_is_looked_at_again(collection_folder: Path) -> None:
    segmenter = SegmenterThatIsInterrupted(collection_folder, turn)
    report = FindLines(collection_folder, ["page0"], segmenter=segmenter).run(Control())
    assert segmenter.shapes == [(1400, 1000), (1000, 1400)]
    assert report.lines_found == 2


def test_a_page_that_was_turned_before_its_turn_came_is_looked_at_as_it_is(collection_folder: Path) -> None:
    segmenter = SegmenterThatIsInterrupted(collection_folder, turn, page_id=2)
    FindLines(collection_folder, ["page0", "page1"], segmenter=segmenter).run(Control())
    assert segmenter.shapes == [(1400, 1000), (1000, 1400)]


def test_a_page_that_is_taken_out_meanwhile_does_not_end_the_search(collection_folder: Path) -> None:
    segmenter = SegmenterThatIsInterrupted(collection_folder, lambda open_, page_id: open_.remove_pages([page_id]))
    report = FindLines(collection_folder, segmenter=segmenter).run(Control())
    assert (report.lines_found, report.problems) == (6, ())


class SegmenterThatFindsNothing:
    """As the detector with a word of two letters."""

    name = "nothing"

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        return FoundLayout()


def test_in_a_folder_of_line_pictures_every_picture_is_one_line(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        for number in range(10):
            width = 900 if number else 200
            path = tmp_path / f"{number}.png"
            Image.fromarray(drawn_page([DrawnLine(20, 80, width - 40)], width, 120, seed=number)).save(path)
            size = {"width_px": width, "height_px": 120}
            collection.add_page(make_page(f"{number}", path=path, content_hash=str(number), **size))
    assert isinstance(run(FindLines(tmp_path / "c", segmenter=SegmenterThatFindsNothing()), Control()), Done)
    outcome = run(FindLinesAgain(tmp_path / "c", 1, segmenter=SegmenterThatFindsNothing()), Control())
    assert isinstance(outcome, Done)
    assert outcome.result.lines_found == 1
    with Collection.open(tmp_path / "c") as collection:
        assert [len(collection.lines(page_id)) for page_id in collection.page_ids()] == [1] * 10


def test_tickets_as_wide_as_lines_keep_their_lines(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        for number in range(8):
            path = tmp_path / f"{number}.png"
            lines = [DrawnLine(20, 70, 560), DrawnLine(20 + 40 * number, 150, 240)]
            Image.fromarray(drawn_page(lines, 600, 190, seed=number)).save(path)
            size = {"width_px": 600, "height_px": 190}
            collection.add_page(make_page(f"{number}", path=path, content_hash=str(number), **size))
        assert len(in_folders_of_lines(collection.pages())) == 8, "by their shapes alone they might be lines"
    assert isinstance(run(FindLines(tmp_path / "c", segmenter=ClassicalSegmenter()), Control()), Done)
    with Collection.open(tmp_path / "c") as collection:
        assert [len(collection.lines(page_id)) for page_id in collection.page_ids()] == [2] * 8
