"""`doctor`: what this machine has, for a person in need of help and for whoever helps."""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import seqclr_desktop
from seqclr_desktop import places
from seqclr_desktop.cli.memory import memory_bytes
from seqclr_desktop.cli.verb import PARTLY_DONE, Answer, Call
from seqclr_desktop.cli.wording import counted

NAME = "doctor"
SUMMARY = "tell versions, devices, memory and folders, and what is amiss"
_PACKAGES = (
    "torch", "pyside6-essentials", "pyqtgraph", "numpy", "scipy", "pillow", "pypdfium2", "lxml", "rapidfuzz",
    "python-bidi", "safetensors", "platformdirs", "filelock",
)  # fmt: skip
_FOLDERS: dict[str, Callable[[], Path]] = {
    "settings": places.config_folder,
    "data": places.data_folder,
    "cache": places.cache_folder,
    "log": places.log_folder,
    "resources": places.resources_folder,
    "collections": places.works_folder,
}


def add_options(parser: argparse.ArgumentParser) -> None:
    del parser  # it has none of its own


def run(call: Call) -> Answer:
    del call
    versions = {name: _version(name) for name in _PACKAGES}
    problems = [f"{name} is not installed." for name, version in versions.items() if version is None]
    devices, device_problems = _devices()
    problems += device_problems
    folders = {name: find() for name, find in _FOLDERS.items()}
    free_bytes = shutil.disk_usage(folders["data"]).free
    report = {
        "version": seqclr_desktop.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "executable": sys.executable,
        "packages": versions,
        "devices": devices,
        "processor_count": os.cpu_count(),
        "memory_bytes": memory_bytes(),
        "free_disk_bytes": free_bytes,
        "folders": folders,
        "problems": problems,
    }
    sentences = (
        f"SeqCLR Desktop {report['version']}, Python {report['python']}, {report['system']}",
        "Packages: " + ", ".join(f"{name} {version or 'missing'}" for name, version in versions.items()),
        "Devices: " + "; ".join(f"{device['name']} ({device['device']})" for device in devices),
        f"{counted(os.cpu_count() or 1, 'processor')}, {_gigabytes(memory_bytes())} of memory, "
        f"{_gigabytes(free_bytes)} free for the program's data",
        *(f"Folder for {name}: {folder}" for name, folder in folders.items()),
        *(f"Amiss: {problem}" for problem in problems),
    )
    return Answer(report, sentences, PARTLY_DONE if problems else 0)


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _devices() -> tuple[list[dict[str, str]], list[str]]:
    """The devices a training can choose from, fastest first, and what is wrong with them."""
    if importlib.util.find_spec("torch") is None:
        return [], []
    import torch

    from seqclr_desktop.errors import DeviceError
    from seqclr_desktop.model.device import choose_device, describe

    devices = []
    for wish in ("cuda", "mps", "cpu"):
        try:
            devices.append({"device": wish, "name": describe(choose_device(wish))})
        except DeviceError:
            continue
    has_driver = shutil.which("nvidia-smi") is not None
    if has_driver and not torch.cuda.is_available():
        return devices, ["There is an NVIDIA driver, but this PyTorch cannot use the GPU."]
    return devices, []


def _gigabytes(count: int | None) -> str:
    return "unknown" if count is None else f"{count / 2**30:.1f} GiB"
