"""What the window advises at each stage of the work."""

from seqclr_desktop.collection import Overview
from seqclr_desktop.ui.advice import advice_for
from seqclr_desktop.ui.steps import Step


def test_nothing_is_advised_before_there_are_pages() -> None:
    assert advice_for(Overview()) is None


def test_lines_come_first() -> None:
    advice = advice_for(Overview(page_count=3))
    assert advice is not None
    assert advice.step is Step.LINES


def test_the_lines_missing_for_a_first_training_are_counted() -> None:
    advice = advice_for(Overview(page_count=3, pages_looked_at=3, line_count=90, human_count=12))
    assert advice is not None
    assert advice.step is Step.TRANSCRIBE
    assert "38 more transcribed lines" in advice.text


def test_a_first_training_is_advised_when_there_is_enough() -> None:
    advice = advice_for(Overview(page_count=3, pages_looked_at=3, line_count=90, human_count=50))
    assert advice is not None
    assert advice.step is Step.TRAIN


def test_lines_without_text_are_left_to_a_model_that_can_read() -> None:
    overview = Overview(
        page_count=3, pages_looked_at=3, line_count=90, human_count=50, to_transcribe_count=40, recogniser_count=1
    )
    advice = advice_for(overview)
    assert advice is not None
    assert (advice.step, "40 lines" in advice.text) == (Step.COLLECTION, True)


def test_what_a_model_has_read_waits_to_be_checked() -> None:
    overview = Overview(
        page_count=3,
        pages_looked_at=3,
        line_count=90,
        to_transcribe_count=40,
        machine_only_count=40,
        recogniser_count=1,
    )
    advice = advice_for(overview)
    assert advice is not None
    assert advice.step is Step.TRANSCRIBE


def test_a_finished_collection_needs_no_advice() -> None:
    overview = Overview(page_count=1, pages_looked_at=1, line_count=9, human_count=9, recogniser_count=1)
    assert advice_for(overview) is None
