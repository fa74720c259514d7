"""What is known of a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class ModelKind(StrEnum):
    """Pretrained models know shapes and cannot read yet; recognisers read."""

    PRETRAINED = "pretrained"
    RECOGNISER = "recogniser"


@dataclass(frozen=True)
class ModelRecord:
    """A model by name, and what came of it.

    `path` is absolute; `parent` names the model it was trained from; `scores` are shares such as
    `valid_cer` 0.083, and the `temperature` of its confidences (`model.calibration`).
    """

    name: str
    kind: ModelKind
    path: Path
    parent: str = ""
    created_at: str = ""
    note: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)

    @property
    def voter_count(self) -> int:
        """How many readers vote in it; 1 for all others."""
        return int(self.settings.get("voters", 1))
