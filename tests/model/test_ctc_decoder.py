import itertools
import math

import pytest
import torch

from seqclr_desktop.model.ctc_decoder import ctc_loss, frames_needed, read_greedily


def slow_likelihood(probabilities: torch.Tensor, target: list[int]) -> float:
    """Sum over every path of frames that spells the target (Graves et al. 2006, equation 3)."""
    frames, classes = probabilities.shape
    total = 0.0
    for path in itertools.product(range(classes), repeat=frames):
        spelled = [number for number, _ in itertools.groupby(path) if number]
        if spelled == target:
            total += math.prod(float(probabilities[t, number]) for t, number in enumerate(path))
    return total


@pytest.mark.parametrize("target", [[1], [1, 2], [2, 2], [1, 2, 1]])
def test_the_loss_is_the_sum_over_all_paths(target: list[int]) -> None:
    torch.manual_seed(0)
    log_probs = torch.randn(1, 5, 3).log_softmax(dim=2)
    expected = -math.log(slow_likelihood(log_probs[0].exp(), target)) / len(target)
    assert float(ctc_loss(log_probs, torch.tensor([5]), [target])) == pytest.approx(expected, rel=1e-5)


def test_repeats_and_blanks_vanish_and_confidences_stay() -> None:
    best = [1, 1, 0, 1, 2, 0]
    probabilities = torch.full((1, 6, 3), 0.1)
    for frame, number in enumerate(best):
        probabilities[0, frame, number] = 0.6 + 0.05 * frame
    reading = read_greedily(probabilities.log(), torch.tensor([6]))[0]
    assert reading.numbers == (1, 1, 2)
    assert reading.confidences == pytest.approx((0.65, 0.75, 0.8))


def test_padding_is_not_read() -> None:
    log_probs = torch.zeros(1, 4, 2)
    log_probs[0, :, 1] = 5.0
    log_probs[0, 1, 0] = 9.0
    assert read_greedily(log_probs, torch.tensor([1]))[0].numbers == (1,)


def test_equal_neighbours_need_a_frame_between_them() -> None:
    assert frames_needed([1, 2, 3]) == 3
    assert frames_needed([1, 1, 1]) == 5
    assert frames_needed([]) == 0
