"""Shares and times as a person says them."""

import pytest

from seqclr_desktop.ui.widgets.wording import clock_words, duration_words, percent_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(10, "less than a minute"), (60, "1 minute"), (719, "12 minutes"), (3600, "1 hour"), (4200, "1 h 10 min")],
)
def test_times_are_said_roughly(seconds: float, words: str) -> None:
    assert duration_words(seconds) == words


def test_shares_have_one_figure_behind_the_point() -> None:
    assert percent_words(0.0812).replace("\u202f", " ") == "8.1 %"


def test_running_time_reads_like_a_clock() -> None:
    assert [clock_words(seconds) for seconds in (7, 247, 3729)] == ["0:07", "4:07", "1:02:09"]
