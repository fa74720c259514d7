"""What can be chosen about learning, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from seqclr_desktop.errors import UsageError
from seqclr_desktop.model.settings import Mapping
from seqclr_desktop.training.settings import Budget, FinetuneSettings, PretrainSettings


@pytest.mark.parametrize(
    "choice",
    [
        {"seed": -1},
        {"seed": 2**32},
        {"minutes": 0},
        {"steps": 0},
        {"window_count": 0},
        {"window_count": 10**9},
        {"window_heights": 1e-9},
    ],
)
def test_what_cannot_be_learned_with_is_refused(choice: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        PretrainSettings(**choice)


def test_settings_come_back_from_the_record_of_a_run() -> None:
    for settings in (
        PretrainSettings(seed=2**32 - 1, minutes=3),
        FinetuneSettings(epochs=2, voters=3),
        PretrainSettings(steps=7),
    ):
        assert type(settings).from_record(settings.to_record()) == settings


def test_minutes_go_before_steps_and_steps_before_epochs() -> None:
    assert FinetuneSettings(minutes=1, steps=7, epochs=2).budget == Budget(minutes=1)
    assert FinetuneSettings(steps=7, epochs=2).budget == Budget(steps=7)
    assert FinetuneSettings(epochs=2).budget == Budget(epochs=2)
    assert FinetuneSettings().budget == Budget(minutes=20)


def test_a_long_preparation_leaves_time_to_learn_in() -> None:
    assert Budget(minutes=1).counted_s(30) == 30
    assert Budget(minutes=1).counted_s(300) == pytest.approx(54)
    assert Budget(epochs=3).counted_s(300) == 300


def test_a_whole_line_needs_others_to_be_contrasted_with() -> None:
    with pytest.raises(UsageError, match="only one at a time"):
        PretrainSettings(mapping=Mapping.PICTURE, batch_lines=1)
    assert PretrainSettings(mapping=Mapping.WINDOW_COUNT, batch_lines=1).batch_lines == 1
