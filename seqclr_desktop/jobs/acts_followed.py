"""Going through an act that a collection makes step by step, so that what a stop or an error leaves of it stands."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from seqclr_desktop.errors import AppError, Cancelled
from seqclr_desktop.jobs.job import Control, Progress

StepT = TypeVar("StepT")


def followed(
    steps: Iterator[StepT], reach: Callable[[StepT], Progress], control: Control
) -> tuple[StepT, AppError | None]:
    """How far the act came, and the error that ended it before its time.

    Errors and Cancelled are raised only when nothing was done yet.
    """
    began = time.monotonic()
    act: StepT | None = None
    try:
        for act in steps:
            control.report(_with_time_left(reach(act), time.monotonic() - began))
    except Cancelled:
        if act is None:
            raise
    except AppError as error:
        if act is None:
            raise
        return act, error
    assert act is not None  # an act tells of itself at least once
    return act, None


def _with_time_left(progress: Progress, elapsed_s: float) -> Progress:
    left_s = elapsed_s / max(progress.done, 1) * (progress.total - progress.done)
    return Progress(progress.done, progress.total, progress.unit, progress.note, left_s)
