"""Nothing heavy is imported before something needs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def _imported_after(statement: str, home: Path) -> set[str]:
    """The top-level modules a fresh interpreter has imported after `statement`."""
    program = f"import sys\n{statement}\nprint(' '.join({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "SEQCLR_DESKTOP_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_the_window_opens_before_torch_is_imported(own_home: Path) -> None:
    assert "torch" not in _imported_after("import seqclr_desktop.ui.app", own_home)


def test_the_terminal_needs_neither_torch_nor_qt_to_start(own_home: Path) -> None:
    assert not _imported_after("import seqclr_desktop.cli.main", own_home) & {"torch", "PySide6", "PIL", "scipy"}


@pytest.mark.parametrize("verb", ["new", "info", "models"])
def test_a_look_at_a_collection_needs_no_torch(verb: str, own_home: Path, tmp_path: Path) -> None:
    run = "from seqclr_desktop.__main__ import main"
    assert not _imported_after(
        f"{run}\nmain(['new', {str(tmp_path / 'c')!r}])\nmain([{verb!r}, {str(tmp_path / verb)!r}])", own_home
    ) & {"torch", "PySide6", "scipy"}
