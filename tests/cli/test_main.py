"""What the terminal does with commands that make no sense, with errors, and without a verb."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from seqclr_desktop.cli.main import VERBS, main
from seqclr_desktop.collection import Collection
from tests.cli.conftest import PROGRAM, Terminal


class WindowThatNotes:
    """Stands for the window, and notes what it was opened with."""

    def __init__(self, exit_code: int = 0) -> None:
        self.exit_code = exit_code
        self.opened_with: list[list[str]] = []

    def __call__(self, arguments: Sequence[str]) -> int:
        self.opened_with.append(list(arguments))
        return self.exit_code


def window_that_breaks(arguments: Sequence[str]) -> int:
    raise RuntimeError("the glass is broken")


def test_no_argument_opens_the_window() -> None:
    window = WindowThatNotes()
    assert main([], window) == 0
    assert window.opened_with == [[]]


def test_a_folder_opens_the_window_on_it(tmp_path: Path) -> None:
    window = WindowThatNotes(exit_code=3)
    assert main([str(tmp_path)], window) == 3
    assert window.opened_with == [[str(tmp_path)]]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_no_display_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    window = WindowThatNotes()
    assert main([], window) == 2
    assert "no display" in capsys.readouterr().err
    assert window.opened_with == []


def test_the_sample_can_be_opened_in_the_window(tmp_path: Path) -> None:
    window = WindowThatNotes()
    folder = tmp_path / "sample"
    assert main(["demo", "--window", "--quiet", "--dir", str(folder)], window) == 0
    assert main(["demo", "--window", "--quiet", "--dir", str(folder)], window) == 0
    assert window.opened_with == [[str(folder)], [str(folder)]]


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["dance"], "dance"),
        (["new"], "COLLECTION"),
        (["pretrain", "c", "--minutes", "0"], "--minutes"),
        (["pretrain", "c", "--minutes", "nan"], "--minutes"),
        (["finetune", "c", "--labels", "-3"], "--labels"),
        (["finetune", "c", "--model", "a", "--from-scratch"], "--from-scratch"),
        (["evaluate", "c", "--device", "abacus"], "abacus"),
        (["export", "c", "--format", "page"], "--out"),
    ],
)
def test_nonsense_is_told_with_exit_code_2_and_as_json(
    arguments: list[str], names: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--json"], WindowThatNotes()) == 2
    said = capsys.readouterr()
    assert names in json.loads(said.out.splitlines()[-1])["error"]
    assert names in said.err


def test_a_missing_collection_has_an_exit_code_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(tmp_path / "nowhere")], WindowThatNotes()) == 4
    assert "nowhere" in capsys.readouterr().err


def test_a_path_that_is_not_there_cannot_be_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", str(tmp_path / "c")], WindowThatNotes())
    assert main(["add", str(tmp_path / "c"), str(tmp_path / "no-scans")], WindowThatNotes()) == 2
    assert "no-scans" in capsys.readouterr().err


def test_a_refused_file_is_named_and_the_exit_code_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.tif").write_text("this is no picture", encoding="utf-8")
    main(["new", str(tmp_path / "c")], WindowThatNotes())
    assert main(["add", str(tmp_path / "c"), str(tmp_path / "page.tif"), "--json"], WindowThatNotes()) == 9
    (refused,) = json.loads(capsys.readouterr().out.splitlines()[-1])["refused"]
    assert refused["path"] == str(tmp_path / "page.tif")
    assert refused["reason"]


def test_there_is_nothing_to_resume(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", str(tmp_path / "c")], WindowThatNotes())
    assert main(["pretrain", str(tmp_path / "c"), "--resume"], WindowThatNotes()) == 2
    assert "no unfinished" in capsys.readouterr().err


def test_a_defect_is_not_blamed_on_the_person_and_is_logged(own_home: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-c", _PROGRAM_WITH_DEFECT, str(tmp_path)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 70
    assert "Traceback" not in done.stderr
    assert "the glass is broken" in (own_home / "log" / "terminal.log").read_text(encoding="utf-8")


_PROGRAM_WITH_DEFECT = """
import sys
from seqclr_desktop.cli.main import main
from tests.cli.test_main import window_that_breaks
sys.exit(main(sys.argv[1:], window_that_breaks))
"""


def test_help_lists_every_verb(terminal: Terminal) -> None:
    said = terminal("--help")
    assert said.exit_code == 0
    assert [verb.NAME for verb in VERBS if f"\n    {verb.NAME}" not in said.out] == []


def test_doctor_tells_versions_devices_memory_and_folders(terminal: Terminal, own_home: Path) -> None:
    report = terminal("doctor", "--json").json
    assert report["packages"]["torch"]
    assert [device["device"] for device in report["devices"]][-1] == "cpu"
    assert report["memory_bytes"] > 2**28
    assert report["folders"]["log"] == str(own_home / "log")
    assert report["problems"] == []


@pytest.mark.parametrize("verb", [verb.NAME for verb in VERBS])
def test_the_manual_explains_every_option(verb: str, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manual = (checkout / "resources" / "manual" / "terminal.md").read_text(encoding="utf-8")
    with pytest.raises(SystemExit, match="0"):
        main([verb, "--help"], WindowThatNotes())
    options = set(re.findall(r"(?<=\s)--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    assert f"`{verb}" in manual
    assert {option for option in options if f"`{option}" not in manual} == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["x" * 300],
        ["info", "x" * 300],
        ["new", f"~nobody-of-this-name/{'x' * 300}"],
        ["add", "~nobody-of-this-name", "x" * 300],
        ["pretrain", "nowhere", "--seed", "-1"],
        ["finetune", "nowhere", "--seed", "99999999999999999999"],
        ["pretrain", "nowhere", "--window-heights", "1e-9"],
        ["pretrain", "nowhere", "--window-count", "1000000000"],
    ],
)
def test_odd_values_are_told_in_a_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--json"], window_that_breaks) in (2, 4, 5)
    said = capsys.readouterr()
    assert json.loads(said.out)["error"] in said.err
    assert "mistake" not in said.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["pretrain", "c", "--projection", "sideways"], "“sideways” is none of: none, mlp, bilstm."),
        (["new", "c", "--direction", "up"], "“up” is none of: auto, ltr, rtl."),
        (["transcripe", "c"], "“transcripe” is none of: "),
    ],
)
def test_a_word_that_is_no_choice_is_told_with_the_choices_as_they_are_typed(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, window_that_breaks) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "<" not in said


def test_a_home_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SEQCLR_DESKTOP_HOME", str(tmp_path / "file"))
    assert main(["doctor"], window_that_breaks) == 5
    assert "A folder that the program needs cannot be made" in capsys.readouterr().err
    assert main([], window_that_breaks) == 70
    assert "mistake" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="has no such pipes")
def test_nobody_who_stops_reading_is_shown_an_error(own_home: Path, tmp_path: Path) -> None:
    Collection.create(tmp_path / "c").close()
    reading, writing = os.pipe()
    os.close(reading)
    try:
        command = [*PROGRAM, "search", str(tmp_path / "c"), "word"]
        environment = {**os.environ, "SEQCLR_DESKTOP_HOME": str(own_home)}
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, env=environment, check=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr.decode()) == (0, "")
