import math

import pytest
import torch

from seqclr_desktop.training.contrastive_loss import contrastive_loss


def slow_loss(first: torch.Tensor, second: torch.Tensor, temperature: float, lines: list[int] | None = None) -> float:
    """The formula, instance by instance; with `lines` only instances of the same line stand below."""
    everything = [*first, *second]
    count = len(first)
    line = 2 * (lines or [0] * count)

    def similarity(u: torch.Tensor, v: torch.Tensor) -> float:
        return float(u @ v / (u.norm() * v.norm()))

    total = 0.0
    for i, u in enumerate(everything):
        twin = everything[(i + count) % (2 * count)]
        denominator = sum(
            math.exp(similarity(u, w) / temperature) for j, w in enumerate(everything) if j != i and line[j] == line[i]
        )
        total -= math.log(math.exp(similarity(u, twin) / temperature) / denominator)
    return total / (2 * count)


@pytest.mark.parametrize("count", [2, 3, 17])
@pytest.mark.parametrize("temperature", [0.1, 0.5])
def test_the_fast_loss_equals_the_slow_one(count: int, temperature: float) -> None:
    torch.manual_seed(count)
    first, second = torch.randn(2, count, 8, dtype=torch.float64)
    assert float(contrastive_loss(first, second, temperature).loss) == pytest.approx(
        slow_loss(first, second, temperature), abs=1e-6
    )


def test_negatives_can_be_those_of_the_same_line_alone() -> None:
    torch.manual_seed(0)
    first, second = torch.randn(2, 7, 8, dtype=torch.float64)
    lines = [0, 0, 0, 1, 1, 1, 1]
    result = contrastive_loss(first, second, 0.1, torch.tensor(lines))
    assert float(result.loss) == pytest.approx(slow_loss(first, second, 0.1, lines), abs=1e-6)
    assert result.chance_loss == pytest.approx((3 * math.log(5) + 4 * math.log(7)) / 7)


def test_gradients_are_right() -> None:
    torch.manual_seed(0)
    first, second = (torch.randn(4, 5, dtype=torch.float64, requires_grad=True) for _ in range(2))
    assert torch.autograd.gradcheck(lambda a, b: contrastive_loss(a, b).loss, (first, second))
    lines = torch.tensor([0, 0, 1, 1])
    assert torch.autograd.gradcheck(lambda a, b: contrastive_loss(a, b, 0.1, lines).loss, (first, second))


def test_equal_twins_are_found_and_strangers_are_not() -> None:
    torch.manual_seed(0)
    views = torch.randn(50, 16)
    assert contrastive_loss(views, views).retrieval == 1.0
    assert contrastive_loss(views, torch.randn(50, 16)).retrieval < 0.2


def test_equal_instances_cost_what_guessing_costs() -> None:
    result = contrastive_loss(torch.ones(10, 4), torch.ones(10, 4))
    assert float(result.loss) == pytest.approx(result.chance_loss) == pytest.approx(math.log(19))


def test_half_precision_does_not_overflow() -> None:
    views = torch.ones(400, 8).half()
    assert math.isfinite(float(contrastive_loss(views, views, 0.1).loss))


def test_one_pair_cannot_be_contrasted() -> None:
    with pytest.raises(ValueError, match="two or more pairs"):
        contrastive_loss(torch.ones(1, 4), torch.ones(1, 4))
