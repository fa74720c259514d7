"""The program in a terminal of its own, and a small real collection that went through all its verbs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

PROGRAM = [sys.executable, str(Path(__file__).with_name("guarded_program.py"))]
TRANSCRIBED = ("D-1-notes-1-et-2_0010", "D-2-eurasie-3-4_0020")
UNTRANSCRIBED = "D-6-eurasie-11-12_0006"


@dataclass(frozen=True)
class Said:
    """What a verb left in the terminal."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The object on the last line of standard output."""
        value = json.loads(self.out.splitlines()[-1])
        assert isinstance(value, dict)
        return value


Terminal = Callable[..., Said]


def run_program(*arguments: object, home: Path, environment: Mapping[str, str] | None = None) -> Said:
    """Run the program to its end, with `home` as its home."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        env={**os.environ, "SEQCLR_DESKTOP_HOME": str(home), **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def terminal(own_home: Path) -> Terminal:
    """A function that runs the program with the arguments it is given."""

    def run(*arguments: object, **environment: str) -> Said:
        return run_program(*arguments, home=own_home, environment=environment)

    return run


@pytest.fixture(scope="session")
def scans(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three real pages, two of them transcribed."""
    folder = tmp_path_factory.mktemp("scans")
    sample = checkout / "resources" / "sample_collection" / "pages"
    for name in (*TRANSCRIBED, UNTRANSCRIBED):
        for path in sample.glob(f"{name}.*"):
            shutil.copy(path, folder)
    return folder


@pytest.fixture
def collection(terminal: Terminal, scans: Path, tmp_path: Path) -> Path:
    """A collection of the two transcribed pages."""
    folder = tmp_path / "collection"
    terminal("new", folder)
    for name in TRANSCRIBED:
        terminal("add", folder, scans / f"{name}.jpg")
    return folder


@dataclass
class Work:
    """A collection that went through the verbs, and what each of them said."""

    collection: Path
    out: Path
    lists: Path
    said: dict[str, Said] = field(default_factory=dict)

    def list_of(self, *names: str) -> Path:
        """A file for `--pages-from` with these page names."""
        path = self.lists / f"{'-'.join(names)}.txt"
        path.write_text("".join(f"{name}.jpg\n" for name in names), encoding="utf-8")
        return path


@pytest.fixture(scope="session")
def work(scans: Path, tmp_path_factory: pytest.TempPathFactory) -> Work:
    """The whole work on the three pages, each verb once, as briefly as can be."""
    folder = tmp_path_factory.mktemp("work")
    home = folder / "home"
    result = Work(folder / "collection", folder / "out", folder)
    first, second = TRANSCRIBED
    learning = ("--device", "cpu", "--threads", 1, "--seed", 3, "--epochs", 1)
    steps: dict[str, tuple[object, ...]] = {
        "new": ("new", result.collection, "--name", "Notebooks"),
        "add": ("add", result.collection, scans),
        "add again": ("add", result.collection, scans),
        "lines": ("lines", result.collection),
        "pretrain": (
            "pretrain", result.collection, "--pages-from", result.list_of(UNTRANSCRIBED), "--name", "shapes", *learning,
        ),
        "finetune": (
            "finetune", result.collection, "--model", "shapes", "--labels", 8, "--name", "first reader",
            "--train-pages", result.list_of(first), "--valid-pages", result.list_of(second), *learning,
        ),
        "from scratch": (
            "finetune", result.collection, "--from-scratch", "--labels", 6,
            "--train-pages", result.list_of(first), "--valid-pages", result.list_of(second), *learning,
        ),
        "evaluate": (
            "evaluate", result.collection, "--model", "first reader", "--pages-from", result.list_of(second),
            "--device", "cpu", "--threads", 1,
        ),
        "transcribe": ("transcribe", result.collection, "--model", "first reader", "--threads", 1),
        "transcribe again": ("transcribe", result.collection, "--model", "first reader"),
        **{
            f"export {kind}": ("export", result.collection, "--format", kind, "--out", result.out / kind)
            for kind in ("page", "text", "pairs")
        },
        "next": ("next", result.collection, "--count", 5),
        "search": ("search", result.collection, "balneaire"),
        "models": ("models", result.collection),
        "info": ("info", result.collection),
    }  # fmt: skip
    for name, arguments in steps.items():
        result.said[name] = run_program(*arguments, "--json", home=home)
    return result
