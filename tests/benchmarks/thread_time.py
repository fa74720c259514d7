"""What a stretch of time in one thread was made of: by the clock, without waiting for a processor, own work."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

_SCHEDULE = Path("/proc/thread-self/schedstat")


@dataclass(frozen=True)
class Moment:
    """Seconds of the thread that took it. Subtracted from a later one it tells what lies between."""

    clock: float
    own: float
    queued: float

    @classmethod
    def now(cls) -> Moment:
        return cls(time.perf_counter(), time.thread_time(), _queued_s())

    def since(self, earlier: Moment) -> Stretch:
        clock, queued = self.clock - earlier.clock, self.queued - earlier.queued
        return Stretch(1000 * clock, 1000 * (clock - queued), 1000 * (self.own - earlier.own))


@dataclass(frozen=True)
class Stretch:
    """In milliseconds. `alone_ms` leaves out standing in line for a processor: other programs' work."""

    clock_ms: float
    alone_ms: float
    own_ms: float


def _queued_s() -> float:
    """How long this thread has stood in line for a processor so far; 0 where the system does not tell."""
    try:
        return int(_SCHEDULE.read_text().split()[1]) / 1e9
    except OSError:
        return 0.0
