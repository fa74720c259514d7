"""Useful lines cover what is there, are long enough to teach, and say why they were chosen."""

import numpy as np

from seqclr_desktop.recognition.useful_lines import (
    Candidate,
    Known,
    Reason,
    choose_lines,
    rare_letters,
    sure_letters,
)

NOTHING = Known(np.zeros((0, 2), np.float32))


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
    known = Known(np.stack([line.features for line in lines[:50:2]]))
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


def test_letters_that_were_probably_misread_are_no_reason() -> None:
    assert sure_letters("aſb", (0.9, 0.2, 0.8)) == "ab"
    assert sure_letters("aſb", ()) == "aſb"


def test_the_choice_is_spread_over_pages_that_look_alike() -> None:
    corners = np.array([(0, 0), (0, 1), (1, 0), (1, 1)], np.float32)
    lines = [Candidate(corner, 40, page=page) for page in (1, 2) for corner in corners]
    pages = [lines[c.index].page for c in choose_lines(lines, NOTHING, 4)]
    assert sorted(pages) == [1, 1, 2, 2]
    known = Known(np.full((3, 2), 9, np.float32), (1, 1, 1))
    assert lines[choose_lines(lines, known, 1)[0].index].page == 2


def test_longer_lines_come_before_shorter_ones_like_them() -> None:
    features = np.zeros(2, np.float32)
    chosen = choose_lines([Candidate(features, 12), Candidate(features, 60)], NOTHING, 1)
    assert chosen[0].index == 1


def test_low_confidence_is_low_beside_the_other_lines() -> None:
    random = np.random.default_rng(1)
    lines = [Candidate(random.normal(size=2).astype(np.float32), 40, 0.4 + 0.01 * n) for n in range(30)]
    reasons = {c.index: c.reason for c in choose_lines(lines, NOTHING, 30) if c.reason is not Reason.CHANCE}
    assert {reason for index, reason in reasons.items() if index < 10} == {Reason.LOW_CONFIDENCE}
    assert {reason for index, reason in reasons.items() if index > 15} == {Reason.TYPICAL}
