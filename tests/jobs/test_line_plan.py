from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Split
from seqclr_desktop.errors import TrainingError
from seqclr_desktop.jobs.line_plan import LinePlan
from tests.builders import collection_of_parts


def planned(collection: Collection, *train_pages: str) -> LinePlan:
    return LinePlan.of(collection, None, train_pages, (), seed=0)


@pytest.mark.parametrize(("line_counts", "learned"), [((5,), 4), ((1, 1, 1, 1, 1), 3)])
def test_five_transcribed_lines_are_enough_on_one_page_or_five(
    tmp_path: Path, line_counts: tuple[int, ...], learned: int
) -> None:
    with collection_of_parts(tmp_path / "c", *((count, None) for count in line_counts)) as collection:
        plan = planned(collection)
        assert (len(plan.train), len(plan.valid)) == (learned, 1)


@pytest.mark.parametrize("line_counts", [(3,), (1, 1, 1)])
def test_three_transcribed_lines_are_said_to_be_three(tmp_path: Path, line_counts: tuple[int, ...]) -> None:
    with (
        collection_of_parts(tmp_path / "c", *((count, None) for count in line_counts)) as collection,
        pytest.raises(TrainingError, match="at least 5 transcribed lines, there are 3"),
    ):
        planned(collection)


@pytest.mark.parametrize(
    ("parts", "left", "told"),
    [
        ([(1, Split.TRAIN), (1, Split.VALID), (3, Split.TEST)], 1, "as the test: 3; to watch the learning: 1;"),
        ([(1, Split.TRAIN), (4, Split.VALID)], 1, "as the test: 0; to watch the learning: 4;"),
        ([(2, Split.TRAIN), (3, Split.TEST)], 1, "as the test: 3; to watch the learning: 1;"),
        ([(6, Split.TEST)], 0, "as the test: 6; to watch the learning: 0;"),
    ],
)
def test_lines_that_are_kept_from_learning_are_told_of(
    tmp_path: Path, parts: list[tuple[int, Split | None]], left: int, told: str
) -> None:
    with collection_of_parts(tmp_path / "c", *parts) as collection:
        with pytest.raises(TrainingError, match=f"left to learn from: {left}, where at least 2") as refusal:
            planned(collection)
        assert told in refusal.value.what


def test_pages_that_were_not_named_are_told_of(tmp_path: Path) -> None:
    with (
        collection_of_parts(tmp_path / "c", (1, Split.TRAIN), (6, Split.TRAIN), (2, Split.VALID)) as collection,
        pytest.raises(TrainingError, match="unusable or not named: 6"),
    ):
        planned(collection, "page-0")
