"""Weights between those of two networks of one form."""

import torch
from torch import nn

from seqclr_desktop.model.mixture import mixture


class _Network(nn.Module):
    def __init__(self, weight: float, count: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([weight]))
        self.register_buffer("count", torch.tensor(count))


def test_it_lies_between_and_changes_neither() -> None:
    known, taught = _Network(1.0, 3), _Network(5.0, 9)
    shares = {share: mixture(known, taught, share).weight.item() for share in (0.0, 0.25, 0.5, 1.0)}
    assert shares == {0.0: 1.0, 0.25: 2.0, 0.5: 3.0, 1.0: 5.0}
    assert (known.weight.item(), taught.weight.item()) == (1.0, 5.0)


def test_what_is_counted_stays_as_it_was_known() -> None:
    assert int(mixture(_Network(1.0, 3), _Network(5.0, 9), 0.5).count) == 3


def test_it_is_for_asking() -> None:
    known = _Network(1.0, 3)
    assert known.training
    assert not mixture(known, known, 0.5).training
