"""NCE over the instances of two views (arXiv 2012.10873, section 3.4; SimCLR's loss on windows).

For an instance u of one view and its twin v of the other,

    l(u, v) = -log( exp(sim(u, v) / tau) / sum over w != u of exp(sim(u, w) / tau) )

with cosine similarity, where w runs over all instances of both views, other windows of the same line
among them; or, when lines are given, over those of the same line alone. The loss is the mean over both directions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class ContrastiveResult:
    """`loss` scalar with gradient; `retrieval` (0–1): share of instances nearest to their twin.

    `chance_loss` is what guessing among an instance's candidates costs.
    """

    loss: Tensor
    retrieval: float
    chance_loss: float


def contrastive_loss(
    first: Tensor, second: Tensor, temperature: float = 0.1, lines: Tensor | None = None
) -> ContrastiveResult:
    """`first`, `second`: (M, C), twins in the same row, M at least 2. Computed in float32 by log-sum-exp.

    With `lines` (M,), the line of each pair, instances of other lines are no negatives.

    Raises ValueError for fewer than two pairs: nothing could be told apart.
    """
    count = first.shape[0]
    if count < 2 or first.shape != second.shape:
        raise ValueError(f"contrasting needs two or more pairs of equal size, got {first.shape} and {second.shape}")
    wide = first.dtype if first.dtype == torch.float64 else torch.float32  # float16 overflows at e^(1/0.1) * 3
    unit = torch.nn.functional.normalize(torch.cat([first, second]).to(wide), dim=1)  # (2M, C)
    similarity = unit @ unit.T / temperature  # (2M, 2M)
    left_out = torch.eye(2 * count, dtype=torch.bool, device=unit.device)
    if lines is not None:
        line = lines.repeat(2)
        left_out = left_out | (line[:, None] != line[None, :])
    similarity = similarity.masked_fill(left_out, -math.inf)
    twin = torch.arange(2 * count, device=unit.device).roll(count)
    loss = torch.nn.functional.cross_entropy(similarity, twin)
    retrieval = (similarity.detach().argmax(dim=1) == twin).float().mean().item()
    chance_loss = (~left_out).sum(dim=1).log().mean().item()
    return ContrastiveResult(loss, retrieval, chance_loss)
