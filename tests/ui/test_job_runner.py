"""Which jobs run at once, which wait, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from seqclr_desktop.jobs.job import Done, Progress, Stopped
from seqclr_desktop.training.progress_record import PretrainStep, Stage, StageBegan
from seqclr_desktop.ui.job_runner import JobRunner, JobState, lane_of, reach_of
from tests.ui.fakes import JobThatGoesOn, JobThatReports, JobThatWaits


class FinetuneModel(JobThatWaits):
    """Plays a training."""


class TranscribePages(JobThatWaits):
    """Plays a reading with a model."""


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.stop_all_and_wait()
    shiboken6.delete(runner)  # here and now, not by the garbage collector in some thread


def test_jobs_that_use_a_model_share_a_lane() -> None:
    assert lane_of(FinetuneModel()) == lane_of(TranscribePages())
    assert lane_of(FinetuneModel()) != lane_of(JobThatWaits())


def test_a_reading_waits_for_a_training_but_an_import_does_not(runner: JobRunner, qtbot: QtBot) -> None:
    training, reading, adding = FinetuneModel(), TranscribePages(), JobThatWaits()
    wanted = [runner.want(job) for job in (training, reading, adding)]
    qtbot.waitUntil(adding.has_begun.is_set)
    assert [job.state for job in wanted] == [JobState.RUNNING, JobState.WAITING, JobState.RUNNING]
    training.may_end.set()
    qtbot.waitUntil(reading.has_begun.is_set)
    adding.may_end.set()
    reading.may_end.set()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert wanted[1].outcome == Done(None)


def test_a_waiting_job_that_is_stopped_never_begins(runner: JobRunner, qtbot: QtBot) -> None:
    training, reading = FinetuneModel(), TranscribePages()
    runner.want(training)
    wanted = runner.want(reading)
    runner.stop(wanted)
    training.may_end.set()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert wanted.outcome == Stopped()
    assert not reading.has_begun.is_set()


def test_a_paused_job_goes_on_when_it_is_told_to(runner: JobRunner, qtbot: QtBot) -> None:
    job = JobThatWaits()
    wanted = runner.want(job)
    qtbot.waitUntil(job.has_begun.is_set)
    wanted.pause()
    job.may_end.set()
    assert wanted.state is JobState.PAUSED
    wanted.resume()
    qtbot.waitUntil(lambda: wanted.state is JobState.ENDED)


def test_stopping_all_ends_with_one_word_that_all_is_quiet(runner: JobRunner, qtbot: QtBot) -> None:
    jobs = [JobThatGoesOn(), JobThatWaits()]
    for job in jobs:
        runner.want(job)
    with qtbot.waitSignal(runner.became_idle, timeout=20_000):
        runner.stop_all()
    assert all(wanted.outcome == Stopped() for wanted in runner.jobs)


def test_ended_jobs_can_be_forgotten(runner: JobRunner, qtbot: QtBot) -> None:
    runner.want(JobThatReports())
    qtbot.waitUntil(lambda: runner.is_idle)
    assert len(runner.jobs) == 1
    runner.forget_ended()
    assert runner.jobs == []


def test_reach_is_read_from_progress_and_from_steps_of_a_training() -> None:
    progress = reach_of(Progress(1, 4, "pages", seconds_left=9.0))
    step = reach_of(PretrainStep(7, 0.25, 1.0, 3.0, 1.0, 2.0, 0.5, 10.0))
    assert progress is not None
    assert (progress.share, progress.seconds_left) == (0.25, 9.0)
    assert step is not None
    assert (step.share, step.seconds_left) == (0.25, 3.0)
    assert reach_of(StageBegan(Stage.TEST)) is None
    unknown = reach_of(Progress(5, 0, "files"))
    assert unknown is not None
    assert unknown.share is None
