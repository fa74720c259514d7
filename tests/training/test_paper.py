"""Ruling, neighbours' strokes and blots come upon some lines, and never shift one."""

from __future__ import annotations

import torch

from seqclr_desktop.training.paper import add_blots, add_neighbours, rule_paper
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
    assert torch.equal(add_blots(inked(), 0.0, draw()), inked())


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


def test_blots_are_few_and_soft_and_lie_on_as_many_lines_as_the_chance_says() -> None:
    grey = torch.full((400, 1, 40, 400), 0.5)
    change = (add_blots(grey, 0.3, draw(400)) - grey)[:, 0]
    covered = (change.abs() > 0.01).flatten(1).float().mean(dim=1)  # of each line
    assert 0.2 < float((covered > 0).float().mean()) < 0.4
    assert float(covered.max()) < 3 * 3.15 * (0.4 * 40) ** 2 / (40 * 400)  # three of the largest at most
    assert float(change.diff(dim=2).abs().max()) < 0.5  # no sharp edges


def test_some_blots_are_ink_and_some_bleach_it() -> None:
    grey = torch.full((64, 1, 40, 160), 0.5)
    change = (add_blots(grey, 1.0, draw(64)) - grey).flatten(1)
    assert 10 < int((change.max(dim=1).values > 0).sum()) < 64
    assert 10 < int((change.min(dim=1).values < 0).sum()) < 64
    blotted = add_blots(inked(64), 1.0, draw(64))
    assert float(blotted.min()) >= 0
    assert float(blotted.max()) <= 1
