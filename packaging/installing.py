"""Fills the private environment by pip: first the right PyTorch, then the program and what it needs."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import torch_choice
from trouble import SetupTroubleError, tell


def output(command: list[str]) -> str | None:
    """What `command` prints, without blanks at the ends; None when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return None if done.returncode else done.stdout.strip()


def install_torch(python: Path) -> None:
    """See that the environment of `python` has a PyTorch that works. Raises SetupTroubleError."""
    settled = python.parent.parent / "torch-is-settled"  # the best that was to be had, though perhaps without CUDA
    nvidia = torch_choice.has_nvidia_gpu()
    if _torch_works(python, must_have_cuda=nvidia and not settled.exists()):
        return
    for choice in torch_choice.choices(nvidia=nvidia):
        if _gives_torch(python, choice):
            settled.touch()
            return
    raise SetupTroubleError(
        "PyTorch could not be installed. Is this machine connected to the internet? A particular build can be "
        "named in SEQCLR_DESKTOP_TORCH, for example torch==2.7.1."
    )


def _gives_torch(python: Path, choice: torch_choice.TorchChoice) -> bool:
    if choice.needs_host and not torch_choice.answers(choice.needs_host):
        return False
    tell(f"Installing {choice.words} …")
    anew = ["--force-reinstall"] if _version(python, "torch") else []  # one is there, but does not do
    return (
        _pip(python, *anew, *choice.pip_arguments, tells_errors=not choice.is_attempt)
        and _pip(python, torch_choice.REQUIREMENT)  # what it needs itself
        and _torch_works(python, must_have_cuda=choice.must_have_cuda)
    )


def _torch_works(python: Path, *, must_have_cuda: bool) -> bool:
    asked = "import torch; assert torch.ones(2).sum() == 2"
    if must_have_cuda:
        asked += "; assert torch.cuda.is_available()"
    return output([str(python), "-W", "ignore", "-c", asked]) is not None


def install_program(python: Path, checkout: Path, *, for_tests: bool) -> None:
    """Install the program in editable form, with the tests' tools if wanted, and leave PyTorch as it is."""
    tell("Installing the program and what it needs …")
    with (checkout / "pyproject.toml").open("rb") as file:
        tools = tomllib.load(file)["dependency-groups"]["dev"] if for_tests else []
    with tempfile.TemporaryDirectory() as scratch:
        constraint = Path(scratch) / "constraint.txt"
        constraint.write_text(f"torch=={_version(python, 'torch')}\n", encoding="utf-8")
        if not _pip(python, "--constraint", str(constraint), "--editable", str(checkout), *tools):
            raise SetupTroubleError("The program's requirements could not be installed; pip's reasons are above.")


def _version(python: Path, package: str) -> str | None:
    return output([str(python), "-c", f"import importlib.metadata as m; print(m.version({package!r}))"])


def _pip(python: Path, *arguments: str, tells_errors: bool = True) -> bool:
    """`pip install`: its progress is shown where a person watches, its errors unless they are expected."""
    loudness = [] if sys.stderr.isatty() and tells_errors else ["--quiet"]
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "install", *loudness, *arguments]
    errors = None if tells_errors else subprocess.DEVNULL
    return subprocess.run(command, stdout=sys.stderr, stderr=errors, check=False).returncode == 0
