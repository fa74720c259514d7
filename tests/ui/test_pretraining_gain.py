"""What an experiment found, as it is told to people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from seqclr_desktop.jobs.job import Done
from seqclr_desktop.training.experiment_plan import ExperimentSettings
from seqclr_desktop.training.experiment_table import Measured, Row
from seqclr_desktop.training.paired_bootstrap import Interval
from seqclr_desktop.training.protocols import FROM_BASE
from seqclr_desktop.ui.jobs_view.outcomes import outcome_words
from seqclr_desktop.ui.pretraining_gain import gain_sentences, told_way

CONTROL = "from scratch (control)"
WHOLE, WINDOWS = (arm.name for arm in ExperimentSettings().arms[1:])


def record(arm: str, label_count: int, interval: Interval | None, reduction: Interval | None = None) -> dict[str, Any]:
    return Row(arm, label_count, (0, 1, 2), 100, {"cer": Measured(0.2, 0.01, interval)}, reduction).to_record()


LOWER = Interval(-0.031, -0.049, -0.012)


@dataclass(frozen=True)
class ExperimentReport:
    """Has the fields of the report that are told."""

    rows: tuple[dict[str, Any], ...]
    control: str = CONTROL


def test_a_gain_is_told_in_points_with_its_interval() -> None:
    rows = [record(CONTROL, 100, None), record(WINDOWS, 100, LOWER)]
    assert gain_sentences(rows, CONTROL) == [
        "Pretraining lowers wrong letters by 3.1 points (1.2 to 4.9) with 100 transcribed lines."
    ]


def test_the_share_of_the_controls_wrong_letters_is_told_with_its_interval() -> None:
    (told,) = gain_sentences([record(WINDOWS, 100, LOWER, Interval(0.14, 0.05, 0.22))], CONTROL)
    assert told.endswith("That is 14 % fewer (5 to 22).")
    (harm,) = gain_sentences([record(WINDOWS, 9, Interval(0.02, 0.01, 0.03), Interval(-0.1, -0.2, -0.01))], CONTROL)
    assert harm.endswith("That is 10 % more (1 to 20).")
    (none,) = gain_sentences([record(WINDOWS, 9, Interval(0.0, -0.01, 0.01), Interval(0.0, -0.1, 0.1))], CONTROL)
    assert "That is" not in none


def test_an_interval_that_covers_zero_is_no_difference_seen() -> None:
    (told,) = gain_sentences([record(WINDOWS, 300, Interval(-0.004, -0.019, 0.012))], CONTROL)
    assert told == (
        "No difference seen with 300 transcribed lines: \N{MINUS SIGN}0.4 points of wrong letters "
        "(\N{MINUS SIGN}1.9 to +1.2)."
    )
    (at_zero,) = gain_sentences([record(WINDOWS, 300, Interval(0.01, 0.0, 0.02))], CONTROL)
    assert at_zero.startswith("No difference seen")


def test_harm_is_told_as_plainly_as_gain() -> None:
    (told,) = gain_sentences([record(WINDOWS, 1, Interval(0.02, 0.01, 0.03))], CONTROL)
    assert told == "Pretraining raises wrong letters by 2.0 points (1.0 to 3.0) with 1 transcribed line."


def test_each_number_of_labels_has_its_sentence_fewest_first() -> None:
    rows = [record(WINDOWS, 400, LOWER), record(WINDOWS, 100, Interval(0.0, -0.01, 0.01))]
    few, all_of_them = gain_sentences(rows, CONTROL)
    assert "100 transcribed" in few
    assert "400 transcribed" in all_of_them


def test_told_is_the_first_way_asked_for_and_not_the_best_or_that_of_whole_lines() -> None:
    assert told_way([WHOLE, WINDOWS, "frames, mlp head"]) == WINDOWS
    assert told_way([WHOLE]) == WHOLE
    assert told_way([]) is None


def test_the_base_model_as_it_is_is_no_pretraining() -> None:
    rows = [record(CONTROL, 9, None), record(WHOLE, 9, LOWER), record(FROM_BASE, 9, Interval(-0.5, -0.6, -0.4))]
    (told,) = gain_sentences(rows, CONTROL)
    assert "3.1 points" in told


def test_each_beginning_has_its_heading_where_there_are_two() -> None:
    own = {**record(f"{FROM_BASE}, then {WINDOWS}", 9, Interval(0.02, 0.01, 0.03)), "control": FROM_BASE}
    rows = [record(CONTROL, 9, None), record(WINDOWS, 9, LOWER), record(FROM_BASE, 9, LOWER), own]
    scratch, lowers, base, raises = gain_sentences(rows, CONTROL)
    assert (scratch, base) == ("From scratch:", "With the model that comes with the program:")
    assert "lowers wrong letters by 3.1" in lowers
    assert "raises wrong letters by 2.0" in raises
    assert gain_sentences([rows[2], own], FROM_BASE) == [raises]


def test_the_ended_job_says_the_same_sentence() -> None:
    rows = (record(CONTROL, 100, None), record(WHOLE, 100, Interval(0.5, 0.4, 0.6)), record(WINDOWS, 100, LOWER))
    assert outcome_words(Done(ExperimentReport(rows))) == gain_sentences(rows, CONTROL)[0]
    assert outcome_words(Done(ExperimentReport(rows[:1]))) == "Done."
