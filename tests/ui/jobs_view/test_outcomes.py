"""How a job ended, in a sentence."""

from __future__ import annotations

from seqclr_desktop.jobs.export_pages import ExportReport
from seqclr_desktop.jobs.finetune_model import FinetuneReport
from seqclr_desktop.jobs.job import Done
from seqclr_desktop.jobs.problems import PageProblem
from seqclr_desktop.ui.jobs_view.outcomes import outcome_words


def test_a_training_stopped_before_it_was_read_against_anything_has_words_too() -> None:
    stopped = FinetuneReport("reader", 1, 100, 10, None, None, 3, 2.0, 50.0, (), "processor", was_stopped=True)
    assert outcome_words(Done(stopped)) == "Stopped; the best is kept. Done."


def test_pages_with_which_something_went_wrong_are_named_with_the_reason() -> None:
    problems = tuple(PageProblem(f"page {number}", "The page is torn.") for number in range(1, 23))
    first, *lines = outcome_words(Done(ExportReport(7, 40, problems))).split("\n")
    assert first == "7 files written, 22 problems."
    assert lines == [*(f"page {number}: The page is torn." for number in range(1, 21)), "…"]
    assert outcome_words(Done(ExportReport(7, 40, ()))) == "7 files written."
