"""How a job ends, whatever happens in it."""

from __future__ import annotations

from threading import Event

import pytest

from seqclr_desktop.errors import Cancelled, DeviceError
from seqclr_desktop.jobs.job import Control, Failed, run


class JobThatFails:
    """Ends by the error it is given."""

    title = "Fail"

    def __init__(self, error: Exception) -> None:
        self._error = error

    def run(self, control: Control) -> None:
        raise self._error


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        RuntimeError("MPS backend out of memory (MPS allocated: 9.05 GB)"),
        RuntimeError("[enforce fail at alloc_cpu.cpp:114] DefaultCPUAllocator: can't allocate memory"),
    ],
)
def test_full_memory_is_no_mistake_of_the_program(error: Exception) -> None:
    outcome = run(JobThatFails(error), Control())
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, DeviceError)
    assert not outcome.is_defect


class ControlOfAClosingWindow(Control):
    """The window asks it to leave while the next part of a job begins."""

    def __init__(self) -> None:
        super().__init__()
        self._stop = _EventThatIsMissed(self)


class _EventThatIsMissed(Event):
    def __init__(self, control: Control) -> None:
        super().__init__()
        self._control = control

    def clear(self) -> None:
        self._control.interrupt()
        super().clear()


def test_leaving_that_is_asked_for_between_two_parts_of_a_job_is_not_missed() -> None:
    control = ControlOfAClosingWindow()
    control.clear_stop()
    with pytest.raises(Cancelled):
        control.checkpoint()


def test_any_other_error_is_one() -> None:
    error = RuntimeError("the shapes do not fit")
    assert run(JobThatFails(error), Control()) == Failed(error, is_defect=True)
