"""What `run.py` makes of its arguments."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import run


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.mark.usefixtures("display")
def test_with_a_display_the_demo_is_a_window() -> None:
    assert run.program_arguments(["demo"]) == ["demo", "--window"]


@pytest.mark.usefixtures("display")
@pytest.mark.parametrize("arguments", [["demo", "--json"], ["demo", "--help"], ["info", "c"], []])
def test_everything_else_stays_as_it_was_typed(arguments: list[str]) -> None:
    assert run.program_arguments(arguments) == arguments


@pytest.mark.usefixtures("no_display")
def test_without_a_display_the_demo_is_the_whole_work_in_the_terminal() -> None:
    assert run.program_arguments(["demo", "--minutes", "2"]) == ["demo", "--minutes", "2"]


def test_the_window_opens_for_no_verb_and_for_a_collection(tmp_path: Path) -> None:
    assert run.opens_window([])
    assert run.opens_window([str(tmp_path)])
    assert run.opens_window(["demo", "--window"])
    assert not run.opens_window(["info", str(tmp_path)])


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_leaves_the_program_the_time_to_stop(tmp_path: Path) -> None:
    stops_slowly = (
        "import pathlib, signal, sys, time\n"
        "signal.signal(signal.SIGINT, lambda *_: (time.sleep(1), sys.exit(7)))\n"
        f"pathlib.Path({str(tmp_path / 'ready')!r}).touch()\n"
        "time.sleep(60)\n"
    )
    waits = f"import sys, run; sys.exit(run.wait_for([sys.executable, '-c', {stops_slowly!r}]))"
    folder = str(Path(run.__file__).parent)
    with subprocess.Popen([sys.executable, "-c", waits], cwd=folder, start_new_session=True) as waiting:
        while not (tmp_path / "ready").exists() and waiting.poll() is None:
            time.sleep(0.05)
        os.killpg(waiting.pid, signal.SIGINT)
        assert waiting.wait(60) == 7
