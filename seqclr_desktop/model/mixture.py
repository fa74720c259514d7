"""Weights between those of a model and of what further teaching made of it.

A model of many hands that learns one hand forgets some of the others; the mixture keeps more of what it knew and has
most of what is new (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022, section 3).
"""

from __future__ import annotations

import copy
from typing import TypeVar

import torch
from torch import nn

TRIED_SHARES = (0.75, 0.5, 0.25)  # of what was learned, where it is to be found out how much of it is best

NetworkT = TypeVar("NetworkT", bound=nn.Module)


def mixture(known: NetworkT, taught: NetworkT, share: float) -> NetworkT:
    """A network of its own, for asking: `known` with `share` (0–1) of the way to `taught` gone, weight by weight.

    Both are of one form; what is not a weight of floating point is as in `known`.
    """
    mixed = copy.deepcopy(known).eval()
    wanted = taught.state_dict()
    with torch.no_grad():
        for name, value in mixed.state_dict().items():
            if value.dtype.is_floating_point:
                value.lerp_(wanted[name], share)
    return mixed
