"""How a job ends, whatever happens in it."""

from __future__ import annotations

import pytest

from seqclr_desktop.errors import DeviceError
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


def test_any_other_error_is_one() -> None:
    error = RuntimeError("the shapes do not fit")
    assert run(JobThatFails(error), Control()) == Failed(error, is_defect=True)
