"""A reader that teaches itself: what it takes for sure, and what that does."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UsageError
from seqclr_desktop.marks import UNREADABLE
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.recognizer import Reading, Recognizer
from seqclr_desktop.model.settings import EncoderSettings
from seqclr_desktop.training.error_rates import error_rates
from seqclr_desktop.training.finetune import Finetuning
from seqclr_desktop.training.progress_record import SelfTrainingRound, from_record, to_record
from seqclr_desktop.training.self_training import SelfTraining, UnlabelledLines, own_label
from seqclr_desktop.training.settings import FinetuneSettings, SelfTrainingSettings
from seqclr_desktop.training.view_settings import FOR_FINETUNING
from tests.training.drawn_lines import TEXTS, DrawnImages, drawn_lines

SMALL = EncoderSettings(channels=(16, 32, 48), visual_size=96, context_size=48)
SETTINGS = SelfTrainingSettings(rounds=2, first_round=0.5, last_round=0.75, least_passes=20, sure_enough=0.7)
UNSEEN = ("une mer", "la lettre", "un ami", "son port", "ta mer", "deux main")  # words it knows, in other lines
CPU = torch.device("cpu")


def reading(text: str, sure: str) -> Reading:
    """`sure` holds a digit per letter: tenths."""
    return Reading(text, 0.5, tuple(int(digit) / 10 for digit in sure))


def unlabelled(texts: tuple[str, ...] = UNSEEN) -> UnlabelledLines:
    return UnlabelledLines(DrawnImages(texts), [Direction.LEFT_TO_RIGHT] * len(texts))


def finetuning(epochs: int, settings: SelfTrainingSettings | None = SETTINGS, validations: int = 3) -> Finetuning:
    torch.manual_seed(0)
    lines = drawn_lines(TEXTS)
    wanted = FinetuneSettings(
        epochs=epochs,
        augmentation=FOR_FINETUNING.scaled(0.05),
        averaging=0.9,
        validations=validations,
        self_training=settings,
    )
    return Finetuning(Recognizer(SMALL, Alphabet.of(TEXTS)), lines, lines, wanted, CPU, unlabelled=unlabelled())


def of_nothing(settings: SelfTrainingSettings) -> SelfTraining:
    return SelfTraining(unlabelled(), settings, 4, 0, lambda *_: [], lambda *_: True)


def rounds(events: Iterator[object]) -> list[SelfTrainingRound]:
    return [event for event in events if isinstance(event, SelfTrainingRound)]


def test_doubtful_letters_become_a_stretch_where_anything_may_stand() -> None:
    assert own_label(reading("la mer", "999991"), SETTINGS) == f"la me{UNREADABLE}"
    assert own_label(reading("la mer", "991129"), SETTINGS) == f"la{UNREADABLE}r"
    assert own_label(reading("la mer", "999999"), SETTINGS) == "la mer"


def test_a_line_with_too_few_sure_letters_teaches_nothing() -> None:
    assert own_label(reading("la mer", "991111"), SETTINGS) == ""
    assert own_label(reading("", ""), SETTINGS) == ""


def test_lines_it_was_never_told_are_labelled_and_learned_from() -> None:
    training = finetuning(epochs=120)
    told = rounds(training.run())
    assert [event.number for event in told] == [1, 2]
    assert told[-1].lines_read == len(UNSEEN)
    assert told[-1].lines_used >= 4
    assert training.self_training is not None
    assert training.self_training.step > 0
    labels = training.self_training.found.labels
    pairs = [(UNSEEN[index], label.replace(UNREADABLE, "")) for index, label in labels.items()]
    assert error_rates(pairs).cer < 0.5
    assert training.self_training_gain is not None


def test_switched_off_it_asks_for_no_reading_and_learns_as_before() -> None:
    without = finetuning(epochs=2, settings=None)
    assert without.self_training is None
    assert rounds(without.run()) == []
    assert without.self_training_gain is None


def test_a_reader_that_cannot_read_yet_learns_from_the_transcribed_lines_alone() -> None:
    training = finetuning(epochs=4, settings=replace(SETTINGS, least_passes=0))
    told = rounds(training.run())
    assert told
    assert {event.lines_used for event in told} == {0}
    assert training.self_training is not None
    assert training.self_training.step == 0
    assert training.self_training_gain is None


def test_a_resumed_training_goes_on_with_the_labels_it_had(tmp_path: Path) -> None:
    training = finetuning(epochs=120)
    events = training.run()
    for event in events:
        if isinstance(event, SelfTrainingRound):
            break
    training.save(tmp_path / "state.safetensors")
    resumed = finetuning(epochs=120)
    resumed.resume(tmp_path / "state.safetensors")
    assert training.self_training is not None
    assert resumed.self_training is not None
    assert resumed.self_training.found == training.self_training.found
    assert resumed.self_training.rounds_done == 1
    assert resumed.self_training.batch() == training.self_training.batch()


def test_no_round_begins_before_the_transcribed_lines_were_gone_through_often_enough() -> None:
    training = finetuning(epochs=30)
    batches_per_epoch = -(-len(TEXTS) // FinetuneSettings().batch_lines)
    steps = [training.step for event in training.run() if isinstance(event, SelfTrainingRound)]
    assert steps[0] == 20 * batches_per_epoch  # half of the time, when it would have begun, is 15 times
    assert len(steps) == 2


def test_a_training_too_short_to_learn_its_lines_does_as_one_without() -> None:
    short, without = finetuning(19, validations=1), finetuning(19, settings=None, validations=1)
    assert rounds(short.run()) == []
    list(without.run())
    for name, value in without.best.state_dict().items():
        assert torch.equal(short.best.state_dict()[name], value)


def test_rounds_that_were_due_meanwhile_are_left_out() -> None:
    own = of_nothing(replace(SETTINGS, rounds=4, first_round=0.2, last_round=0.8, least_passes=20))
    assert own.round_due(0.7, passes=19.9) is None
    assert own.round_due(0.7, passes=20) == 3
    own.skip_round(3)
    assert own.round_due(0.7, passes=30) is None
    assert own.round_due(0.8, passes=30) == 4
    assert own.round_due(0.9, passes=30) is None  # too late for what it would find


def test_reading_stops_when_its_time_is_over() -> None:
    images = unlabelled(UNSEEN * 10)
    model = Recognizer(SMALL, Alphabet.of(TEXTS))
    own = SelfTraining(
        images, SETTINGS, 4, 0, lambda label, _: model.alphabet.encode(label), lambda target, _: bool(target)
    )
    list(own.begin_round(1, model, temperature=1.0, longest_s=0.0))
    assert own.found.lines_read == 16


def test_a_round_is_kept_in_the_record_of_the_run() -> None:
    event = SelfTrainingRound(1, 3, 0.25, 60.0, 900, 700, 0.61, 0.2)
    assert from_record(to_record(event)) == event


def test_settings_survive_the_record_with_and_without_self_training() -> None:
    for settings in (FinetuneSettings(self_training=SETTINGS), FinetuneSettings(self_training=None)):
        assert FinetuneSettings.from_record(settings.to_record()) == settings
    without = FinetuneSettings(self_training=None)
    old = without.to_record()
    del old["self_training"]
    assert FinetuneSettings.from_record(old) == without


def test_shares_out_of_bounds_are_refused() -> None:
    with pytest.raises(UsageError):
        replace(SETTINGS, own_share=1.0)
    with pytest.raises(UsageError):
        replace(SETTINGS, rounds=0)
