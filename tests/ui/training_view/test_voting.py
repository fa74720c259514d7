"""Two readers learn from a few real pages and vote, asked for and followed in the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, RunRecord
from seqclr_desktop.jobs.finetune_model import FinetuneModel
from seqclr_desktop.jobs.job import Done, Job
from seqclr_desktop.training.settings import FinetuneSettings
from seqclr_desktop.ui.training_view.learn_wish import LearnWish
from seqclr_desktop.ui.training_view.view import TrainingView
from tests.jobs.learning import Watcher, sample_of


def quick_job(folder: Path, wish: LearnWish, _resume: RunRecord | None) -> Job[Any]:
    """A real training of as many readers as were wished for, once over a few lines instead of for minutes."""
    settings = FinetuneSettings(epochs=1, threads=1, voters=wish.voters)
    return FinetuneModel(folder, settings, start_from="base-latin", label_count=16)


def test_two_readers_are_asked_for_followed_and_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    folder = sample_of(tmp_path, 3)
    with Collection.open(folder) as collection:
        view = TrainingView(quick_job)
        qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
        view.show_collection(collection)
        view.show()
        view.overview.plan.more.voters.setValue(2)
        with qtbot.waitSignal(view.job_wanted) as wanted:
            qtbot.mouseClick(view.overview.plan.learn_button, Qt.MouseButton.LeftButton)
        (job,) = wanted.args
        told: list[str] = []

        def follow(_: Watcher, event: object) -> None:
            view.job_progressed(job, event)
            view.run_panel._show_all()
            told.append(view.run_panel.words())

        control = Watcher(follow)
        view.job_began(job, control)
        report = job.run(control)
        view.job_ended(job, Done(report))
        assert any("Learning to read: reader 1 of 2" in words for words in told)
        assert any("Learning to read: reader 2 of 2" in words for words in told)
        assert "the vote of 2 readers" in view.overview.result.words()
        assert view.overview.models.models.index(0, 1).data() == "read, by the vote of 2 readers"
        view.show_collection(None)
