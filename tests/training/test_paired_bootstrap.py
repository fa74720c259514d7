import random

import numpy as np
import pytest

from seqclr_desktop.training.paired_bootstrap import paired_interval, rates, relative_reduction


def counts_of(wrong_share: float, seeds: int = 3, lines: int = 200, dice_seed: int = 0) -> np.ndarray:
    """Lines of 40 letters and 8 words, of which about that share is wrong."""
    dice = np.random.default_rng(dice_seed)
    edits = dice.binomial(40, wrong_share, size=(seeds, lines))
    words = np.minimum(8, edits)
    columns = [edits, np.full_like(edits, 40), words, np.full_like(edits, 8), 8 - words, 8 - words // 2]
    return np.stack(columns, axis=2)


def slow_interval(ours: np.ndarray, control: np.ndarray, draws: int) -> tuple[float, float]:
    """CER difference by plain loops, with a dice of its own."""
    dice = random.Random(5)
    differences = []
    for _ in range(draws):
        lines = [dice.randrange(ours.shape[1]) for _ in range(ours.shape[1])]
        seeds = [dice.randrange(ours.shape[0]) for _ in range(ours.shape[0])]
        means = []
        for table in (ours, control):
            shares = [sum(table[s][i][0] for i in lines) / sum(table[s][i][1] for i in lines) for s in seeds]
            means.append(sum(shares) / len(shares))
        differences.append(means[0] - means[1])
    differences.sort()
    return differences[int(0.025 * draws)], differences[int(0.975 * draws)]


def test_interval_is_that_of_slow_loops() -> None:
    ours, control = counts_of(0.2, lines=40), counts_of(0.25, lines=40, dice_seed=1)
    fast = paired_interval(ours, control, "cer", draws=1500)
    low, high = slow_interval(ours, control, 600)
    assert fast.low == pytest.approx(low, abs=0.004)
    assert fast.high == pytest.approx(high, abs=0.004)
    assert fast.low < fast.difference < fast.high


def test_plain_difference_is_seen_and_none_is_not() -> None:
    control = counts_of(0.25)
    assert paired_interval(counts_of(0.15, dice_seed=1), control, "cer").high < 0
    assert paired_interval(counts_of(0.15, dice_seed=1), control, "word_accuracy").low > 0
    assert paired_interval(counts_of(0.25, dice_seed=2), control, "cer").covers_zero


def test_same_readings_differ_by_nothing() -> None:
    same = counts_of(0.3)
    interval = paired_interval(same, same, "wer")
    assert (interval.difference, interval.low, interval.high) == (0, 0, 0)


def test_lines_are_drawn_in_pairs() -> None:
    """Lines are of very unlike difficulty; as both read the same, the interval stays narrow."""
    control = counts_of(0.1, lines=60)
    control[:, ::2, 0] += 25
    ours = control.copy()
    ours[:, :, 0] += 1
    interval = paired_interval(ours, control, "cer")
    assert interval.low == pytest.approx(1 / 40)
    assert interval.high == pytest.approx(1 / 40)


def test_rates_are_sums_before_they_are_divided() -> None:
    counts = np.array([[[1, 10, 0, 1, 1, 1], [9, 90, 1, 3, 1, 2]]])
    assert rates(counts, "cer").tolist() == [0.1]
    assert rates(counts, "word_accuracy").tolist() == [0.5]


def test_other_lines_are_refused() -> None:
    with pytest.raises(ValueError, match="not the same lines"):
        paired_interval(counts_of(0.1, lines=5), counts_of(0.1, lines=6), "cer")


def test_relative_reduction_is_a_share_of_the_control_and_drawn_in_pairs() -> None:
    control = counts_of(0.25, lines=60)
    ours = control.copy()
    ours[:, :, 0] = control[:, :, 0] * 4 // 5
    found = relative_reduction(ours, control)
    assert found is not None
    assert found.difference == pytest.approx(1 - ours[:, :, 0].sum() / control[:, :, 0].sum())
    assert found.low <= found.difference <= found.high
    assert found.high - found.low < 0.02  # every line got better by about the same share
    more = relative_reduction(control, ours)
    assert more is not None
    assert more.high < 0


def test_where_the_control_reads_all_right_there_is_no_share() -> None:
    perfect = counts_of(0.0)
    assert relative_reduction(counts_of(0.1), perfect) is None
