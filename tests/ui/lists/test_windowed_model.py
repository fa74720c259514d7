"""Lists that fetch records only for what is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.lists.record_windows import WINDOW_ROWS
from seqclr_desktop.ui.lists.windowed_model import ID_ROLE, WindowedModel


class NumberModel(WindowedModel[int]):
    """Records are numbers."""

    def look(self, record: int, role: int) -> Any:
        return f"record {record}" if role == Qt.ItemDataRole.DisplayRole else None


class Archive:
    """Plays the collection and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def fetch(self, ids: Sequence[int]) -> list[int]:
        self.asked.append(len(ids))
        return list(ids)


def test_a_view_of_100_000_rows_fetches_only_what_is_in_sight(qtbot: QtBot) -> None:
    archive, model = Archive(), NumberModel()
    model.show(range(1, 100_001), archive.fetch)
    view = QListView()
    qtbot.addWidget(view)
    view.setUniformItemSizes(True)
    view.setModel(model)
    view.resize(300, 400)
    with qtbot.waitExposed(view):
        view.show()
    view.scrollToBottom()
    view.grab()
    assert model.rowCount() == 100_000
    assert model.index(99_999).data() == "record 100000"
    assert sum(archive.asked) <= 4 * WINDOW_ROWS


def test_a_row_is_found_by_its_id() -> None:
    model = NumberModel()
    model.show([30, 10, 20], Archive().fetch)
    assert model.row_of(10) == 1
    assert model.index_of(20).data(ID_ROLE) == 20
    assert not model.index_of(99).isValid()


def test_a_growing_list_keeps_its_rows(qtbot: QtBot) -> None:
    model = NumberModel()
    model.show([1, 2], Archive().fetch)
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    with qtbot.waitSignal(model.rowsInserted):
        model.show([1, 2, 3], Archive().fetch)
    assert resets == []
    assert model.index(2).data() == "record 3"


def test_records_are_fetched_anew_when_they_have_changed(qtbot: QtBot) -> None:
    archive, model = Archive(), NumberModel()
    model.show([1, 2], archive.fetch)
    model.record(0)
    with qtbot.waitSignal(model.dataChanged):
        model.show([1, 2], archive.fetch)
    model.record(0)
    assert archive.asked == [2, 2]


def test_a_record_that_is_gone_leaves_an_empty_row() -> None:
    model = NumberModel()
    model.show([1, 2], lambda _ids: [1])
    assert model.index(1).data() is None
