"""Useful lines cover what is there, are long enough to teach, and say why they were chosen."""

import numpy as np

from seqclr_desktop.recognition.useful_lines import Candidate, Reason, choose_lines, rare_letters

NOTHING = np.zeros((0, 2), np.float32)


def hands(*counts: int) -> list[Candidate]:
    """So many lines of each hand; hands are far from one another."""
    random = np.random.default_rng(0)
    return [
        Candidate((10 * hand + random.normal(size=2)).astype(np.float32), 40)
        for hand, count in enumerate(counts)
        for _ in range(count)
    ]


def test_every_hand_is_among_the_first() -> None:
    lines = hands(60, 20, 20)
    chosen = [c.index for c in choose_lines(lines, NOTHING, 4) if c.reason is not Reason.CHANCE]
    assert {0 if index < 60 else 1 if index < 80 else 2 for index in chosen} == {0, 1, 2}


def test_hand_that_was_transcribed_waits() -> None:
    lines = hands(50, 50)
    known = np.stack([line.features for line in lines[:50:2]])
    first = choose_lines(lines, known, 1, by_model=True)[0]
    assert first.index >= 50
    assert first.reason in (Reason.NEW_HAND, Reason.TYPICAL)


def test_doubtful_and_rare_lines_come_before_sure_ones_like_them() -> None:
    features = np.zeros(2, np.float32)
    sure, doubtful = Candidate(features, 40, 0.99), Candidate(features, 40, 0.3)
    rare = Candidate(features, 40, 0.99, ("ſ",))
    assert choose_lines([sure, doubtful], NOTHING, 1)[0].reason is Reason.LOW_CONFIDENCE
    chosen = choose_lines([sure, rare], NOTHING, 1)[0]
    assert (chosen.index, chosen.reason, chosen.detail) == (1, Reason.RARE_LETTER, "ſ")


def test_a_tenth_is_drawn_by_chance_and_by_the_seed() -> None:
    lines = hands(100)
    first, again, other = (choose_lines(lines, NOTHING, 40, seed) for seed in (1, 1, 2))
    assert first == again
    by_chance = [[c.index for c in chosen if c.reason is Reason.CHANCE] for chosen in (first, other)]
    assert len(by_chance[0]) == len(by_chance[1]) == 4
    assert by_chance[0] != by_chance[1]
    assert len({c.index for c in first}) == 40


def test_no_more_than_there_are_are_chosen() -> None:
    assert len(choose_lines(hands(3), NOTHING, 10)) == 3
    assert choose_lines([], NOTHING, 10) == []


def test_rare_letters_are_those_few_lines_have() -> None:
    assert rare_letters("daſ Haus, 12", {"d": 9, "a": 9, "s": 9, "u": 9, "H": 2}) == ("ſ", "H")
