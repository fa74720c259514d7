"""What a training will probably run on, told without the second and a half that PyTorch takes to load."""

from __future__ import annotations

import os
import platform
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from seqclr_desktop.ui.text import tr

_NVIDIA = Path("/proc/driver/nvidia/gpus")


def device_guess() -> str:
    """A name for people. What it really ran on is told as soon as it runs."""
    if sys.platform == "darwin" and platform.machine() == "arm64":
        return tr("the graphics part of this Mac")
    if not _torch_version().endswith("+cpu") and (graphics := _nvidia_name()):
        return graphics
    return tr("this computer's processor, {n} core(s)", os.cpu_count() or 1)


@cache
def _torch_version() -> str:
    try:
        return metadata.version("torch")
    except metadata.PackageNotFoundError:
        return ""


def _nvidia_name() -> str:
    for information in sorted(_NVIDIA.glob("*/information")) if _NVIDIA.is_dir() else ():
        for row in information.read_text(errors="replace").splitlines():
            if row.startswith("Model:"):
                return row.split(":", 1)[1].strip()
    return ""
