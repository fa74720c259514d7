"""A training in a terminal is stopped, or the terminal closed, and nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX has them")


@contextmanager
def learning(collection: Path, home: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A fine-tuning that goes on, its first step already told."""
    command = [*PROGRAM, "finetune", str(collection), "--json", "--threads", "1", *options]
    environment = {**os.environ, "SEQCLR_DESKTOP_HOME": str(home)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as program:
        try:
            assert program.stderr is not None
            told = ""
            for line in program.stderr:
                told += line
                if "fine-tuning" in line:
                    break
            else:
                pytest.fail(f"it ended before it learned anything: {told}")
            yield program
        finally:
            program.kill()


def test_ctrl_c_keeps_the_best_model_so_far(collection: Path, own_home: Path, terminal: Terminal) -> None:
    with learning(collection, own_home, "--minutes", "20") as program:
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=120)
    assert program.returncode == 130
    assert "What is finished is kept" in err
    report = json.loads(out.splitlines()[-1])
    assert report["was_stopped"] is True
    assert terminal("models", collection, "--json").json["models"][0]["name"] == report["model_name"]


def test_a_training_whose_terminal_was_closed_goes_on_where_it_stopped(
    collection: Path, own_home: Path, terminal: Terminal
) -> None:
    with learning(collection, own_home, "--epochs", "2", "--labels", "16") as program:
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=120)
    assert program.returncode == 130
    (unfinished,) = terminal("info", collection, "--json").json["unfinished_runs"]
    assert unfinished["kind"] == "finetune"

    resumed = terminal("finetune", collection, "--resume", "--json")

    assert resumed.exit_code == 0, resumed.err
    assert resumed.json["run_id"] == unfinished["id"]
    assert resumed.json["was_stopped"] is False
    assert resumed.json["train_line_count"] == 16
    assert terminal("info", collection, "--json").json["unfinished_runs"] == []
