"""The table of pages fetches what is in sight and tells who has read what."""

from __future__ import annotations

from pathlib import Path

from seqclr_desktop.collection import Collection
from seqclr_desktop.ui.batch_view.page_table import PageTable
from seqclr_desktop.ui.batch_view.reading_table import ReadingTable, author_words, is_doubtful
from seqclr_desktop.ui.lists.record_windows import WINDOW_ROWS
from tests.builders import machine_text, make_content, make_line, make_page


def row_texts(table: PageTable, row: int) -> list[str]:
    return [table.index(row, column).data().replace("\u202f", " ") for column in range(table.columnCount())]


def test_a_row_tells_lines_people_machine_and_how_sure_it_was(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        collection.add_page(make_page("a"), make_content("one", "", ""))
        collection.write_machine_texts([(2, machine_text(confidence=0.6)), (3, machine_text(confidence=0.8))])
        table = PageTable()
        table.show_collection(collection)
        assert row_texts(table, 0) == ["a", "3", "1", "2", "70.0 %"]


def test_only_the_rows_in_sight_are_fetched(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        for number in range(2 * WINDOW_ROWS + 1):
            collection.add_page(make_page(f"page {number}"))
        table = PageTable()
        table.show_collection(collection)
        assert table.rowCount() == 2 * WINDOW_ROWS + 1
        assert row_texts(table, 2 * WINDOW_ROWS)[0] == f"page {2 * WINDOW_ROWS}"
        assert list(table._rows._windows) == [2]


def test_figures_follow_when_lines_were_read(tmp_path: Path) -> None:
    with Collection.create(tmp_path / "c") as collection:
        collection.add_page(make_page("a"), make_content("", ""))
        table = PageTable()
        table.show_collection(collection)
        assert row_texts(table, 0)[3:] == ["0", "–"]
        collection.write_machine_texts([(1, machine_text(confidence=0.5))])
        table.show_collection(collection)
        assert row_texts(table, 0)[3:] == ["1", "50.0 %"]


def test_doubtful_readings_are_marked_by_more_than_colour() -> None:
    doubtful = make_line(0, machine=machine_text(confidence=0.5))
    assert is_doubtful(doubtful)
    assert author_words(doubtful).startswith("?")
    assert not is_doubtful(make_line(0, machine=machine_text(confidence=0.9)))
    assert not is_doubtful(make_line(0, "by a person", machine=machine_text(confidence=0.5)))


def test_a_person_s_text_comes_before_the_machine_s() -> None:
    table = ReadingTable()
    table.show_lines([make_line(0, "by a person", machine=machine_text("by a model"))])
    assert table.index(0, 1).data().strip("\u2068\u2069") == "by a person"
    assert table.index(0, 2).data() == "a person"
