"""Which device computes, what it is called, and how many threads it may take."""

from __future__ import annotations

import os
import platform

import torch

from seqclr_desktop.errors import DeviceError

_DEVICE_NAMES = {
    "mps": "Apple graphics ({machine})",
    "one thread": "this computer’s processor (1 thread)",
    "threads": "this computer’s processor ({count} threads)",
}


def choose_device(wanted: str = "auto") -> torch.device:
    """`auto` takes CUDA, then MPS, then the processor. Raises DeviceError when the wanted one is not there."""
    has = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if wanted == "auto":
        return torch.device(next(name for name in ("cuda", "mps", "cpu") if has[name]))
    if wanted not in has:
        raise DeviceError(f"There is no device called “{wanted}”.", advice="Choose auto, cpu, cuda or mps.")
    if not has[wanted]:
        raise DeviceError(
            f"This computer has no {wanted.upper()} device that PyTorch can use.",
            advice="Choose “auto” to use what there is.",
        )
    return torch.device(wanted)


def describe(device: torch.device) -> str:
    """What a person calls the device."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    if device.type == "mps":
        return _DEVICE_NAMES["mps"].format(machine=platform.machine())
    count = torch.get_num_threads()
    return _DEVICE_NAMES["one thread" if count == 1 else "threads"].format(count=count)


def use_threads(count: int | None) -> None:
    """Give the processor's work `count` threads; None takes all cores but one, so that the window keeps moving.

    On two cores both are taken: half the speed would be the worse bargain.
    """
    cores = os.cpu_count() or 1
    torch.set_num_threads(count or (cores if cores <= 2 else cores - 1))
