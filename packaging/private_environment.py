"""The program's own Python environment: made once, checked by a stamp at every start.

It lies in `.private-env` in the checkout (or where SEQCLR_DESKTOP_ENV says), holds PyTorch, the other
requirements and the program itself in editable form, and can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDER_VARIABLE = "SEQCLR_DESKTOP_ENV"
_STAMP = "seqclr-desktop.json"


def folder() -> Path:
    """Where the environment is, or will be."""
    wish = os.environ.get(FOLDER_VARIABLE)
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
    import installing  # from here on it takes minutes; until here, a start should cost nothing
    import making

    making.make(environment, python)
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
