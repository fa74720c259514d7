import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest
import torch

from seqclr_desktop.model.ctc_beam import search_ctc
from seqclr_desktop.model.decoder import Beam


def slow_search(probabilities: np.ndarray) -> dict[tuple[int, ...], float]:
    """The probability of every text, summed over all paths of frames that spell it."""
    frames, classes = probabilities.shape
    found: dict[tuple[int, ...], float] = {}
    for path in itertools.product(range(classes), repeat=frames):
        text = tuple(number for number, _ in itertools.groupby(path) if number)
        found[text] = found.get(text, 0.0) + math.prod(probabilities[t, number] for t, number in enumerate(path))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_a_wide_beam_finds_the_likeliest_texts_and_their_probabilities(seed: int) -> None:
    torch.manual_seed(seed)
    log_probs = (2 * torch.randn(6, 3)).log_softmax(dim=1).numpy()
    expected = sorted(slow_search(np.exp(log_probs)).items(), key=lambda entry: -entry[1])[:4]
    found = search_ctc(log_probs, Beam(width=200), 4)
    assert [spelling.numbers for spelling in found] == [numbers for numbers, _ in expected]
    assert [math.exp(spelling.log_probability) for spelling in found] == pytest.approx([p for _, p in expected])


def test_a_text_of_many_paths_beats_the_likeliest_path() -> None:
    """The textbook case: blank twice is the best path, but "a" is the likelier text."""
    log_probs = np.log(np.array([[0.6, 0.4], [0.6, 0.4]]))
    first, second = search_ctc(log_probs, Beam(), 2)
    assert first.numbers == (1,)
    assert math.exp(first.log_probability) == pytest.approx(0.64)
    assert second.numbers == ()


def test_letters_know_their_frames_and_their_certainty() -> None:
    probabilities = np.full((5, 3), 0.01)
    for frame, number in enumerate([1, 1, 0, 1, 2]):
        probabilities[frame, number] = 0.9
    spelling = search_ctc(np.log(probabilities), Beam())[0]
    assert spelling.numbers == (1, 1, 2)
    assert spelling.frames[1:] == (3, 4)
    assert spelling.confidences == pytest.approx((0.9, 0.9, 0.9))


class NothingAfterOneButTwo:
    """A language in which 2 follows 1, and nothing else does."""

    def log_probability(self, before: Sequence[int], number: int) -> float:
        return -9.0 if before and before[-1] == 1 and number != 2 else -0.1


def test_a_language_decides_where_the_picture_does_not() -> None:
    log_probs = np.log(np.array([[0.05, 0.9, 0.025, 0.025], [0.02, 0.01, 0.47, 0.5]]))
    assert search_ctc(log_probs, Beam())[0].numbers == (1, 3)
    assert search_ctc(log_probs, Beam(language=NothingAfterOneButTwo()))[0].numbers == (1, 2)


class Doubting:
    """A language that thinks little of every letter, and least of 2."""

    def log_probability(self, before: Sequence[int], number: int) -> float:
        return -30.0 if number == 2 else -20.0


def test_a_long_line_does_not_fade_away() -> None:
    """Neither the product of hundreds of probabilities nor that of the language's fits into a number."""
    sharp = np.tile([[1e-12, 1.0, 1e-12], [1.0, 1e-12, 1e-12]], (300, 1))
    assert search_ctc(np.log(sharp), Beam(language=Doubting(), language_weight=1.0))[0].numbers == (1,) * 300
    rows = np.random.default_rng(0).dirichlet(np.ones(80), size=900)
    assert -math.inf < search_ctc(np.log(rows), Beam())[0].log_probability < -750
