import pytest

from seqclr_desktop.errors import TrainingError
from seqclr_desktop.training.enough_lines import TranscribedLines, refuse_too_few


def test_what_is_transcribed_counts_in_all_whatever_it_is_for() -> None:
    with pytest.raises(TrainingError, match="at least 5 transcribed lines, there are 4"):
        refuse_too_few(TranscribedLines(4, to_learn_from=2, to_watch=1, to_test=1))
    refuse_too_few(TranscribedLines(5, to_learn_from=3, to_watch=1, to_test=1))


def test_too_few_to_learn_from_are_told_with_what_the_others_are_for() -> None:
    with pytest.raises(TrainingError) as refusal:
        refuse_too_few(TranscribedLines(9, to_learn_from=1, to_watch=2, to_test=4))
    assert refusal.value.what == (
        "Of 9 transcribed lines too few are left to learn from: 1, where at least 2 are needed "
        "(kept aside as the test: 4; to watch the learning: 2; with gaps, unusable or not named: 2)."
    )
    assert "on pages to learn from" in refusal.value.advice
