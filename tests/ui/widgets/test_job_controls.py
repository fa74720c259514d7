"""Pause and stop follow what the job is really told."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from seqclr_desktop.jobs.job import Control
from seqclr_desktop.ui.widgets.job_controls import JobControls


def test_pause_and_stop_reach_the_job(qtbot: QtBot) -> None:
    controls, control = JobControls("Stop"), Control()
    qtbot.addWidget(controls)
    assert not controls.pause_button.isEnabled()
    controls.hold(control)
    qtbot.mouseClick(controls.pause_button, Qt.MouseButton.LeftButton)
    assert control.is_paused
    assert controls.pause_button.text() == "Go on"
    qtbot.mouseClick(controls.pause_button, Qt.MouseButton.LeftButton)
    assert not control.is_paused
    qtbot.mouseClick(controls.stop_button, Qt.MouseButton.LeftButton)
    assert control.is_stopping
    assert not controls.stop_button.isEnabled()


def test_a_pause_from_elsewhere_is_seen(qtbot: QtBot) -> None:
    controls, control = JobControls("Stop"), Control()
    qtbot.addWidget(controls)
    controls.hold(control)
    with qtbot.waitSignal(controls.changed):
        control.pause()
    assert controls.pause_button.text() == "Go on"
    controls.hold(None)
