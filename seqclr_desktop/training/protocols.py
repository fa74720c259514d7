"""The words an experiment is asked for with. Light, so that the terminal can offer them at once."""

from __future__ import annotations

from enum import StrEnum


class Protocol(StrEnum):
    """The two ways in which the paper shows what pretraining gives."""

    DECODER_EVALUATION = "decoder-evaluation"
    SEMI_SUPERVISED = "semi-supervised"


class Objective(StrEnum):
    """What an arm is pretrained with."""

    CONTRAST = "contrast"
    MASKED = "masked"
    BOTH = "both"
