"""The lines of a large collection as a list."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, LineFilter
from seqclr_desktop.document import AuthorKind, Line, Page, PageContent, TextVersion
from seqclr_desktop.ui.lists.line_list import LineListModel


def test_lines_are_shown_in_reading_order_and_by_kind(tmp_path: Path, qtbot: QtBot) -> None:
    lines = tuple(
        Line(((0, turn), (90, turn)), human=TextVersion(f"line {turn}", AuthorKind.IMPORT) if turn % 2 else None)
        for turn in range(300)
    )
    with Collection.create(tmp_path / "c") as collection:
        collection.add_page(Page("p", Path("/scans/p.jpg"), 100, 400), PageContent(100, 400, lines=lines))
        model = LineListModel()
        model.show_lines(collection)
        assert model.rowCount() == 300
        assert model.index(299).data() == "line 299"
        model.show_lines(collection, LineFilter.TO_TRANSCRIBE)
        assert model.rowCount() == 150
        assert model.index(0).data() == ""
