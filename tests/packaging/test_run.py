"""What `run.py` makes of its arguments."""

from __future__ import annotations

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
