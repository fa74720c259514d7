"""Everything a training needs to go on after the program was closed or killed, in one file.

Weights, optimiser, counters and the running mean; random numbers need no saving, since they are drawn
from seed and step (`lines.seeded_generator`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from seqclr_desktop.errors import TrainingError
from seqclr_desktop.model.checkpoint import read_header, read_tensors, write_tensors


@dataclass(frozen=True)
class SavedState:
    """`tensors` by name and `values` that JSON can hold, as they were in the file `path`."""

    path: Path
    tensors: Mapping[str, Tensor]
    values: Mapping[str, Any]


def save_state(path: Path, modules: Mapping[str, nn.Module], optimizer: torch.optim.Optimizer, values: Any) -> None:
    """Write atomically. Raises StorageError; the state saved before then stays."""
    tensors = {f"{name}/{key}": t for name, module in modules.items() for key, t in module.state_dict().items()}
    steps: dict[str, float] = {}
    for number, parameter in enumerate(_parameters(optimizer)):
        for key, value in optimizer.state.get(parameter, {}).items():
            if key == "step":
                steps[str(number)] = float(value)
            else:
                tensors[f"optimizer/{number}/{key}"] = value
    write_tensors(path, tensors, {"values": values, "optimizer_steps": steps})


def load_state(path: Path) -> SavedState:
    """Raises ModelError when the file is missing or damaged."""
    return SavedState(path, read_tensors(path), read_header(path))


def no_longer_fits(path: Path) -> TrainingError:
    """What is told of a state that belongs to another network."""
    return TrainingError(
        "What was learned before the break does not fit any more: the lines or the models have changed since.",
        where=str(path),
        advice="Begin a new training.",
    )


def restore(state: SavedState, modules: Mapping[str, nn.Module], optimizer: torch.optim.Optimizer) -> Mapping[str, Any]:
    """Put weights and optimiser back; returns the `values` that were saved with them.

    Raises TrainingError when they are those of another network.
    """
    for name, module in modules.items():
        prefix = f"{name}/"
        own = {key.removeprefix(prefix): tensor for key, tensor in state.tensors.items() if key.startswith(prefix)}
        try:
            module.load_state_dict(own)
        except RuntimeError as error:
            raise no_longer_fits(state.path) from error
    for number, parameter in enumerate(_parameters(optimizer)):
        step = state.values["optimizer_steps"].get(str(number))
        if step is None:
            continue
        optimised = {
            key.rsplit("/", 1)[1]: tensor.to(parameter.device)
            for key, tensor in state.tensors.items()
            if key.startswith(f"optimizer/{number}/")
        }
        optimizer.state[parameter] = {"step": torch.tensor(step), **optimised}
    values: Mapping[str, Any] = state.values["values"]
    return values


def _parameters(optimizer: torch.optim.Optimizer) -> list[Tensor]:
    return [parameter for group in optimizer.param_groups for parameter in group["params"]]
