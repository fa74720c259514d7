"""What a network is made of: the choices that are stored in its file beside the weights."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

import torch


class Preset(StrEnum):
    """Sizes of encoder. `small` learns on two processor cores; `base` wants a graphics card."""

    SMALL = "small"
    BASE = "base"


@dataclass(frozen=True)
class EncoderSettings:
    """Sizes of the encoder.

    `height_px` is the height of line images. One frame is `frame_px` pixels of line wide.
    `context_size` is the width of each direction of the BiLSTM, `context_layers` how many there are
    (0: convolutions alone).
    """

    height_px: int = 40
    channels: tuple[int, ...] = (32, 64, 128)
    visual_size: int = 256
    neighbour_layers: int = 1
    context_size: int = 160
    context_layers: int = 1
    frame_px: int = 4

    @property
    def frame_size(self) -> int:
        """Features of a frame as the decoder gets it: visual ones beside contextual ones."""
        return self.visual_size + (2 * self.context_size if self.context_layers else 0)

    def to_record(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> EncoderSettings:
        """Settings as stored in a model file; unknown names (of newer programs) are an error of the caller."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in record.items() if name in known}
        values["channels"] = tuple(values["channels"])
        return cls(**values)


PRESETS: dict[Preset, EncoderSettings] = {
    Preset.SMALL: EncoderSettings(),
    Preset.BASE: EncoderSettings(
        height_px=64, channels=(64, 128, 256), visual_size=384, neighbour_layers=2, context_size=256, context_layers=2
    ),
}


def choose_preset(wanted: str, device: torch.device) -> EncoderSettings:
    """The encoder of a preset; `auto` is `base` where there is a graphics card, else `small`."""
    preset = Preset(wanted) if wanted != "auto" else Preset.SMALL if device.type == "cpu" else Preset.BASE
    return PRESETS[preset]
