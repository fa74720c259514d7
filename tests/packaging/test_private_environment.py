"""The environment is made once, and known again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import making
import private_environment
import pytest
from trouble import SetupTroubleError


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder named as the private environment, with an interpreter that is this one."""
    folder = tmp_path / "environment"
    monkeypatch.setenv("SEQCLR_DESKTOP_ENV", str(folder))
    python = private_environment.python_of(folder)
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return folder


def stamp(environment: Path, **changes: object) -> None:
    content = {"made from": private_environment._fingerprint(), "for tests": False, **changes}
    (environment / "seqclr-desktop.json").write_text(json.dumps(content), encoding="utf-8")


def test_an_environment_with_a_current_stamp_is_taken_as_it_is(environment: Path) -> None:
    stamp(environment)
    assert private_environment.ready(for_tests=False) == private_environment.python_of(environment)


def test_one_made_for_tests_serves_the_program_too(environment: Path) -> None:
    stamp(environment, **{"for tests": True})
    assert private_environment.ready(for_tests=False) == private_environment.python_of(environment)


@pytest.mark.parametrize("content", ["", "[]", '{"made from": "something older", "for tests": true}'])
def test_an_old_or_broken_stamp_is_not_believed(environment: Path, content: str) -> None:
    (environment / "seqclr-desktop.json").write_text(content, encoding="utf-8")
    with pytest.raises(SetupTroubleError, match="holds something else"):  # this one was not made by venv
        private_environment.ready(for_tests=False)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(SetupTroubleError, match="holds something else"):
        making.make(tmp_path, private_environment.python_of(tmp_path))
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "years of work"


@pytest.mark.skipif(sys.platform == "win32", reason="the interpreter here is a shell script")
def test_a_later_start_hands_over_to_the_program_at_once(environment: Path, checkout: Path) -> None:
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    starter = str(base) if base.exists() else sys.executable
    asked = "import sys; sys.path.insert(0, 'packaging'); import private_environment as p; print(p._fingerprint())"
    fingerprint = subprocess.run([starter, "-c", asked], cwd=checkout, capture_output=True, text=True, check=True)
    stamp(environment, **{"made from": fingerprint.stdout.strip()})
    done = subprocess.run(
        [starter, str(checkout / "packaging" / "run.py"), "--version"],
        env={**os.environ, "SEQCLR_DESKTOP_ENV": str(environment)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("SeqCLR Desktop ")


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("env"), reason="needs a shell")
def test_the_start_needs_nothing_but_the_standard_library(checkout: Path) -> None:
    scripts = sorted(path.stem for path in (checkout / "packaging").glob("*.py"))
    asked = f"import sys; sys.path.insert(0, 'packaging'); import {', '.join(scripts)}"
    subprocess.run([sys.executable, "-I", "-S", "-c", asked], cwd=checkout, check=True)
