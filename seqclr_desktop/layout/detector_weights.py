"""The line detector's weights: one safetensors file in half precision, among the bundled models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from seqclr_desktop.errors import ModelError
from seqclr_desktop.places import bundled_models_folder

if TYPE_CHECKING:
    from seqclr_desktop.layout.detector import LineDetector

WEIGHTS_NAME = "line_detector.safetensors"


def bundled_weights() -> Path | None:
    """Where the bundled weights lie, or None when they are missing."""
    try:
        path = bundled_models_folder() / WEIGHTS_NAME
    except FileNotFoundError:
        return None
    return path if path.is_file() else None


def save_detector(network: LineDetector, path: Path) -> None:
    """Write the weights in half precision; an older file is replaced only once the new one is complete."""
    import torch
    from safetensors.torch import save

    tensors = {
        name: value.to(torch.float16).contiguous() if value.dtype.is_floating_point else value
        for name, value in network.state_dict().items()
    }
    part = path.with_suffix(".part")
    part.write_bytes(save(tensors, {"kind": "line detector", "shape": json.dumps(network.shape.as_dict())}))
    part.replace(path)


def load_detector(path: Path) -> LineDetector:
    """The network, ready to be asked. Raises ModelError when the file is no line detector."""
    from safetensors import SafetensorError, safe_open

    from seqclr_desktop.layout.detector import DetectorShape, LineDetector

    try:
        with safe_open(path, framework="pt") as file:
            shape = DetectorShape(**json.loads(file.metadata()["shape"]))
            network = LineDetector(shape)
            network.load_state_dict({name: file.get_tensor(name).float() for name in file.keys()})  # noqa: SIM118
    except (OSError, SafetensorError, RuntimeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            "This file holds no line detector of this program.", where=str(path), advice="Install the program again."
        ) from error
    return network.eval()
