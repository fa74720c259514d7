import pytest
import torch
from torch import Tensor

from seqclr_desktop.model.line_norm import LineNorm, _Normalise

WIDTHS = torch.tensor([7, 4])


def normalised(norm: LineNorm, features: Tensor, added: Tensor | None) -> Tensor:
    """Line by line and without padding, by torch's own group normalisation."""
    out = torch.zeros_like(features)
    for row, width in enumerate(WIDTHS.tolist()):
        line = features[row : row + 1, :, :, :width]
        line = torch.nn.functional.group_norm(line, norm.group_count, norm.weight, norm.bias, eps=1e-5)
        if added is not None:
            line = line + added[row : row + 1, :, :, :width]
        out[row, :, :, :width] = line[0].relu() if norm.rectifies else line[0]
    return out


@pytest.mark.parametrize("rectifies", [True, False])
@pytest.mark.parametrize("is_added", [True, False])
def test_it_is_group_normalisation_over_the_true_width(rectifies: bool, is_added: bool) -> None:
    torch.manual_seed(0)
    norm = LineNorm(32, rectifies=rectifies)
    torch.nn.init.uniform_(norm.weight, 0.5, 2)
    torch.nn.init.uniform_(norm.bias, -1, 1)
    features = torch.randn(2, 32, 3, 7) * 3 + 1
    added = torch.randn(2, 32, 3, 7) if is_added else None
    assert torch.allclose(norm(features, WIDTHS, added), normalised(norm, features, added), atol=1e-5)


@pytest.mark.parametrize("rectifies", [True, False])
def test_its_gradients_are_right(rectifies: bool) -> None:
    torch.manual_seed(1)
    features, added = (torch.randn(2, 8, 2, 7, dtype=torch.float64, requires_grad=True) for _ in range(2))
    weight, bias = (torch.rand(8, dtype=torch.float64, requires_grad=True) for _ in range(2))

    def out(features: Tensor, weight: Tensor, bias: Tensor, added: Tensor) -> Tensor:
        result: Tensor = _Normalise.apply(features, WIDTHS, weight, bias, added, 2, rectifies)  # type: ignore[no-untyped-call]
        return result

    assert torch.autograd.gradcheck(out, (features, weight, bias, added))


def test_it_keeps_the_features_and_the_result_alone() -> None:
    features = torch.randn(2, 32, 3, 7, requires_grad=True)
    kept: list[Tensor] = []

    def pack(tensor: Tensor) -> Tensor:
        kept.append(tensor)
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        LineNorm(32)(features, WIDTHS)
    assert sum(tensor.numel() >= features.numel() for tensor in kept) == 2
