"""What the card says after a training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import ModelKind, ModelRecord, RunRecord, RunState
from seqclr_desktop.ui.training_view.result_card import ResultCard
from seqclr_desktop.ui.training_view.saying import voting_words

READER = ModelRecord("reader", ModelKind.RECOGNISER, Path("/models/reader"))


def words_of(qtbot: QtBot, models: Sequence[ModelRecord] = (READER,), kind: str = "learn", **result: Any) -> str:
    card = ResultCard()
    qtbot.addWidget(card)
    card.show_run(RunRecord(1, kind, "", RunState.FINISHED, Path("/x"), {}, {"model": "reader", **result}), models)
    return card.words().replace("\u202f", " ")


def test_what_own_readings_went_with_is_told_and_what_else_is_in_it(qtbot: QtBot) -> None:
    own = {"rounds": 3, "line_count": 912, "cer_before": 0.21, "cer_after": 0.15}
    words = words_of(qtbot, valid_cer=0.15, self_training=own)
    assert "from its own readings of 912 lines: 21.0 % wrong letters before, 15.0 % in the end" in words
    assert "learning on from your texts included" in words


def test_a_run_without_own_readings_says_nothing_of_them(qtbot: QtBot) -> None:
    assert "own readings" not in words_of(qtbot, valid_cer=0.15)
    assert "own readings" not in words_of(qtbot, valid_cer=0.15, self_training=None)


def test_what_the_vote_of_several_readers_gains_is_told() -> None:
    words = voting_words({"reader_count": 3, "best_cer": 0.087, "vote_cer": 0.081}).replace("\u202f", " ")
    assert words == "the vote of 3 readers, with 8.1 % wrong letters while learning; the best of them alone has 8.7 %"


def test_a_vote_that_is_not_better_than_its_best_reader_is_not_praised(qtbot: QtBot) -> None:
    for vote_cer in (0.087, 0.09):
        words = words_of(qtbot, valid_cer=vote_cer, voting={"reader_count": 3, "best_cer": 0.087, "vote_cer": vote_cer})
        assert "is not better than the best of them alone, with 8.7 %" in words


def test_a_single_reader_says_nothing_of_a_vote(qtbot: QtBot) -> None:
    assert "vote" not in words_of(qtbot, valid_cer=0.15)
    assert not voting_words({"reader_count": 3, "best_cer": None, "vote_cer": None})


def test_what_counts_as_wrong_is_told_beside_the_share(qtbot: QtBot) -> None:
    assert "unclear" in words_of(qtbot, valid_cer=0.15)
    assert "unclear" in words_of(qtbot, valid_cer=0.15, test_cer=0.16, test_line_count=40)


def test_a_model_removed_since_is_not_recommended(qtbot: QtBot) -> None:
    assert "removed" not in words_of(qtbot, valid_cer=0.15)
    words = words_of(qtbot, models=(replace(READER, name="another"),), valid_cer=0.15)
    assert "15.0 %" in words
    assert "This model has been removed since." in words


def test_a_model_judged_since_its_training_is_told_by_that(qtbot: QtBot) -> None:
    words = words_of(qtbot, models=(replace(READER, scores={"test_cer": 0.16}),), kind="finetune", valid_cer=0.15)
    assert "Reads unseen pages with 16.0 % wrong letters." in words
    assert "not yet judged" not in words


def test_why_a_model_was_not_judged_is_told_only_where_that_is_known(qtbot: QtBot) -> None:
    assert "there are none that are transcribed" in words_of(qtbot, valid_cer=0.15)
    words = words_of(qtbot, kind="finetune", valid_cer=0.15)
    assert "not yet judged on pages kept aside" in words
    assert "there are none" not in words


def test_what_was_kept_of_the_model_it_began_with_is_told(qtbot: QtBot) -> None:
    mixed = {"learned_share": 0.75, "cer_learned": 0.139, "cer_mixed": 0.13}
    words = words_of(qtbot, valid_cer=0.13, mixed=mixed)
    assert "mixed with the model it began with, 25 % of it: 13.0 % wrong letters instead of 13.9 %" in words
    assert "mixed" not in words_of(qtbot, valid_cer=0.13, mixed={**mixed, "learned_share": 1.0})


def test_what_the_mean_of_the_last_states_gives_is_told(qtbot: QtBot) -> None:
    words = words_of(qtbot, valid_cer=0.098, averaged={"cer_last": 0.121, "cer_mean": 0.098})
    assert "the mean of its last states: 9.8 % wrong letters instead of 12.1 %" in words


def test_where_nothing_was_averaged_nothing_is_said_of_it(qtbot: QtBot) -> None:
    assert "mean of its last" not in words_of(qtbot, valid_cer=0.098)  # a run of an older program
    assert "mean of its last" not in words_of(qtbot, valid_cer=0.098, averaged=None)
