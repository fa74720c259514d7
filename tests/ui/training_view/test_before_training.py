"""Before a training the card names what may be amiss, puts it right, and tells what is ahead."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import RunState
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.steps import Step
from tests.builders import collection_with, line_texts


def test_what_is_amiss_is_shown_before_learning_and_put_right(
    qtbot: QtBot, make_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    window = make_window()
    with collection_with(tmp_path / "c", "Pаris et Rome", *["rien"] * 199) as collection:
        for lines, cer in ((60, 0.3), (110, 0.2), (200, 0.14)):
            run = collection.begin_run("learn", "Learn", {})
            collection.end_run(run.id, RunState.FINISHED, {"train_line_count": lines, "valid_cer": cer})
    window.workspace.open_collection(tmp_path / "c")
    view: Any = window.go_to(Step.TRAIN)
    findings = view.overview.plan.findings

    def buttons(words: str) -> list[QPushButton]:
        return [b for b in findings.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(findings)]

    qtbot.waitUntil(lambda: len(buttons("Put right")) == 1)
    qtbot.mouseClick(buttons("Put right")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not buttons("Put right"))
    assert "for 10.0\N{NARROW NO-BREAK SPACE}% wrong letters" in view.overview.ahead.words()
    assert window.workspace.collection is not None
    assert line_texts(window.workspace.collection.lines(1))[0] == "Paris et Rome"
