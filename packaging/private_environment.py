"""The program's own Python environment: made once, checked by a stamp at every start.

It lies in `.private-env` in the checkout (or where SEQCLR_DESKTOP_ENV says), holds PyTorch, the other
requirements and the program itself in editable form, and can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import installing
import system_libraries
import torch_choice
from trouble import SetupTroubleError, tell

CHECKOUT = Path(__file__).resolve().parent.parent
_FOLDER_VARIABLE = "SEQCLR_DESKTOP_ENV"
_STAMP = "seqclr-desktop.json"


def folder() -> Path:
    """Where the environment is, or will be."""
    wish = os.environ.get(_FOLDER_VARIABLE)
    return Path(wish).expanduser().resolve() if wish else CHECKOUT / ".private-env"


def python_of(environment: Path) -> Path:
    """The environment's interpreter."""
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def ready(*, for_tests: bool) -> Path:
    """The interpreter of an environment that has all the program (and, if wanted, its tests) need.

    Raises SetupTroubleError. An environment with the tests' tools serves the program too.
    """
    environment = folder()
    python = python_of(environment)
    stamp = environment / _STAMP
    fingerprint = _fingerprint()
    found = _read_stamp(stamp)
    is_current = found.get("made from") == fingerprint and python.exists()
    if is_current and (found.get("for tests") or not for_tests):
        return python
    for_tests = for_tests or bool(found.get("for tests"))
    _make(environment)
    installing.install_torch(python)
    installing.install_program(python, CHECKOUT, for_tests=for_tests)
    stamp.write_text(json.dumps({"made from": fingerprint, "for tests": for_tests}), encoding="utf-8")
    return python


def _fingerprint() -> str:
    """Changes when the requirements, the way of installing, this Python or the place of the checkout change."""
    told = hashlib.sha256(f"{sys.version} {sys.base_prefix} {CHECKOUT}".encode())
    packaging = CHECKOUT / "packaging"
    for path in (CHECKOUT / "pyproject.toml", packaging / "installing.py", packaging / "torch_choice.py"):
        told.update(path.read_bytes())
    return told.hexdigest()


def _read_stamp(stamp: Path) -> dict[str, object]:
    try:
        content = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _make(environment: Path) -> None:
    """An environment with a working pip, made anew unless one from an earlier start can be used."""
    if _can_be_used(python_of(environment)):
        return
    if environment.exists() and any(environment.iterdir()) and not (environment / "pyvenv.cfg").exists():
        raise SetupTroubleError(f"{environment} holds something else; name another folder in {_FOLDER_VARIABLE}.")
    tell(f"Making a private environment in {environment}. This happens once.")
    if importlib.util.find_spec("ensurepip") is None:
        system_libraries.provide(["python3-venv"], purpose="This Python cannot make an environment (no ensurepip).")
    # another process: this one would not see an ensurepip that was installed just now
    command = [sys.executable, "-m", "venv", "--clear", str(environment)]
    if _system_torch_serves():
        command.append("--system-site-packages")
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
        raise SetupTroubleError(f"The private environment could not be made in {environment}; the reason is above.")


def _can_be_used(python: Path) -> bool:
    """Whether an earlier environment has a pip and was made by the Python that runs this script."""
    asked = [str(python), "-c", "import pip, sys; print(sys.version)"]
    return python.exists() and installing.output(asked) == sys.version


def _system_torch_serves() -> bool:
    """Whether the Python that runs this script has a PyTorch that an environment on top of it would see."""
    if sys.prefix != sys.base_prefix:  # an environment is not seen from another
        return False
    try:
        version = importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return False
    return torch_choice.serves(version, nvidia=torch_choice.has_nvidia_gpu())
