"""What a training would learn from."""

from seqclr_desktop.document import Split
from seqclr_desktop.ui.training_view.plan import Share, learning_plan
from seqclr_desktop.ui.training_view.saying import advice, plan_words
from tests.builders import make_page

PAGES = [
    make_page("a", split=Split.TRAIN, line_count=25, human_count=25),
    make_page("b", split=Split.TRAIN, line_count=20, human_count=10),
    make_page("c", split=Split.VALID, line_count=22, human_count=22),
    make_page("d", split=Split.TEST, line_count=23, human_count=23),
    make_page("e", line_count=24),
]


def test_lines_are_counted_for_each_purpose() -> None:
    plan = learning_plan(PAGES)
    assert plan.shares[Split.TRAIN] == Share(page_count=2, line_count=45, human_count=35)
    assert plan.shares[Split.TEST] == Share(page_count=1, line_count=23, human_count=23)
    assert plan.undecided == Share(page_count=1, line_count=24)
    assert plan_words(plan) == "114 lines on 5 pages; 80 of the lines are transcribed."


def test_too_few_transcribed_lines_are_told_by_number() -> None:
    plan = learning_plan([make_page("a", line_count=30, human_count=2)])
    assert not plan.can_begin
    assert advice(plan).startswith("3 more lines must be transcribed")


def test_few_lines_make_a_poor_training_and_enough_need_no_advice() -> None:
    assert "20 more transcribed lines" in advice(learning_plan(PAGES))
    assert advice(learning_plan([make_page("a", line_count=300, human_count=300)])) == ""
