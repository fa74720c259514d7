"""Makes the empty private environment, with what Python itself may lack for that."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import subprocess
import sys
from pathlib import Path

import installing
import system_libraries
import torch_choice
from private_environment import FOLDER_VARIABLE
from trouble import SetupTroubleError, tell


def make(environment: Path, python: Path) -> None:
    """An environment with a working pip, made anew unless one from an earlier start can be used.

    Raises SetupTroubleError.
    """
    if _can_be_used(environment, python):
        return
    if environment.exists() and any(environment.iterdir()) and not (environment / "pyvenv.cfg").exists():
        raise SetupTroubleError(f"{environment} holds something else; name another folder in {FOLDER_VARIABLE}.")
    tell(f"Making a private environment in {environment}. This happens once.")
    if importlib.util.find_spec("ensurepip") is None:
        system_libraries.provide(["python3-venv"], purpose="This Python cannot make an environment (no ensurepip).")
    # another process: this one would not see an ensurepip that was installed just now
    command = [sys.executable, "-m", "venv", "--clear", str(environment)]
    if _system_torch_serves():
        command.append("--system-site-packages")
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
        raise SetupTroubleError(f"The private environment could not be made in {environment}; the reason is above.")


def _can_be_used(environment: Path, python: Path) -> bool:
    """Whether an earlier environment has a pip, was made by the Python that runs this script, and was not moved."""
    description = environment / "pyvenv.cfg"
    if not (python.exists() and description.exists()):
        return False
    is_in_place = str(environment) in description.read_text(encoding="utf-8")  # its scripts name their interpreter
    asked = [str(python), "-c", "import pip, sys; print(sys.version)"]
    return is_in_place and installing.output(asked) == sys.version


def _system_torch_serves() -> bool:
    """Whether the Python that runs this script has a PyTorch that an environment on top of it would see."""
    if sys.prefix != sys.base_prefix:  # an environment is not seen from another
        return False
    try:
        version = importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return False
    return torch_choice.serves(version, nvidia=torch_choice.has_nvidia_gpu())
