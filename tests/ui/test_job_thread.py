"""The bridge between a job's thread and the window's."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from seqclr_desktop.errors import TrainingError
from seqclr_desktop.jobs.job import Done, Failed, Job, Outcome, Progress, Stopped
from seqclr_desktop.training.progress_record import FinetuneStep, LinesLeftOut, Stage, StageBegan, Validation
from seqclr_desktop.ui.job_thread import JobThread, Mailbox
from tests.ui.fakes import JobThatGoesOn, JobThatReports


def _run(qtbot: QtBot, job: Job[object]) -> tuple[list[object], Outcome[object], list[bool]]:
    """The events and the outcome as the window gets them, and whether each came in this thread."""
    thread = JobThread(job)
    here = threading.get_ident()
    events: list[object] = []
    is_here: list[bool] = []

    def take(event: object) -> None:
        events.append(event)
        is_here.append(threading.get_ident() == here)

    thread.progressed.connect(take)
    with qtbot.waitSignal(thread.ended, timeout=20_000) as ended:
        thread.start()
    thread.wait()
    return events, ended.args[0], is_here


def _validation(step: int) -> Validation:
    return Validation(step, 0.5, 1.0, 0.1, 0.2, is_best=False)


def test_a_flood_of_progress_is_thinned_and_its_last_drop_delivered(qtbot: QtBot) -> None:
    flood = [Progress(done, 20_000, "lines") for done in range(20_001)]
    events, outcome, _ = _run(qtbot, JobThatReports(*flood))
    assert len(events) < 2_000
    assert events[-1] == flood[-1]
    assert outcome == Done("done")


def test_events_that_matter_all_arrive_in_order_among_a_flood(qtbot: QtBot) -> None:
    mattering: list[object] = [StageBegan(Stage.FINETUNE), LinesLeftOut("too short", (1,))]
    mattering += [_validation(step) for step in range(40)]
    flood: list[object] = []
    for event in mattering:
        flood += [event, *(FinetuneStep(step, 0.1, 1.0, None, 1.0, 0.1, 9.0) for step in range(200))]
    events, _, _ = _run(qtbot, JobThatReports(*flood))
    assert [event for event in events if not isinstance(event, FinetuneStep)] == mattering
    assert isinstance(events[-1], FinetuneStep)


def test_everything_arrives_in_the_thread_of_the_window(qtbot: QtBot) -> None:
    _, _, is_here = _run(qtbot, JobThatReports(*(_validation(step) for step in range(5))))
    assert is_here == [True] * 5


def test_an_error_for_people_ends_the_job_without_being_called_a_defect(qtbot: QtBot) -> None:
    error = TrainingError("Nothing to learn from.")
    _, outcome, _ = _run(qtbot, JobThatReports(result=error))
    assert outcome == Failed(error, is_defect=False)


def test_a_defect_is_called_one(qtbot: QtBot) -> None:
    error = ZeroDivisionError("oh")
    _, outcome, _ = _run(qtbot, JobThatReports(result=error))
    assert outcome == Failed(error, is_defect=True)


def test_a_job_is_stopped_at_its_next_report(qtbot: QtBot) -> None:
    job = JobThatGoesOn()
    thread = JobThread(job)
    with qtbot.waitSignal(thread.ended, timeout=20_000) as ended:
        thread.start()
        qtbot.waitUntil(job.has_begun.is_set)
        thread.control.stop()
    assert ended.args[0] == Stopped()
    thread.wait()


def test_stop_and_wait_returns_only_when_the_thread_is_gone(qtbot: QtBot) -> None:
    job = JobThatGoesOn()
    thread = JobThread(job)
    thread.start()
    qtbot.waitUntil(job.has_begun.is_set)
    assert thread.stop_and_wait(20_000)
    assert job.has_ended.is_set()
    assert not thread.isRunning()


def test_a_mailbox_keeps_the_newest_of_each_kind_that_is_replaced() -> None:
    box = Mailbox()
    first, second = Progress(1, 3, "pages"), Progress(2, 3, "pages")
    assert box.put(first)
    assert not box.put(_validation(1))
    assert not box.put(second)
    assert box.take_all() == [_validation(1), second]
    assert box.take_all() == []
