"""How far a training is in its budget, whatever interrupted it."""

from __future__ import annotations

import time
from collections.abc import Callable

from seqclr_desktop.training.settings import Budget


class Clock:
    """Counts the seconds of work, not those spent paused or closed, and the share of the budget they make.

    `steps_per_epoch` is how many steps go once over the lines; `spent_s` is what an earlier part of
    the same run (or the preparation before it) used up already.
    """

    def __init__(
        self, budget: Budget, steps_per_epoch: int, spent_s: float = 0.0, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._budget = budget
        self._step_total = budget.step_total(steps_per_epoch)
        self._spent_s = spent_s
        self._now = now
        self._since = now()
        self._stopped_at: float | None = None
        self._kept_back_s = 0.0
        self.step = 0

    @property
    def elapsed_s(self) -> float:
        until = self._now() if self._stopped_at is None else self._stopped_at
        return self._spent_s + until - self._since

    def hold(self) -> None:
        """Stop counting: someone else has the thread, perhaps for a pause of days."""
        self._stopped_at = self._now()

    def go_on(self) -> None:
        if self._stopped_at is not None:
            self._since += self._now() - self._stopped_at
            self._stopped_at = None

    def keep_back(self, seconds: float) -> None:
        """Of a budget of minutes so much is for what comes after the learning, such as the last reading of the
        validation lines. What falls with `fraction`, the learning rate above all, then reaches its end.
        """
        self._kept_back_s = max(self._kept_back_s, seconds)  # what was told as gone by does not come back

    @property
    def fraction(self) -> float:
        """0 at the start, 1 when the budget is used up but for what was kept back."""
        if self._budget.minutes is not None:
            return min(1.0, self.elapsed_s / max(60 * self._budget.minutes - self._kept_back_s, 1e-6))
        return min(1.0, self.step / self._step_total)

    @property
    def seconds_left(self) -> float | None:
        """By the clock for minutes, by the speed so far for steps and epochs; None before the first step."""
        if self._budget.minutes is not None:
            return max(0.0, 60 * self._budget.minutes - self.elapsed_s)
        return self.elapsed_s / self.step * (self._step_total - self.step) if self.step else None

    @property
    def is_over(self) -> bool:
        return self.fraction >= 1.0
