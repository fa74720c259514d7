"""What `run.py test` does: lint, import rules and types, then the tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import system_libraries
from private_environment import CHECKOUT
from trouble import tell

# As many tests at a time as there are cores; a worker takes them in order, so that those of a file share what it made.
_ALL_TESTS = ["--numprocesses=auto", "--dist=worksteal"]
_CHECKS = {
    "Lint (ruff)": ["ruff", "check", "--quiet"],
    "Import rules (import-linter)": ["lint-imports", "--no-logo"],
    "Types (mypy)": ["mypy"],
}


def run(python: Path, pytest_arguments: list[str]) -> int:
    """Run every check, even when an earlier one fails; the exit code is 0 only if all passed.

    With `pytest_arguments`, only pytest runs. Its closing line is the last that is printed when all is well.
    """
    system_libraries.provide_for_qt(with_display=False)
    programs = python.parent
    checks = {} if pytest_arguments else _CHECKS
    failed = [words for words, command in checks.items() if not _passes(words, programs, command)]
    if not _passes("Tests (pytest)", programs, ["pytest", *(pytest_arguments or _ALL_TESTS)]):
        failed.append("Tests (pytest)")
    for words in failed:
        tell(f"Failed: {words}. The reasons are above.")
    return 1 if failed else 0


def _passes(words: str, programs: Path, command: list[str]) -> bool:
    tell(words)
    done = subprocess.run([str(programs / command[0]), *command[1:]], cwd=CHECKOUT, env=_environment(), check=False)
    return done.returncode == 0


def _environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "1"}
