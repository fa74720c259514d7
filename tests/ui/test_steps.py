"""How far the rail says each step is."""

from seqclr_desktop.collection import Overview
from seqclr_desktop.ui.steps import Step, step_states

_HALFWAY = Overview(
    page_count=4,
    pages_looked_at=2,
    line_count=100,
    human_count=20,
    machine_count=60,
    machine_only_count=50,
    unusable_count=20,
    to_transcribe_count=60,
    recogniser_count=1,
)


def test_rings_fill_as_the_work_goes_on() -> None:
    shares = {step: state.share for step, state in step_states(_HALFWAY).items()}
    assert shares == {
        Step.SCANS: 1.0,
        Step.LINES: 0.5,
        Step.TRANSCRIBE: 0.25,
        Step.TRAIN: 1.0,
        Step.COLLECTION: 0.875,
    }


def test_texts_on_lines_that_cannot_be_used_count_for_nothing() -> None:
    states = step_states(
        Overview(
            page_count=1, line_count=10, human_count=6, machine_only_count=4, unusable_count=2, to_transcribe_count=3
        )
    )
    assert states[Step.TRANSCRIBE].sentence == "5 of 8 lines transcribed"
    assert (states[Step.COLLECTION].share, states[Step.COLLECTION].sentence) == (1.0, "8 of 8 lines have a text")


def test_counts_are_said_in_words() -> None:
    states = step_states(_HALFWAY)
    assert states[Step.TRANSCRIBE].sentence == "20 of 80 lines transcribed"
    assert states[Step.LINES].sentence == "100 lines on 2 of 4 pages"
    assert states[Step.SCANS].words == "4 pages"
    assert step_states(Overview(page_count=1))[Step.SCANS].words == "1 page"


def test_an_empty_collection_divides_by_nothing() -> None:
    assert all(state.share == 0.0 for state in step_states(Overview()).values())


def test_no_collection_says_nothing() -> None:
    assert all(state.words == "" for state in step_states(None).values())
