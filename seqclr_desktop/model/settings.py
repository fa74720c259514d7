"""What a network is made of: the choices that are stored in its file beside the weights."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


class Preset(StrEnum):
    """Kinds of encoder. `small` learns on two processor cores, `base` wants a graphics card, `paper` is the paper's."""

    SMALL = "small"
    BASE = "base"
    PAPER = "paper"


class BackboneKind(StrEnum):
    """How pictures become visual features."""

    STRIDED = "strided"
    RESNET29 = "resnet29"


class FeatureKind(StrEnum):
    """V and H of the paper: what a frame looks like, and the same in the context of the whole line."""

    VISUAL = "visual"
    CONTEXTUAL = "contextual"


class Mapping(StrEnum):
    """Which stretches of a line are contrasted (arXiv 2012.10873, section 3.3).

    `picture` is what the paper compares itself with, SimCLR: the whole line as one vector before the head, which in
    all others projects frames.
    """

    PICTURE = "picture"
    ALL = "all"
    WINDOW_COUNT = "window-count"
    WINDOW_WIDTH = "window-width"
    FRAME = "frame"


WHOLE_LINES = (Mapping.PICTURE, Mapping.ALL)


class ProjectionKind(StrEnum):
    """The head between features and contrast, thrown away after pretraining."""

    NONE = "none"
    MLP = "mlp"
    BILSTM = "bilstm"


class DecoderKind(StrEnum):
    """How frames become letters."""

    CTC = "ctc"
    ATTENTION = "attention"


@dataclass(frozen=True)
class EncoderSettings:
    """Sizes of the encoder.

    `height_px` is the height of line images. One frame is `frame_px` pixels of line wide.
    `context_size` is the width of each direction of the BiLSTM, `context_layers` how many there are
    (0: convolutions alone). `channels` are three for the strided backbone, four for the residual one.
    """

    height_px: int = 40
    channels: tuple[int, ...] = (32, 64, 128)
    visual_size: int = 256
    neighbour_layers: int = 1
    context_size: int = 160
    context_layers: int = 1
    frame_px: int = 4
    backbone: BackboneKind = BackboneKind.STRIDED

    @property
    def frame_size(self) -> int:
        """Features of a frame as the decoder gets it: visual ones beside contextual ones."""
        return self.visual_size + self.contextual_size

    @property
    def contextual_size(self) -> int:
        return 2 * self.context_size if self.context_layers else 0

    @property
    def first_frame_px(self) -> int:
        """The column at the middle of the first frame; the residual network's frames lie half a frame further left."""
        return 0 if self.backbone is BackboneKind.RESNET29 else self.frame_px // 2

    def size_of(self, features: FeatureKind) -> int:
        return self.visual_size if features is FeatureKind.VISUAL else self.contextual_size

    def to_record(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> EncoderSettings:
        """Settings as stored in a model file; unknown names (of newer programs) are an error of the caller."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in record.items() if name in known}
        values["channels"] = tuple(values["channels"])
        values["backbone"] = BackboneKind(values.get("backbone", BackboneKind.STRIDED))
        return cls(**values)


@dataclass(frozen=True)
class DecoderSettings:
    """Kind and sizes of the decoder.

    For attention: `cell_size` of its LSTM, `place_channels` by which it sees where it looked before (0:
    by content alone, as in the paper, which suits words), and the weight `ctc_auxiliary` of a CTC loss
    learned beside it.
    """

    kind: DecoderKind = DecoderKind.CTC
    cell_size: int = 256
    place_channels: int = 8
    ctc_auxiliary: float = 0.0

    def to_record(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> DecoderSettings:
        """As stored in a model file. Raises TypeError and ValueError for what this program does not know."""
        return cls(**{**record, "kind": DecoderKind(record["kind"])})


PRESETS: dict[Preset, EncoderSettings] = {
    Preset.SMALL: EncoderSettings(),
    Preset.BASE: EncoderSettings(
        height_px=64, channels=(64, 128, 256), visual_size=384, neighbour_layers=2, context_size=256, context_layers=2
    ),
    Preset.PAPER: EncoderSettings(
        height_px=32,
        channels=(128, 256, 512, 512),
        visual_size=512,
        neighbour_layers=0,
        context_size=256,
        context_layers=2,
        backbone=BackboneKind.RESNET29,
    ),
}


def choose_preset(wanted: str, device: torch.device, context_layers: int | None = None) -> EncoderSettings:
    """The encoder of a preset; `auto` is `base` where there is a graphics card, else `small`.

    `context_layers` other than None replaces the preset's number of BiLSTM layers.
    """
    preset = Preset(wanted) if wanted != "auto" else Preset.SMALL if device.type == "cpu" else Preset.BASE
    settings = PRESETS[preset]
    return settings if context_layers is None else replace(settings, context_layers=context_layers)


def choose_decoder(kind: DecoderKind, backbone: BackboneKind, ctc_auxiliary: float = 0.0) -> DecoderSettings:
    """The decoder that goes with an encoder: behind the paper's network it looks by content alone."""
    place_channels = 0 if backbone is BackboneKind.RESNET29 else DecoderSettings.place_channels
    return DecoderSettings(kind, place_channels=place_channels, ctc_auxiliary=ctc_auxiliary)
