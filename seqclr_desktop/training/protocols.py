"""The words an experiment is asked for with. Light, so that the terminal can offer them at once."""

from __future__ import annotations

from enum import StrEnum

MINUTES = 10.0  # of each training by itself, unless told otherwise
WHOLE_LINE = "whole line (SimCLR)"  # the row every table has for comparison, beside what was asked for
FROM_BASE = "from the base model"  # the row of that model taught as it is, the control of what is pretrained on from it


class Protocol(StrEnum):
    """The two ways in which the paper shows what pretraining gives."""

    DECODER_EVALUATION = "decoder-evaluation"
    SEMI_SUPERVISED = "semi-supervised"


class Beginning(StrEnum):
    """What trainings of an experiment begin with: chance, or a model of many hands."""

    SCRATCH = "scratch"
    BASE = "base"


class Objective(StrEnum):
    """What an arm is pretrained with."""

    CONTRAST = "contrast"
    MASKED = "masked"
    BOTH = "both"


def training_count(way_count: int, label_count: int, seed_count: int, without_pretraining: int = 1) -> int:
    """How many trainings compare `way_count` ways, the control among them, at `label_count` numbers of labels.

    Each way but those `without_pretraining` pretrains once for a seed, and each way is then taught at every number.
    """
    return (way_count - without_pretraining + way_count * label_count) * seed_count
