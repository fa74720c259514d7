"""Progress is thinned for files, redrawn for people, and never swallows what matters."""

from __future__ import annotations

import io
import os
import signal

import pytest

from seqclr_desktop.cli.terminal_progress import TerminalProgress
from seqclr_desktop.errors import Cancelled
from seqclr_desktop.jobs.job import Progress
from seqclr_desktop.training.progress_record import FinetuneStep, LinesLeftOut, Validation


class Screen(io.StringIO):
    """A stream somebody looks at."""

    def isatty(self) -> bool:
        return True


class HandClock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def step(number: int) -> FinetuneStep:
    return FinetuneStep(
        number, number / 1000, elapsed_s=number, seconds_left=10, loss=2, learning_rate=0.001, lines_per_second=9
    )


def test_a_file_gets_one_passing_event_in_ten_seconds() -> None:
    stream, clock = io.StringIO(), HandClock()
    progress = TerminalProgress(stream, clock=clock)
    for number in range(1, 301):
        clock.now = number / 10
        progress.report(step(number))
    progress.finish()
    assert len(stream.getvalue().splitlines()) == 4  # after 0.1, 10.1 and 20.1 seconds, and the last


def test_the_last_event_is_always_told() -> None:
    stream = io.StringIO()
    progress = TerminalProgress(stream, clock=HandClock())
    for number in range(1, 6):
        progress.report(Progress(number, 5, "pages"))
    assert stream.getvalue().splitlines() == ["  1 of 5 pages", "  5 of 5 pages"]


def test_a_screen_has_passing_events_redrawn_in_one_line() -> None:
    stream, clock = Screen(), HandClock()
    progress = TerminalProgress(stream, clock=clock)
    for number in range(1, 11):
        clock.now = number
        progress.report(step(number))
    progress.finish()
    assert stream.getvalue().count("\n") == 1
    assert stream.getvalue().count("\r") == 10
    assert "\x1b" not in stream.getvalue()  # old consoles of Windows show such codes
    drawn = stream.getvalue().rstrip("\n").split("\r")[1:]
    assert len({len(line) for line in drawn}) == 1  # each covers what stood there before


def test_validations_and_lines_left_out_are_never_skipped() -> None:
    stream = io.StringIO()
    progress = TerminalProgress(stream, clock=HandClock())
    for number in range(5):
        progress.report(step(number))
        progress.report(Validation(number, 0.1, 1.0, cer=0.5, wer=0.9, is_best=False))
    progress.report(LinesLeftOut("too short for their text", (4, 9)))
    told = stream.getvalue()
    assert told.count("50.0 % wrong letters") == 5
    assert "2 lines left out: too short for their text" in told


def test_quiet_is_quiet() -> None:
    stream = io.StringIO()
    progress = TerminalProgress(stream, is_quiet=True)
    progress.begin("Find lines")
    progress.report(Progress(1, 1, "pages"))
    assert stream.getvalue() == ""


@pytest.mark.skipif(not hasattr(os, "kill"), reason="no signals")
def test_ctrl_c_asks_to_stop_and_then_leaves() -> None:
    progress = TerminalProgress(io.StringIO())
    former = signal.getsignal(signal.SIGINT)
    with progress.obeying_keys():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(Cancelled):
            progress.checkpoint()
        assert not progress.is_interrupted
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is former


def test_a_closing_terminal_interrupts() -> None:
    progress = TerminalProgress(io.StringIO())
    with progress.obeying_keys():
        signal.raise_signal(signal.SIGTERM)
        assert progress.is_interrupted
