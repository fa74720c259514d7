import itertools
import random

from rapidfuzz.distance import Levenshtein

from seqclr_desktop.training.reading_counts import ReadingCounts, count_reading, words_found


def slowly(truth: list[str], read: list[str], edits: int) -> int:
    """Every way to choose words on both sides, in order."""
    for size in range(min(len(truth), len(read)), 0, -1):
        for ours in itertools.combinations(truth, size):
            for theirs in itertools.combinations(read, size):
                if all(Levenshtein.distance(a, b) <= edits for a, b in zip(ours, theirs, strict=True)):
                    return size
    return 0


def test_words_found_are_those_of_a_slow_search() -> None:
    dice = random.Random(1)
    for _ in range(150):
        truth = ["".join(dice.choices("ab", k=dice.randint(1, 3))) for _ in range(dice.randint(0, 5))]
        read = ["".join(dice.choices("ab", k=dice.randint(1, 3))) for _ in range(dice.randint(0, 5))]
        for edits in (0, 1):
            assert words_found(truth, read, edits=edits) == slowly(truth, read, edits)


def test_word_left_out_spoils_itself_alone() -> None:
    counts = count_reading("ma chère petite femme", "ma petite fenme")
    assert (counts.exact_words, counts.near_words, counts.word_count, counts.word_edits) == (2, 3, 4, 2)


def test_single_words_are_right_or_wrong_as_in_the_papers() -> None:
    assert count_reading("ROAD", "ROAD") == ReadingCounts(0, 4, 0, 1, 1, 1)
    assert count_reading("ROAD", "ROAO") == ReadingCounts(1, 4, 1, 1, 0, 1)
    assert count_reading("ROAD", "") == ReadingCounts(4, 4, 1, 1, 0, 0)
