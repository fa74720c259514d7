import copy
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import torch

from seqclr_desktop.errors import TrainingError
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.settings import DecoderKind, DecoderSettings, EncoderSettings
from seqclr_desktop.training.clock import Clock
from seqclr_desktop.training.error_rates import error_rates
from seqclr_desktop.training.evaluate import read_lines
from seqclr_desktop.training.finetune import Finetuning
from seqclr_desktop.training.progress_record import (
    Averaged,
    FinetuneStep,
    LinesLeftOut,
    Mixed,
    SelfTrainingRound,
    Validation,
)
from seqclr_desktop.training.self_training import UnlabelledLines
from seqclr_desktop.training.settings import Budget, FinetuneSettings, SelfTrainingSettings
from seqclr_desktop.training.validation_lines import ValidationLines
from seqclr_desktop.training.view_settings import FOR_FINETUNING
from tests.training.drawn_lines import TEXTS, drawn_lines

SMALL = EncoderSettings(channels=(16, 32, 48), visual_size=96, context_size=48)
CPU = torch.device("cpu")


CTC = DecoderSettings()
ATTENTION = DecoderSettings(DecoderKind.ATTENTION, cell_size=64)
BOTH = DecoderSettings(DecoderKind.ATTENTION, cell_size=64, place_channels=0, ctc_auxiliary=0.5)


def finetuning(
    epochs: int,
    texts: tuple[str, ...] = TEXTS,
    strength: float = 0.2,
    decoder: DecoderSettings = CTC,
    averaging: float = 0.9,
) -> Finetuning:
    torch.manual_seed(0)
    settings = FinetuneSettings(
        epochs=epochs, augmentation=FOR_FINETUNING.scaled(strength), averaging=averaging, validations=3
    )
    lines = drawn_lines(texts)
    return Finetuning(Recognizer(SMALL, Alphabet.of(texts), decoder), lines, lines, settings, CPU)


@pytest.mark.parametrize("decoder", [CTC, ATTENTION, BOTH], ids=["ctc", "attention", "content-and-ctc"])
def test_six_lines_are_learned_by_heart(decoder: DecoderSettings) -> None:
    training = finetuning(epochs=120, texts=TEXTS[:6], strength=0.05, decoder=decoder)
    validations = [event for event in training.run() if isinstance(event, Validation)]
    assert training.best_validation is not None
    assert training.best_validation.cer <= 0.05
    assert validations[0].cer >= training.best_validation.cer
    assert {preview.truth for preview in validations[-1].previews} == set(TEXTS[:6])


def test_a_line_too_short_for_its_text_is_named() -> None:
    lines = drawn_lines((*TEXTS, "il"))
    lines = type(lines)(lines.images, [*lines.texts[:-1], "il" * 40], lines.directions)
    settings = FinetuneSettings(epochs=1)
    training = Finetuning(Recognizer(SMALL, Alphabet.of(lines.texts)), lines, lines, settings, CPU)
    left_out = [event for event in training.run() if isinstance(event, LinesLeftOut)]
    assert [(event.line_ids, "longer than its line image" in event.reason) for event in left_out] == [((1008,), True)]


def test_steps_that_were_asked_for_are_taken_whatever_lines_there_are() -> None:
    lines = drawn_lines((*TEXTS, "il"))
    lines = type(lines)(lines.images, [*lines.texts[:-1], "il" * 40], lines.directions)  # the last is left out
    for texts, line_count in ((lines, 9), (drawn_lines(TEXTS[:6]), 6)):
        assert len(texts) == line_count
        network = Recognizer(SMALL, Alphabet.of(lines.texts))
        training = Finetuning(network, texts, texts, FinetuneSettings(steps=5), CPU)
        fractions = [event.fraction for event in training.run() if isinstance(event, FinetuneStep)]
        assert training.step == 5
        assert fractions[-1] == 1


def test_too_few_lines_are_refused_with_their_number() -> None:
    with pytest.raises(TrainingError, match="at least 2 lines to learn from, there are 1"):
        finetuning(epochs=1, texts=TEXTS[:1])


def test_a_resumed_training_ends_where_an_unbroken_one_does(tmp_path: Path) -> None:
    unbroken = finetuning(epochs=4)
    list(unbroken.run())
    first = finetuning(epochs=4)
    for _ in range(3):
        first._set_learning_rate(first.step / 8)
        first._learn(first._lessons.next(first.step, first.step / 8))
        first.step += 1
    first.save(tmp_path / "state.safetensors")
    second = finetuning(epochs=4)
    second.resume(tmp_path / "state.safetensors")
    list(second.run())
    assert second.step == unbroken.step == 8
    torch.testing.assert_close(
        dict(second._recognizer.state_dict()), dict(unbroken._recognizer.state_dict()), atol=1e-6, rtol=1e-5
    )


def test_the_best_reader_so_far_survives_a_worse_end() -> None:
    training = finetuning(epochs=20, texts=TEXTS[:6], strength=0.05)
    list(training.run())
    best = training.best_validation
    assert best is not None
    with torch.no_grad():
        for parameter in training._average.parameters():
            parameter.zero_()
    training.step += 1
    told = [event for event in training._validate_at_the_end(Clock(Budget(epochs=1), 1)) if event is not None]
    assert isinstance(told[0], Validation)
    assert not told[0].is_best
    assert training.best_validation is not None
    assert training.best_validation.cer == best.cer


def test_stopped_before_any_validation_the_present_weights_are_kept() -> None:
    training = finetuning(epochs=50)
    events = training.run()
    for _ in range(2):
        next(events)
    events.close()
    training.take_what_there_is()
    torch.testing.assert_close(dict(training.best.state_dict()), dict(training._average.state_dict()))


def test_a_broken_loss_is_told() -> None:
    training = finetuning(epochs=1)
    with torch.no_grad():
        next(iter(training._recognizer.parameters())).fill_(float("nan"))
    with pytest.raises(TrainingError, match="unstable"):
        list(training.run())


def test_without_validation_lines_nothing_is_said_of_how_well_it_reads() -> None:
    settings = FinetuneSettings(epochs=2, self_training=SelfTrainingSettings(first_round=0, least_passes=0))
    lines = drawn_lines()
    unlabelled = UnlabelledLines(lines.images, lines.directions)
    recognizer = Recognizer(SMALL, Alphabet.of(TEXTS))
    training = Finetuning(recognizer, lines, drawn_lines(()), settings, CPU, unlabelled=unlabelled)
    events = list(training.run())
    assert not [event for event in events if isinstance(event, Validation | SelfTrainingRound | Averaged)]
    training.take_what_there_is()
    assert training.best_validation is None
    assert training.temperature is None
    torch.testing.assert_close(dict(training.best.state_dict()), dict(training._average.state_dict()))


def test_a_state_of_other_letters_is_refused(tmp_path: Path) -> None:
    first = finetuning(epochs=4)
    first.save(tmp_path / "state")
    same_count = tuple(text.replace("x", "z") for text in TEXTS)  # one letter is another, and as many as before
    for texts in (same_count, (*TEXTS, "žß")):
        assert set("".join(texts)) != set("".join(TEXTS))
        with pytest.raises(TrainingError, match="does not fit any more"):
            finetuning(epochs=4, texts=texts).resume(tmp_path / "state")


@pytest.mark.parametrize("averaging", [0.995, 0.0])
def test_many_validation_lines_are_read_once_at_the_end(averaging: float) -> None:
    lines = drawn_lines(TEXTS * 17)  # more than the sample
    settings = FinetuneSettings(epochs=1, batch_lines=64, validations=1, averaging=averaging)
    training = Finetuning(Recognizer(SMALL, Alphabet.of(TEXTS)), lines, lines, settings, CPU)
    reader = ReadLinesCounted()
    training._valid.read = reader.of(training._valid)  # type: ignore[method-assign]
    list(training.run())
    assert reader.counts == [120] * training._final_sample_readings + [len(lines)]


class ReadLinesCounted:
    """Reads as validation lines do, and notes how many were read each time."""

    def __init__(self) -> None:
        self.counts: list[int] = []

    def of(self, lines: ValidationLines) -> Callable[[Recognizer, Sequence[int]], Iterator[None]]:
        read = lines.read

        def counted(reader: Recognizer, indices: Sequence[int]) -> Iterator[None]:
            self.counts.append(len(indices))
            return read(reader, indices)

        return counted


@pytest.fixture(scope="module")
def able() -> Recognizer:
    """A reader that has learned `TEXTS` by heart."""
    training = finetuning(epochs=120, strength=0.05)
    for _ in training.run():
        pass
    assert training.best_validation is not None
    assert training.best_validation.cer < 0.1
    return training.best


def misled(able: Recognizer, averaging: float = 0.5, **settings: Any) -> Finetuning:
    """`able` is taught that each line says what stands in the next one, and watched on what they say."""
    lines = drawn_lines(TEXTS)
    wrong = [*lines.texts[1:], lines.texts[0]]
    taught = type(lines)(lines.images, wrong, lines.directions)
    wanted = FinetuneSettings(epochs=8, averaging=averaging, validations=1, **settings)
    unlabelled = UnlabelledLines(lines.images, lines.directions)
    return Finetuning(copy.deepcopy(able), taught, lines, wanted, CPU, unlabelled=unlabelled, can_read=True)


def test_what_a_reader_knew_is_mixed_in_where_that_reads_better(able: Recognizer) -> None:
    training = misled(able)
    told = [event for event in training.run() if isinstance(event, Validation | Mixed)]
    mixed = told[-1]
    assert isinstance(mixed, Mixed)
    assert training.mixed == mixed
    assert mixed.learned_share < 1
    assert mixed.cer_mixed < mixed.cer_learned
    assert training.best_validation is not None
    assert training.best_validation.cer == pytest.approx(mixed.cer_mixed)
    lines = drawn_lines(TEXTS)
    reads = {index: reading.text for batch in read_lines(training.best, lines) for index, reading in batch}
    assert reads == {index: reading.text for index, reading in training.best_readings.items()}


def test_where_what_was_learned_reads_best_nothing_of_before_is_kept() -> None:
    torch.manual_seed(0)
    lines = drawn_lines(TEXTS)
    settings = FinetuneSettings(epochs=120, augmentation=FOR_FINETUNING.scaled(0.05), averaging=0.9)
    training = Finetuning(Recognizer(SMALL, Alphabet.of(TEXTS)), lines, lines, settings, CPU, can_read=True)
    for _ in training.run():
        pass
    assert training.mixed is not None
    assert training.mixed.learned_share == 1
    assert training.mixed.cer_mixed == training.mixed.cer_learned


def test_a_training_broken_off_at_any_moment_of_its_end_ends_as_an_unbroken_one(
    able: Recognizer, tmp_path: Path
) -> None:
    unbroken = misled(able)
    events = list(unbroken.run())
    assert unbroken.mixed is not None
    learned = max(place for place, event in enumerate(events) if isinstance(event, FinetuneStep))
    for place in range(learned + 1, len(events)):
        first, second = misled(able), misled(able)
        for _ in islice(first.run(), place + 1):
            pass
        first.save(tmp_path / "state.safetensors")
        second.resume(tmp_path / "state.safetensors")
        list(second.run())
        assert second.mixed is not None
        assert second.mixed.learned_share == unbroken.mixed.learned_share
        assert second.mixed.cer_learned == unbroken.mixed.cer_learned
        assert shares(second.averaged) == shares(unbroken.averaged)
        assert {i: reading.text for i, reading in second.best_readings.items()} == {
            i: reading.text for i, reading in unbroken.best_readings.items()
        }
        assert second.temperature == pytest.approx(unbroken.temperature)


def test_nothing_is_mixed_from_chance_or_when_it_is_switched_off(able: Recognizer) -> None:
    for training in (finetuning(epochs=1), misled(able, mixes=False)):
        assert not any(isinstance(event, Mixed) for event in training.run())
        assert training.mixed is None


def test_a_model_that_can_read_learns_more_slowly(able: Recognizer) -> None:
    known, fresh = misled(able, continued_rate=0.25), finetuning(epochs=8)
    last = [[event for event in training.run() if isinstance(event, FinetuneStep)][-1] for training in (known, fresh)]
    assert last[0].step == last[1].step
    assert last[0].learning_rate == pytest.approx(0.25 * last[1].learning_rate)


def test_lines_are_labelled_by_the_mixture_where_that_reads_better(able: Recognizer) -> None:
    once = SelfTrainingSettings(rounds=1, first_round=0.8, last_round=0.8, least_passes=0, sure_enough=0.0)
    wrong = {}
    for mixes in (True, False):
        training = misled(able, self_training=once, mixes=mixes)
        for _ in training.run():
            pass
        assert training.self_training is not None
        labels = training.self_training.found.labels
        wrong[mixes] = error_rates((TEXTS[index], label) for index, label in labels.items()).cer
    assert wrong[True] < wrong[False]


def test_without_averaging_the_last_step_is_what_is_watched_and_kept() -> None:
    training = finetuning(epochs=1, averaging=0.0)
    list(training.run())
    torch.testing.assert_close(dict(training._average.state_dict()), dict(training._recognizer.state_dict()))
    steady = finetuning(epochs=1)
    list(steady.run())
    first = next(iter(steady._recognizer.parameters()))
    assert not torch.allclose(next(iter(steady._average.parameters())), first)


def shares(averaged: Averaged | None) -> tuple[float, float]:
    assert averaged is not None
    return averaged.cer_last, averaged.cer_mean


def wrong_letters(reader: Recognizer) -> float:
    lines = drawn_lines(TEXTS)
    return error_rates((TEXTS[i], reading.text) for batch in read_lines(reader, lines) for i, reading in batch).cer


def test_what_the_mean_of_the_last_states_gives_is_told_once_at_the_end() -> None:
    training = finetuning(epochs=40, strength=0.05)
    told = [event for event in training.run() if isinstance(event, Averaged)]
    assert told == [training.averaged]
    assert shares(training.averaged) == (wrong_letters(training._recognizer), wrong_letters(training._average))
    assert told[0].fraction == 1


def test_a_mean_that_reads_worse_than_the_last_step_is_told_as_well(able: Recognizer) -> None:
    training = misled(able, mixes=False)
    with torch.no_grad():
        for parameter in training._average.parameters():
            parameter.zero_()
    for _ in training._validate_at_the_end(Clock(Budget(epochs=1), 1)):
        pass
    last, mean = shares(training.averaged)
    assert last == wrong_letters(able) < mean
    torch.testing.assert_close(dict(training.best.state_dict()), dict(training._average.state_dict()))


def test_where_nothing_is_averaged_nothing_is_told_of_it() -> None:
    training = finetuning(epochs=2, averaging=0.0)
    assert not [event for event in training.run() if isinstance(event, Averaged)]
    assert training.averaged is None


def test_a_training_that_is_stopped_is_not_held_up_by_another_reading() -> None:
    training = finetuning(epochs=50)
    events = training.run()
    while not isinstance(next(events), Validation):
        pass
    events.close()
    assert training.averaged is None


def test_reading_with_the_last_step_changes_neither_weights_nor_chance() -> None:
    training = finetuning(epochs=3)
    for event in training.run():
        if isinstance(event, Validation):
            before = copy.deepcopy(all_that_is_learned(training))  # in the end that of the mean, just before
        if isinstance(event, Averaged):
            torch.testing.assert_close(all_that_is_learned(training), before, atol=0, rtol=0)
    assert training.averaged is not None
    assert training._recognizer.training


def all_that_is_learned(training: Finetuning) -> dict[str, dict[str, torch.Tensor]]:
    """The weights of every network of `training`, and where the random numbers stand."""
    weights = {name: dict(module.state_dict()) for name, module in training._modules.items()}
    return {**weights, "chance": {"state": torch.get_rng_state()}}


def test_a_training_that_has_ended_reads_with_the_last_step_no_second_time(tmp_path: Path) -> None:
    ended, again = finetuning(epochs=2), finetuning(epochs=2)
    list(ended.run())
    ended.save(tmp_path / "state.safetensors")
    again.resume(tmp_path / "state.safetensors")
    assert again.averaged == ended.averaged
    assert not [event for event in again.run() if isinstance(event, Averaged | FinetuneStep)]
    assert again.averaged == ended.averaged


def test_what_the_mean_gave_at_an_end_is_forgotten_when_it_learns_on(tmp_path: Path) -> None:
    ended, going_on = finetuning(epochs=2), finetuning(epochs=40, strength=0.05)
    list(ended.run())
    ended.save(tmp_path / "state.safetensors")
    going_on.resume(tmp_path / "state.safetensors")
    events = going_on.run()
    while not isinstance(next(events), FinetuneStep):
        pass
    assert going_on.averaged is None
    (told,) = (event for event in events if isinstance(event, Averaged))
    assert told.cer_last == wrong_letters(going_on._recognizer)
    assert told.cer_last < shares(ended.averaged)[0]


@pytest.mark.parametrize("averaging", [0.9, 0.0])
@pytest.mark.parametrize("mixes", [True, False])
def test_a_time_budget_reckons_with_every_reading_of_its_end(able: Recognizer, averaging: float, mixes: bool) -> None:
    training = misled(able, averaging=averaging, mixes=mixes)
    reader = ReadLinesCounted()
    training._valid.read = reader.of(training._valid)  # type: ignore[method-assign]
    while_learning = 0
    for event in training.run():
        if isinstance(event, FinetuneStep):
            while_learning = len(reader.counts)
    assert len(reader.counts) - while_learning == training._final_sample_readings
