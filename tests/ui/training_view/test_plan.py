"""What a training would learn from."""

from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, Share
from seqclr_desktop.document import Split
from seqclr_desktop.errors import TrainingError
from seqclr_desktop.jobs.line_plan import LinePlan
from seqclr_desktop.ui.training_view.plan import LearningPlan
from seqclr_desktop.ui.training_view.saying import advice, plan_words
from tests.builders import collection_of_parts

PLAN = LearningPlan(
    {Split.TRAIN: Share(2, 45, 35), Split.VALID: Share(1, 22, 22), Split.TEST: Share(1, 23, 23), None: Share(1, 24, 0)}
)


def test_a_plan_tells_how_much_there_is_in_all() -> None:
    assert PLAN.all == Share(5, 114, 80)
    assert PLAN.undecided == Share(1, 24)
    assert PLAN.can_begin
    assert plan_words(PLAN) == "114 lines on 5 pages; 80 of the lines are transcribed."


def test_a_purpose_that_no_page_serves_has_nothing() -> None:
    assert LearningPlan({Split.TRAIN: Share(1, 30, 30)}).share(Split.TEST) == Share()


def test_too_few_transcribed_lines_are_told_by_number() -> None:
    plan = LearningPlan({None: Share(1, 30, 2)})
    assert not plan.can_begin
    assert advice(plan).startswith("3 more lines must be transcribed")


def test_lines_kept_aside_from_too_few_to_learn_from_are_told_of() -> None:
    plan = LearningPlan({Split.TRAIN: Share(1, 9, 1), Split.VALID: Share(1, 9, 1), Split.TEST: Share(1, 9, 9)})
    assert not plan.can_begin
    assert advice(plan).startswith("1 more line must be transcribed on pages to learn from")


@pytest.mark.parametrize(
    "parts",
    [
        [(3, None)],
        [(5, None)],
        [(1, None)] * 3,
        [(1, None)] * 5,
        [(1, Split.TRAIN), (1, Split.VALID), (3, Split.TEST)],
        [(1, Split.TRAIN), (4, Split.VALID)],
        [(2, Split.TRAIN), (3, Split.TEST)],
        [(3, Split.TRAIN), (3, Split.TEST)],
        [(0, Split.TRAIN), (6, Split.TEST)],
    ],
)
def test_a_plan_bids_to_begin_only_what_the_training_accepts(
    tmp_path: Path, parts: list[tuple[int, Split | None]]
) -> None:
    with collection_of_parts(tmp_path / "as it is", *parts) as collection:
        plan = LearningPlan(collection.shares())
        assert plan.can_begin == is_accepted(collection)
        missing = max(plan.missing_count, plan.missing_to_learn_from)
    (first, split), *others = parts
    with collection_of_parts(tmp_path / "with as many more", (first + missing, split), *others) as collection:
        assert is_accepted(collection)


def is_accepted(collection: Collection) -> bool:
    try:
        LinePlan.of(collection, None, (), (), seed=0)
    except TrainingError:
        return False
    return True


def test_few_lines_make_a_poor_training_and_enough_need_no_advice() -> None:
    assert "20 more transcribed lines" in advice(PLAN)
    assert advice(LearningPlan({None: Share(1, 300, 300)})) == ""
