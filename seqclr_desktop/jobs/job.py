"""What a job is: plain arguments, `run(control)`, a report at the end.

A job knows nothing of threads, windows or terminals. It tells its progress to a `Control`, which
answers by raising `Cancelled` when a person asked to stop, and by waiting while they asked to pause.
`ui.job_thread` and `cli.terminal_progress` are the two kinds of `Control`.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from seqclr_desktop.errors import AppError, Cancelled, DeviceError

ResultT = TypeVar("ResultT")
ResultT_co = TypeVar("ResultT_co", covariant=True)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """How far a job is. `total` is 0 when unknown; `seconds_left` is None when unknown."""

    done: int
    total: int
    unit: str
    note: str = ""
    seconds_left: float | None = None


class Control:
    """The line between a job and whoever watches it. Thread-safe; this base reports to nobody.

    A watcher overrides `show`. Requests (`stop`, `pause`, `resume`) may come from any thread; the job
    meets them at its next `report` or `checkpoint`.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._is_interrupted = False
        self._may_run = threading.Event()
        self._may_run.set()

    def show(self, event: object) -> None:
        """Receive a `Progress` or another event of the job, in the job's thread."""

    def report(self, event: object) -> None:
        """Tell the watcher, then obey: wait while paused, raise `Cancelled` when stopped."""
        self.show(event)
        self.checkpoint()

    def checkpoint(self) -> None:
        """Obey without telling anything. Call it at least twice a second."""
        self._may_run.wait()
        if self._stop.is_set():
            raise Cancelled

    def stop(self) -> None:
        self._stop.set()
        self._may_run.set()

    def clear_stop(self) -> None:
        """Called by a job of several parts when a stop has ended one of them and the next begins."""
        self._stop.clear()
        if self._is_interrupted:  # asked afterwards: the program may begin to close at any moment
            self._stop.set()

    def interrupt(self) -> None:
        """Stop because the program is closing: what can be resumed is left to be resumed."""
        self._is_interrupted = True
        self.stop()

    def pause(self) -> None:
        self._may_run.clear()

    def resume(self) -> None:
        self._may_run.set()

    @property
    def is_paused(self) -> bool:
        return not self._may_run.is_set()

    @property
    def is_interrupted(self) -> bool:
        return self._is_interrupted

    @property
    def is_stopping(self) -> bool:
        return self._stop.is_set()


class Job(Protocol[ResultT_co]):
    """A long act. `title` is what a person reads in the list of jobs."""

    @property
    def title(self) -> str: ...

    def run(self, control: Control) -> ResultT_co: ...


@dataclass(frozen=True)
class Done(Generic[ResultT]):
    """The job ended by itself."""

    result: ResultT


@dataclass(frozen=True)
class Failed:
    """The job ended by an error; `is_defect` when it is not one that a person can act upon."""

    error: Exception
    is_defect: bool


@dataclass(frozen=True)
class Stopped:
    """A person stopped the job; what it had finished is kept."""


Outcome = Done[ResultT] | Failed | Stopped


def run(job: Job[ResultT], control: Control) -> Outcome[ResultT]:
    """Run `job` to its end and never raise, so that a thread cannot die of it."""
    try:
        return Done(job.run(control))
    except Cancelled:
        return Stopped()
    except AppError as error:
        return Failed(error, is_defect=False)
    except Exception as error:  # noqa: BLE001 - whatever else it is, it is told as a defect
        if _is_full_memory(error):
            _log.warning("memory full in job %r: %s", job.title, error)
            return Failed(_FULL_MEMORY, is_defect=False)
        _log.exception("defect in job %r", job.title)
        return Failed(error, is_defect=True)


_FULL_MEMORY = DeviceError(
    "The memory does not suffice for this.",
    advice="Close other programs, choose fewer lines at a time or a smaller network, or compute on the processor.",
)


def _is_full_memory(error: Exception) -> bool:
    """PyTorch tells of it in errors of its own, which are known here by their words alone: it is not imported."""
    told = str(error).lower()
    is_torchs = isinstance(error, RuntimeError) and ("out of memory" in told or "can't allocate memory" in told)
    return isinstance(error, MemoryError) or is_torchs
