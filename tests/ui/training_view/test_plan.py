"""What a training would learn from."""

from seqclr_desktop.collection import Share
from seqclr_desktop.document import Split
from seqclr_desktop.ui.training_view.plan import LearningPlan
from seqclr_desktop.ui.training_view.saying import advice, plan_words

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


def test_few_lines_make_a_poor_training_and_enough_need_no_advice() -> None:
    assert "20 more transcribed lines" in advice(PLAN)
    assert advice(LearningPlan({None: Share(1, 300, 300)})) == ""
