"""Learning to read: encoder and decoder together on transcribed lines.

Made to leave CTC's blank plateau within minutes on a processor: small batches (many steps), a warm-up,
normalised ink, and views changed anew each time. Validated and kept is the running mean of the
weights, which is steadier than any single step. Where there are lines nobody transcribed, it may teach
itself on them as well (`self_training`).
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path

import torch

from seqclr_desktop.errors import UnstableError
from seqclr_desktop.model.line_batch import make_batch
from seqclr_desktop.model.mixture import TRIED_SHARES, mixture
from seqclr_desktop.model.recognizer import Reading, Recognizer
from seqclr_desktop.training.augmentation import make_view, wipe_spans
from seqclr_desktop.training.clock import Clock
from seqclr_desktop.training.lessons import Lesson, Lessons
from seqclr_desktop.training.lines import LabelledLines, seeded_generator
from seqclr_desktop.training.progress_record import (
    Averaged,
    FinetuneStep,
    LinesLeftOut,
    Mixed,
    SelfTrainingRound,
    Validation,
    from_record,
    to_record,
)
from seqclr_desktop.training.saved_state import load_state, no_longer_fits, restore, save_state
from seqclr_desktop.training.self_training import SelfTraining, UnlabelledLines
from seqclr_desktop.training.settings import FinetuneSettings
from seqclr_desktop.training.validation_lines import ValidationLines, Watched

_REPORT_EVERY_S = 0.4
_LABELLING_SHARE = 0.04  # of the time may go into one round of reading untranscribed lines
_TEACHERS_SHARE = 0.5  # of what was learned, in the mixture that may label lines
_BEFORE_ANYTHING_IS_SURE = 0.6  # share of wrong letters above which a reader's own labels are noise

Event = FinetuneStep | Validation | SelfTrainingRound | Mixed | Averaged | None


class Finetuning:
    """A fine-tuning that can be stopped, saved and resumed. `best` is the best reader so far."""

    def __init__(
        self,
        recognizer: Recognizer,
        train: LabelledLines,
        valid: LabelledLines,
        settings: FinetuneSettings,
        device: torch.device,
        spent_s: float = 0.0,
        unlabelled: UnlabelledLines | None = None,
        *,
        can_read: bool = False,
    ) -> None:
        """`can_read`: the recogniser knows most of the letters already; it learns more slowly, and may be mixed."""
        torch.manual_seed(settings.seed)
        self._settings = settings
        self._highest_rate = settings.learning_rate * (settings.continued_rate if can_read else 1)
        self._device = device
        self._recognizer = recognizer.to(device)
        self._average = copy.deepcopy(self._recognizer)
        self._known = copy.deepcopy(self._recognizer) if can_read and settings.mixes else None
        self.best = copy.deepcopy(self._recognizer)
        self._train = train
        self._valid = ValidationLines(valid)
        self._lessons = Lessons(self._recognizer, train, unlabelled, settings)
        self._optimizer = torch.optim.AdamW(
            [
                {"params": list(self._recognizer.encoder.parameters()), "share": settings.encoder_rate},
                {"params": list(self._recognizer.decoder.parameters()), "share": 1.0},
            ],
            lr=self._highest_rate,
            weight_decay=settings.weight_decay,
            betas=(0.9, 0.99),
        )
        self._spent_s = spent_s
        self.step = 0
        self.line_count = 0
        self.best_validation: Validation | None = None
        self.temperature: float | None = None  # of `best`, on the validation lines last read (`model.calibration`)
        self.best_readings: Mapping[int, Reading] = {}  # of these lines by `best`, as it came out of them
        self._best_cer: float | None = None  # on the validation sample
        self._before_self_training: float | None = None
        self.mixed: Mixed | None = None
        self.averaged: Averaged | None = None

    @property
    def left_out(self) -> Sequence[tuple[str, list[int]]]:
        """Places of transcribed lines that cannot be learned from, with the reason in words."""
        return self._lessons.left_out

    @property
    def self_training(self) -> SelfTraining | None:
        """The lines it labels itself; None where it does not."""
        return self._lessons.own

    def run(self) -> Iterator[Event | LinesLeftOut]:
        """Learn until the budget is used up.

        Yields an event about twice a second, and None where the watcher only needs to be asked whether
        to go on. Raises UnstableError on a broken loss.
        """
        settings = self._settings
        clock = Clock(settings.budget, self._lessons.batches_per_epoch, self._spent_s)
        clock.step = self.step
        for reason, indices in self._lessons.left_out:
            yield LinesLeftOut(reason, tuple(self._train.images.line_id(index) for index in indices))
        next_validation = clock.fraction + 1 / settings.validations
        while not self.step or not clock.is_over:  # a step at least, however short the time
            event = self._learn_for_a_moment(clock)
            yield from self._pausing(clock, event)
            round_due = self._round_due(clock)
            if self.self_training is not None and round_due is not None:
                yield from self._teach_itself(clock, self.self_training, round_due)
            if clock.fraction >= next_validation and not clock.is_over:
                began = time.monotonic()
                yield from self._validate(clock)
                took = time.monotonic() - began
                all_lines = len(self._valid) / max(len(self._valid.sample), 1)
                clock.keep_back(took * (self._final_sample_readings + all_lines))
                # A small machine must not spend its time on reading validation lines over and over.
                gap = max(1 / settings.validations, 8 * took / max(clock.elapsed_s / max(clock.fraction, 1e-6), 1e-6))
                next_validation = clock.fraction + gap
        yield from self._validate_at_the_end(clock)
        self._spent_s = clock.elapsed_s

    def take_what_there_is(self) -> None:
        """Make the present running mean the best one when nothing was validated yet."""
        if self.best_validation is None:
            self.best.load_state_dict(self._average.state_dict())

    @property
    def seconds(self) -> float:
        """Spent on this training so far, its preparation included, pauses left out."""
        return self._spent_s

    def save(self, path: Path) -> None:
        """Raises StorageError."""
        values = {
            "step": self.step,
            "alphabet": self._letters,
            "spent_s": self._spent_s,
            "line_count": self.line_count,
            "best_cer": self._best_cer,
            "best": None if self.best_validation is None else to_record(self.best_validation),
            "mixed": None if self.mixed is None else to_record(self.mixed),
            "averaged": None if self.averaged is None else to_record(self.averaged),
            "before_self_training": self._before_self_training,
            "self_training": None if self.self_training is None else self.self_training.to_values(),
        }
        save_state(path, self._modules, self._optimizer, values)

    def resume(self, path: Path) -> None:
        """Go on where `save` stopped. Raises ModelError, TrainingError for a state of another alphabet or network."""
        state = load_state(path)
        if state.values["values"].get("alphabet", self._letters) != self._letters:
            raise no_longer_fits(path)  # of the same number of letters, each would be taken for another one
        values = restore(state, self._modules, self._optimizer)
        self.step, self._spent_s, self.line_count = values["step"], values["spent_s"], values["line_count"]
        self._best_cer = values["best_cer"]
        best = values["best"] and from_record(values["best"])
        self.best_validation = best if isinstance(best, Validation) else None
        mixed = values.get("mixed") and from_record(values["mixed"])
        self.mixed = mixed if isinstance(mixed, Mixed) else None
        averaged = values.get("averaged") and from_record(values["averaged"])
        self.averaged = averaged if isinstance(averaged, Averaged) else None
        self._before_self_training = values.get("before_self_training")
        if self.self_training is not None and values.get("self_training"):
            self.self_training.restore(values["self_training"])

    @property
    def self_training_gain(self) -> tuple[float, float] | None:
        """CER of the validation sample just before the first round and in the end; None without any round.

        What learning on from the transcribed lines alone would have given is in it.
        """
        if self._before_self_training is None or self._best_cer is None:
            return None
        return self._before_self_training, self._best_cer

    @property
    def _letters(self) -> str:
        return "".join(self._recognizer.alphabet.characters)

    @property
    def _modules(self) -> Mapping[str, torch.nn.Module]:
        return {"recognizer": self._recognizer, "average": self._average, "best": self.best}

    @property
    def _averages(self) -> bool:
        return self._settings.averaging > 0

    @property
    def _final_sample_readings(self) -> int:
        """How often the sample is read at the end: with the mean, and perhaps the last weights and the mixtures."""
        return 1 + int(self._averages) + (0 if self._known is None else len(TRIED_SHARES))

    def _pausing(self, clock: Clock, event: Event) -> Iterator[Event]:
        self._spent_s = clock.elapsed_s
        clock.hold()
        yield event
        clock.go_on()

    def _learn_for_a_moment(self, clock: Clock) -> FinetuneStep:
        self.averaged = None  # a training that was broken off at its end may have some time left: this is not its end
        since = time.monotonic()
        losses: list[float] = []
        line_count = 0
        while not losses or (
            time.monotonic() - since < _REPORT_EVERY_S and not clock.is_over and self._round_due(clock) is None
        ):
            rate = self._set_learning_rate(clock.fraction)
            lesson = self._lessons.next(self.step, clock.fraction)
            losses.append(self._learn(lesson))
            self.step += 1
            clock.step = self.step
            line_count += len(lesson.places)
        self.line_count += line_count
        speed = line_count / max(time.monotonic() - since, 1e-6)
        mean = sum(losses) / len(losses)
        return FinetuneStep(self.step, clock.fraction, clock.elapsed_s, clock.seconds_left, mean, rate, round(speed, 2))

    def _set_learning_rate(self, fraction: float) -> float:
        warm = min(1.0, (fraction + 0.001) / 0.04)
        rate = self._highest_rate * warm * (0.5 * (1 + math.cos(math.pi * fraction)) + 0.005)
        for group in self._optimizer.param_groups:
            group["lr"] = rate * group["share"]
        return rate

    def _learn(self, lesson: Lesson) -> float:
        settings = self._settings
        generator = seeded_generator(settings.seed, self.step)
        torch.manual_seed(int(torch.randint(2**31, (), generator=generator)))  # dropout, the same when resumed
        self._recognizer.train()
        batch = make_batch([lesson.images.image(place) for place in lesson.places]).to(self._device)
        view = make_view(batch, lesson.augmentation, generator)
        frames = self._recognizer.encoder(wipe_spans(view.batch, lesson.augmentation.spans, generator))
        # A view squeezed too far for its text sits this step out.
        targets = lesson.targets
        decoder = self._recognizer.decoder
        fits = [row for row, target in enumerate(targets) if decoder.can_spell(target, int(frames.counts[row]))]
        if not fits:
            return 0.0
        loss = decoder.loss(frames.rows(fits), [targets[row] for row in fits])
        if not math.isfinite(float(loss.detach())):
            raise UnstableError(
                "The training became unstable and was stopped.",
                advice="Start it again with a lower learning rate or another seed.",
            )
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._recognizer.parameters(), 1.0)
        self._optimizer.step()
        self._update_average()
        return float(loss.detach())

    @torch.no_grad()
    def _update_average(self) -> None:
        memory = min(self._settings.averaging, (self.step + 1) / (self.step + 10))
        for mean, value in zip(self._average.parameters(), self._recognizer.parameters(), strict=True):
            mean.lerp_(value, 1 - memory)

    def _validate(self, clock: Clock) -> Iterator[Event]:
        """Read the sample with the running mean; keep it when it is the best so far."""
        if not len(self._valid):  # the last state is taken then, and nothing is said of how well it reads
            return
        watched = yield from self._watch(clock, self._average, self._valid.sample)
        if self._best_cer is None or watched.sample_cer <= self._best_cer:
            self.mixed = None  # what was mixed before a break was not the best after all
            yield from self._keep(clock, self._average, watched)
        else:
            yield from self._pausing(clock, self._validation(clock, watched, is_best=False))

    def _keep(self, clock: Clock, reader: Recognizer, watched: Watched) -> Iterator[Event]:
        """Take `reader`, as it was just watched, for the best so far."""
        self.best.load_state_dict(reader.state_dict())
        self._best_cer = watched.sample_cer
        self.best_validation = self._validation(clock, watched, is_best=True)
        self.temperature, self.best_readings = watched.temperature, watched.readings
        yield from self._pausing(clock, self.best_validation)

    def _validate_at_the_end(self, clock: Clock) -> Iterator[Event]:
        """The sample tells which mean or mixture is the best; that one reads all validation lines, each once."""
        yield from self._validate(clock)
        watched = self._valid.watched
        if watched is None:
            return  # there are no such lines
        if self._averages and self.averaged is None:
            yield from self._compare_with_last_step(clock, watched)
        if self._known is not None and self.mixed is None:
            yield from self._mix(clock, self._known)
        if len(self.best_readings) == len(self._valid):
            return  # the best has read all of them
        watched = yield from self._watch(clock, self.best, self._valid.everything)
        self.temperature, self.best_readings = watched.temperature, watched.readings
        self.best_validation = self._validation(clock, watched, is_best=True)
        yield from self._pausing(clock, self.best_validation)

    def _compare_with_last_step(self, clock: Clock, mean: Watched) -> Iterator[Event]:
        """Tell what the running mean, which was read just now, gains; the weights it is made of are only read."""
        last = yield from self._watch(clock, self._recognizer, self._valid.sample)
        self.averaged = Averaged(clock.fraction, clock.elapsed_s, last.sample_cer, mean.sample_cer)
        yield from self._pausing(clock, self.averaged)

    def _mix(self, clock: Clock, known: Recognizer) -> Iterator[Event]:
        """Mix the best with what was known before, where that reads the sample better."""
        assert self._best_cer is not None, "the sample was read just now"
        best_cer, share, best = self._best_cer, 1.0, None
        for tried in TRIED_SHARES:
            mixed = mixture(known, self.best, tried)
            watched = yield from self._watch(clock, mixed, self._valid.sample)
            if watched.sample_cer < best_cer:
                best_cer, share, best = watched.sample_cer, tried, (mixed, watched)
        self.mixed = Mixed(clock.fraction, clock.elapsed_s, share, self._best_cer, best_cer)
        if best is not None:
            yield from self._keep(clock, *best)
        yield from self._pausing(clock, self.mixed)

    def _watch(self, clock: Clock, reader: Recognizer, indices: Sequence[int]) -> Generator[Event, None, Watched]:
        for _ in self._valid.read(reader, indices):
            yield from self._pausing(clock, None)
        assert self._valid.watched is not None, "it was read to the end"
        return self._valid.watched

    def _validation(self, clock: Clock, watched: Watched, is_best: bool) -> Validation:
        rates = watched.rates
        return Validation(self.step, clock.fraction, clock.elapsed_s, rates.cer, rates.wer, is_best, watched.previews)

    def _round_due(self, clock: Clock) -> int | None:
        own = self.self_training
        if own is None or not len(self._valid):  # nothing could tell whether it reads well enough to teach
            return None
        return own.round_due(clock.fraction, self._lessons.passes(self.step))

    def _teach_itself(self, clock: Clock, own: SelfTraining, number: int) -> Iterator[Event]:
        """Begin another round: how well it reads now, then what it is sure of on lines nobody transcribed."""
        yield from self._validate(clock)
        watched = self._valid.watched
        assert watched is not None, "it was read just now"
        if watched.sample_cer > _BEFORE_ANYTHING_IS_SURE:
            own.skip_round(number)
        else:
            teacher, temperature = yield from self._teacher(clock, watched)
            for _ in own.begin_round(number, teacher, temperature, self._longest_labelling_s):
                yield from self._pausing(clock, None)
        if own.line_count and self._before_self_training is None:
            self._before_self_training = watched.sample_cer
        yield from self._pausing(clock, self._round(clock, own, watched.sample_cer))

    def _teacher(self, clock: Clock, watched: Watched) -> Generator[Event, None, tuple[Recognizer, float | None]]:
        """Who reads the lines nobody transcribed, and its temperature: the running mean or, where that reads better,
        its mixture with what was known before, which knows other hands as well.
        """
        if self._known is None:
            return self._average, watched.temperature
        mixed = mixture(self._known, self._average, _TEACHERS_SHARE)
        tried = yield from self._watch(clock, mixed, self._valid.sample)
        is_better = tried.sample_cer < watched.sample_cer
        return (mixed, tried.temperature) if is_better else (self._average, watched.temperature)

    @property
    def _longest_labelling_s(self) -> float | None:
        minutes = self._settings.budget.minutes
        return None if minutes is None else 60 * minutes * _LABELLING_SHARE

    def _round(self, clock: Clock, own: SelfTraining, cer: float) -> SelfTrainingRound:
        return SelfTrainingRound(
            number=own.rounds_done,
            total=own.settings.rounds,
            fraction=clock.fraction,
            elapsed_s=clock.elapsed_s,
            lines_read=own.found.lines_read,
            lines_used=own.line_count,
            letters_sure=own.found.letters_sure,
            cer_before=cer,
        )
