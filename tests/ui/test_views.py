"""The views of the steps: made ahead, shown a collection when wanted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.steps import Step
from tests.builders import collection_with


def _make_ahead(window: MainWindow, qtbot: QtBot) -> None:
    window.views.warm_up()
    qtbot.waitUntil(lambda: window.views.is_warm, timeout=60_000)


def test_views_made_ahead_leave_what_is_seen_alone_and_show_the_collection_when_wanted(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _make_ahead(window, qtbot)
    assert window.stack.count() == 1 + len(Step)
    assert window.current_view is window.start
    collection_with(tmp_path / "c", "one", "").close()
    window.workspace.open_collection(tmp_path / "c")
    batch: Any = window.go_to(Step.COLLECTION)
    assert batch.pages.rowCount() == 1


def test_another_collection_is_shown_by_every_view_that_showed_the_one_before(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _make_ahead(window, qtbot)
    for name, texts in (("first", ("one", "two", "three")), ("second", ("only",))):
        collection_with(tmp_path / name, *texts).close()
        window.workspace.open_collection(tmp_path / name)
        for step in Step:
            window.go_to(step)
        batch: Any = window.go_to(Step.COLLECTION)
        qtbot.waitUntil(lambda: batch.readings.rowCount() == len(texts))  # noqa: B023 - asked at once
    window.workspace.close_collection()
    assert batch.readings.rowCount() == 0
