"""Ruling and neighbours' strokes are added to some lines, never taken from one, and never shift it."""

from __future__ import annotations

import torch

from seqclr_desktop.training.paper import add_neighbours, rule_paper
from seqclr_desktop.training.random_draw import Draw


def draw(count: int = 8) -> Draw:
    return Draw(torch.Generator().manual_seed(3), count, torch.device("cpu"))


def inked(count: int = 8) -> torch.Tensor:
    images = torch.zeros(count, 1, 40, 160)
    images[:, :, 8:32, 40:44] = 1.0
    return images


def test_no_chance_changes_nothing() -> None:
    assert rule_paper(inked(), 0.0, draw()) is not None
    assert torch.equal(rule_paper(inked(), 0.0, draw()), inked())
    assert torch.equal(add_neighbours(inked(), 0.0, draw()), inked())


def test_ruled_paper_keeps_the_ink_and_is_fainter() -> None:
    ruled = rule_paper(inked(), 1.0, draw())
    added = ruled - inked()
    assert bool((added >= 0).all())
    assert 0.05 < float(added.max()) <= 0.6
    assert bool((added.flatten(1).max(dim=1).values > 0).all())  # every line


def test_some_paper_is_squared_and_some_only_ruled() -> None:
    empty = torch.zeros(32, 1, 40, 160)
    ruled = rule_paper(empty, 1.0, draw(32))[:, 0]
    covered = (ruled > 0).float().mean(dim=2)  # (32, 40): how much of each row is drawn
    has_uprights = covered.min(dim=1).values > 0
    assert 4 < int(has_uprights.sum()) < 28


def test_neighbours_reach_in_at_the_edges_alone() -> None:
    changed = add_neighbours(inked(), 1.0, draw())
    assert torch.equal(changed[:, :, 8:32], inked()[:, :, 8:32])
    assert float(changed[:, :, :7].sum() + changed[:, :, -7:].sum()) > 0
