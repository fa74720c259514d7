"""Which PyTorch suits this machine: the one already there, one for its NVIDIA GPU, or the small one for the CPU.

PyPI's wheels for Linux bring CUDA along (some 3 GB); its wheels for Windows and macOS do not. The other builds are
on PyTorch's own index. A machine that cannot reach it falls back to what its pip is configured for.
"""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

REQUIREMENT = "torch>=2.6"
TORCH_INDEX_HOST = "download.pytorch.org"
TORCH_INDEX = f"https://{TORCH_INDEX_HOST}/whl"
_KEPT = ("--no-index", "--no-deps", REQUIREMENT)  # only what pip's find-links name
Connect = Callable[[tuple[str, int], float], socket.socket]
_CHOICE_VARIABLE = "SEQCLR_DESKTOP_TORCH"


@dataclass(frozen=True)
class TorchChoice:
    """One way to get PyTorch: arguments of `pip install`. `needs_host` must answer for it to be tried."""

    words: str
    pip_arguments: tuple[str, ...]
    needs_host: str = ""
    must_have_cuda: bool = False
    is_attempt: bool = False  # a failure is expected, and not worth telling


def has_nvidia_gpu() -> bool:
    """Whether NVIDIA's driver is there and knows a GPU."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return False
    try:
        listed = subprocess.run([program, "--list-gpus"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return listed.returncode == 0 and "GPU 0" in listed.stdout


def choices(*, nvidia: bool, system: str = sys.platform) -> Iterator[TorchChoice]:
    """The ways to try, best first. A wish in SEQCLR_DESKTOP_TORCH is the only one."""
    wish = os.environ.get(_CHOICE_VARIABLE, "").strip()
    if wish:
        yield TorchChoice(f"PyTorch as wished ({wish})", tuple(shlex.split(wish)))
        return
    configured = TorchChoice("PyTorch", (REQUIREMENT,))
    if nvidia:
        yield from _for_nvidia(system)
    if system.startswith("linux"):
        # a wheel kept on this machine (pip's find-links) costs no download, and is there for a reason
        yield TorchChoice("PyTorch kept on this machine", _KEPT, is_attempt=True)
        index = ("--index-url", f"{TORCH_INDEX}/cpu")
        yield TorchChoice("PyTorch for the CPU", (*index, REQUIREMENT), TORCH_INDEX_HOST)
    yield configured


def _for_nvidia(system: str) -> Iterator[TorchChoice]:
    if system.startswith("linux"):
        yield TorchChoice("PyTorch with CUDA", (REQUIREMENT,), must_have_cuda=True)
    for build in ("cu128", "cu126"):  # newer first; older drivers know only the older
        index = ("--index-url", f"{TORCH_INDEX}/{build}")
        yield TorchChoice(f"PyTorch with CUDA ({build})", (*index, REQUIREMENT), TORCH_INDEX_HOST, must_have_cuda=True)


def answers(host: str, *, timeout_s: float = 4.0, connect: Connect = socket.create_connection) -> bool:
    """Whether `host` can be spoken to, found out in a bounded time even where looking up its name hangs."""
    reached = threading.Event()

    def knock() -> None:
        try:
            connect((host, 443), timeout_s).close()
        except OSError:
            return
        reached.set()

    knocking = threading.Thread(target=knock, daemon=True)
    knocking.start()
    knocking.join(timeout_s)
    return reached.is_set()


def serves(version: str, *, nvidia: bool) -> bool:
    """Whether an installed PyTorch of this `version` is new enough, and with CUDA where there is a GPU for it."""
    number, _, build = version.partition("+")
    try:
        major_minor = tuple(int(part) for part in number.split(".")[:2])
    except ValueError:
        return False
    is_build_fit = not nvidia or build.startswith("cu") or (not build and platform.system() == "Linux")
    return major_minor >= (2, 6) and is_build_fit
