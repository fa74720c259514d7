"""Curves gathered from the events of a run."""

import pytest

from seqclr_desktop.training.progress_record import (
    FinetuneStep,
    LinesLeftOut,
    PretrainStep,
    Stage,
    StageBegan,
    Validation,
    to_record,
)
from seqclr_desktop.ui.training_view.curves import Curve, Curves, curves_of
from seqclr_desktop.ui.training_view.table_text import table_text
from tests.ui.training_view.recorded_run import DEVICE, recorded_events


def played() -> Curves:
    curves = Curves()
    for event in recorded_events():
        curves.add(event)
    return curves


def step_at(elapsed_s: float) -> FinetuneStep:
    return FinetuneStep(1, 0.1, elapsed_s, None, 1.0, 1e-3, 20.0)


def test_all_four_curves_lie_on_one_time_axis() -> None:
    curves = played()
    assert curves.contrastive.seconds == [10, 20, 30, 40, 50]
    assert curves.retrieval.last == 0.75
    assert curves.finetune.seconds == [60, 70, 80, 90, 100, 110]
    assert curves.cer.seconds == [80, 110]
    assert curves.cer.values == pytest.approx([0.4, 0.2])
    assert curves.best_cer == pytest.approx(0.2)


def test_what_is_known_of_the_moment() -> None:
    curves = played()
    assert (curves.stage, curves.device_name, curves.lines_per_second) == (Stage.FINETUNE, DEVICE, 21.4)
    assert sum(len(event.line_ids) for event in curves.left_out) == 2


def test_lines_left_out_are_counted_once_though_a_resumed_training_tells_them_again() -> None:
    curves = Curves()
    for reason in ("too short", "blank", "too short"):
        curves.add(LinesLeftOut(reason, (1, 2)))
    assert [event.reason for event in curves.left_out] == ["too short", "blank"]


def test_a_stage_that_counts_from_its_own_beginning_is_set_behind_the_one_before() -> None:
    curves = Curves()
    curves.add(StageBegan(Stage.PRETRAIN))
    curves.add(PretrainStep(1, 1.0, 50.0, 0.0, 2.0, 6.0, 0.5, 10.0))
    curves.add(StageBegan(Stage.FINETUNE))
    for elapsed in (5.0, 60.0):
        curves.add(step_at(elapsed))
    assert curves.finetune.seconds == [55, 110]


def test_a_resumed_stage_goes_on_where_it_stopped() -> None:
    curves = Curves()
    curves.add(StageBegan(Stage.FINETUNE))
    curves.add(step_at(100.0))
    curves.add(StageBegan(Stage.FINETUNE))
    curves.add(step_at(110.0))
    assert curves.finetune.seconds == [100, 110]


def test_a_worse_validation_does_not_become_the_best() -> None:
    curves = Curves()
    for cer, is_best in ((0.2, True), (0.3, False)):
        curves.add(Validation(1, 0.5, 10.0, cer, cer, is_best))
    assert (curves.best_cer, curves.cer.last) == (0.2, 0.3)


def test_the_next_of_several_readers_goes_on_in_the_same_curve_with_a_best_of_its_own() -> None:
    curves = Curves()
    curves.add(StageBegan(Stage.FINETUNE, reader=1, reader_count=2))
    curves.add(step_at(10.0))
    curves.add(Validation(1, 0.5, 20.0, 0.2, 0.4, True))
    curves.add(StageBegan(Stage.FINETUNE, reader=2, reader_count=2))
    assert (curves.reader, curves.fraction, curves.best_cer) == (2, 0.1, None)
    curves.add(step_at(30.0))
    curves.add(Validation(1, 0.6, 30.0, 0.5, 0.7, True))
    assert curves.finetune.seconds == [10, 30]
    assert curves.best_cer == 0.5


def test_a_recorded_run_gives_the_same_curves_as_a_live_one() -> None:
    assert curves_of(to_record(event) for event in recorded_events()) == played()


def test_events_of_a_newer_program_are_passed_over() -> None:
    records = [{"event": "Telepathy", "strength": 9}, {"no": "event"}, to_record(step_at(10.0))]
    assert curves_of(records).finetune.values == [1.0]


def test_value_next_to_a_moment_is_found() -> None:
    curve = Curve([0, 10, 20], [1.0, 2.0, 3.0])
    assert curve.near(14) == 2.0
    assert Curve().near(14) is None


def test_table_has_a_row_for_each_point() -> None:
    rows = table_text(played()).splitlines()
    assert rows[0] == "curve\tseconds\tvalue"
    assert "validation_cer\t110.0\t0.2" in rows
    assert len(rows) == 1 + 3 * 5 + 6 + 2
