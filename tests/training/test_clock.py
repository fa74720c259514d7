import pytest

from seqclr_desktop.training.clock import Clock
from seqclr_desktop.training.settings import Budget


class Now:
    """A clock that stands until it is told."""

    def __init__(self) -> None:
        self.time_s = 100.0

    def __call__(self) -> float:
        return self.time_s


def test_minutes_are_used_up_by_time() -> None:
    now = Now()
    clock = Clock(Budget(minutes=2), 1, now=now)
    now.time_s += 60
    assert clock.fraction == 0.5
    assert clock.seconds_left == 60
    now.time_s += 61
    assert clock.is_over


def test_what_is_kept_back_for_the_end_is_no_time_to_learn() -> None:
    now = Now()
    clock = Clock(Budget(minutes=2), 1, now=now)
    clock.keep_back(20)
    now.time_s += 50
    assert clock.fraction == 0.5
    assert clock.seconds_left == 70
    clock.keep_back(10)
    assert clock.fraction == 0.5
    now.time_s += 50
    assert clock.is_over
    clock.keep_back(1000)
    assert clock.fraction == 1


def test_pauses_do_not_count() -> None:
    now = Now()
    clock = Clock(Budget(minutes=1), 1, now=now)
    now.time_s += 10
    clock.hold()
    now.time_s += 86_400
    assert clock.elapsed_s == 10
    clock.go_on()
    now.time_s += 5
    assert clock.elapsed_s == 15


def test_what_was_spent_before_counts() -> None:
    assert Clock(Budget(minutes=1), 1, spent_s=30, now=Now()).fraction == 0.5


@pytest.mark.parametrize("budget", [Budget(epochs=2), Budget(steps=40)])
def test_epochs_and_steps_are_used_up_by_steps_and_the_time_left_is_told_by_their_speed(budget: Budget) -> None:
    now = Now()
    clock = Clock(budget, 20, now=now)
    assert clock.seconds_left is None
    now.time_s += 20
    clock.step = 10
    assert clock.fraction == 0.25
    assert clock.seconds_left == 60
    clock.step = 40
    assert clock.is_over
