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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import TrainingError
from seqclr_desktop.model.calibration import fit_temperature
from seqclr_desktop.model.line_batch import make_batch
from seqclr_desktop.model.recognizer import Reading, Recognizer
from seqclr_desktop.model.text_order import to_visual
from seqclr_desktop.training.augmentation import make_view, wipe_spans
from seqclr_desktop.training.clock import Clock
from seqclr_desktop.training.error_rates import ErrorRates, error_rates
from seqclr_desktop.training.evaluate import read_lines
from seqclr_desktop.training.label_checks import LEAST_TO_LEARN_FROM, lines_to_leave_out, refuse_hopeless
from seqclr_desktop.training.lines import BatchOrder, LabelledLines, LineImages, seeded_generator, spread_over
from seqclr_desktop.training.progress_record import (
    FinetuneStep,
    LinesLeftOut,
    Preview,
    SelfTrainingRound,
    Validation,
    from_record,
    to_record,
)
from seqclr_desktop.training.saved_state import load_state, restore, save_state
from seqclr_desktop.training.self_training import SelfTraining, UnlabelledLines
from seqclr_desktop.training.settings import FinetuneSettings
from seqclr_desktop.training.view_settings import AugmentationSettings

PREVIEW_COUNT = 10
_REPORT_EVERY_S = 0.4
_VALIDATION_LINES = 120  # enough to see the direction while learning; the last validation reads all
_LABELLING_SHARE = 0.04  # of the time may go into one round of reading untranscribed lines
_BEFORE_ANYTHING_IS_SURE = 0.6  # share of wrong letters above which a reader's own labels are noise

Event = FinetuneStep | Validation | SelfTrainingRound | None


@dataclass(frozen=True)
class _Lesson:
    """What one step learns from: places in `images`, what stands there, and how far it is changed."""

    images: LineImages
    places: Sequence[int]
    targets: Sequence[list[int]]
    augmentation: AugmentationSettings


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
    ) -> None:
        torch.manual_seed(settings.seed)
        self._settings = settings
        self._device = device
        self._recognizer = recognizer.to(device)
        self._average = copy.deepcopy(self._recognizer)
        self.best = copy.deepcopy(self._recognizer)
        self._train = train
        self._valid = valid
        labels = train.labels or train.texts
        self._targets = [self._target(*line) for line in zip(labels, train.directions, strict=True)]
        self.left_out = lines_to_leave_out(train, self._targets, self._has_room)
        left_out = {index for _, indices in self.left_out for index in indices}
        self._usable = [index for index in range(len(train)) if index not in left_out]
        refuse_hopeless([train.texts[index] for index in self._usable], LEAST_TO_LEARN_FROM)
        self._optimizer = torch.optim.AdamW(
            [
                {"params": list(self._recognizer.encoder.parameters()), "share": settings.encoder_rate},
                {"params": list(self._recognizer.decoder.parameters()), "share": 1.0},
            ],
            lr=settings.learning_rate,
            weight_decay=settings.weight_decay,
            betas=(0.9, 0.99),
        )
        widths = [train.images.width_px(index) for index in self._usable]
        self._order = BatchOrder(widths, settings.batch_lines, settings.seed)
        self._spent_s = spent_s
        self._augmentation_strength = settings.gentle_start
        self.step = 0
        self.line_count = 0
        self.best_validation: Validation | None = None
        self.temperature: float | None = None  # of `best`, on the validation lines last read (`model.calibration`)
        self._best_cer: float | None = None  # on the validation sample
        self._latest: tuple[float | None, float | None] = (None, None)  # CER and temperature of the last validation
        self._before_self_training: float | None = None
        self.self_training: SelfTraining | None = None
        if settings.self_training is not None and unlabelled is not None and len(unlabelled):
            self.self_training = SelfTraining(
                unlabelled, settings.self_training, settings.batch_lines, settings.seed, self._target, self._has_room
            )

    def run(self) -> Iterator[Event | LinesLeftOut]:
        """Learn until the budget is used up.

        Yields an event about twice a second, and None where the watcher only needs to be asked whether
        to go on. Raises TrainingError on a broken loss.
        """
        settings = self._settings
        epochs = settings.budget.epochs or 0
        clock = Clock(settings.budget, epochs * self._order.batches_per_epoch, self._spent_s)
        clock.step = self.step
        for reason, indices in self.left_out:
            yield LinesLeftOut(reason, tuple(self._train.images.line_id(index) for index in indices))
        final_s = 0.0  # what reading all validation lines will take at the end of a time budget
        next_validation = clock.fraction + 1 / settings.validations
        while not self._is_over(clock, final_s):
            event = self._learn_for_a_moment(clock, final_s)
            yield from self._pausing(clock, event)
            if self.self_training is not None and self.self_training.is_due(clock.fraction):
                yield from self._teach_itself(clock, self.self_training)
            if clock.fraction >= next_validation and not self._is_over(clock, final_s):
                began = time.monotonic()
                yield from self._validate(clock, self._validation_sample)
                took = time.monotonic() - began
                final_s = took * len(self._valid) / max(len(self._validation_sample), 1)
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
            "spent_s": self._spent_s,
            "line_count": self.line_count,
            "best_cer": self._best_cer,
            "best": None if self.best_validation is None else to_record(self.best_validation),
            "before_self_training": self._before_self_training,
            "self_training": None if self.self_training is None else self.self_training.to_values(),
        }
        save_state(path, self._modules, self._optimizer, values)

    def resume(self, path: Path) -> None:
        """Go on where `save` stopped. Raises ModelError."""
        values = restore(load_state(path), self._modules, self._optimizer)
        self.step, self._spent_s, self.line_count = values["step"], values["spent_s"], values["line_count"]
        self._best_cer = values["best_cer"]
        best = values["best"] and from_record(values["best"])
        self.best_validation = best if isinstance(best, Validation) else None
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
    def _modules(self) -> Mapping[str, torch.nn.Module]:
        return {"recognizer": self._recognizer, "average": self._average, "best": self.best}

    @property
    def _validation_sample(self) -> list[int]:
        """The same lines every time, spread over all of them."""
        return spread_over(len(self._valid), _VALIDATION_LINES)

    def _is_over(self, clock: Clock, final_s: float) -> bool:
        if self._settings.budget.minutes is None:
            return clock.is_over
        return clock.elapsed_s + final_s >= 60 * self._settings.budget.minutes

    def _pausing(self, clock: Clock, event: Event) -> Iterator[Event]:
        self._spent_s = clock.elapsed_s
        clock.hold()
        yield event
        clock.go_on()

    def _learn_for_a_moment(self, clock: Clock, final_s: float) -> FinetuneStep:
        settings = self._settings
        since = time.monotonic()
        losses: list[float] = []
        line_count = 0
        while not losses or (time.monotonic() - since < _REPORT_EVERY_S and not self._is_over(clock, final_s)):
            rate = self._set_learning_rate(clock.fraction)
            gentle = settings.gentle_start
            self._augmentation_strength = min(1.0, gentle + (1 - gentle) * clock.fraction / 0.5)
            lesson = self._next_lesson()
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
        rate = self._settings.learning_rate * warm * (0.5 * (1 + math.cos(math.pi * fraction)) + 0.005)
        for group in self._optimizer.param_groups:
            group["lr"] = rate * group["share"]
        return rate

    def _next_lesson(self) -> _Lesson:
        """Transcribed lines, or by turns lines that it labelled itself, under heavy masking."""
        own = self._own_lesson()
        if own is not None:
            return own
        step = self.step - (self.self_training.step if self.self_training is not None else 0)
        places = [self._usable[place] for place in self._order.batch(step)]
        augmentation = self._settings.augmentation.scaled(self._augmentation_strength)
        return _Lesson(self._train.images, places, [self._targets[place] for place in places], augmentation)

    def _own_lesson(self) -> _Lesson | None:
        own = self.self_training
        if own is None:
            return None
        share = own.settings.own_share
        if int((self.step + 1) * share) == int(self.step * share):
            return None
        batch = own.batch()
        if batch is None:
            return None
        return _Lesson(own.lines.images, *batch, replace(self._settings.augmentation, spans=own.settings.spans))

    def _learn(self, lesson: _Lesson) -> float:
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
            raise TrainingError(
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

    def _validate(self, clock: Clock, indices: list[int]) -> Iterator[Event]:
        """Read the lines at `indices` with the running mean; keep it when it is the best so far on the sample."""
        readings: dict[int, Reading] = {}
        yield from self._read(self._average, indices, readings, clock)
        cer = self._rates(readings, self._validation_sample).cer
        is_best = self._best_cer is None or cer <= self._best_cer
        if is_best:
            self.best.load_state_dict(self._average.state_dict())
            self._best_cer = cer
        event = self._validation(clock, readings, is_best)
        self._latest = (cer, fit_temperature(self._truths(readings)))
        if is_best:
            self.best_validation = event
            self.temperature = self._latest[1]
        yield from self._pausing(clock, event)

    def _teach_itself(self, clock: Clock, own: SelfTraining) -> Iterator[Event]:
        """Begin another round: how well it reads now, then what it is sure of on lines nobody transcribed."""
        yield from self._validate(clock, self._validation_sample)
        cer, temperature = self._latest
        if cer is not None and cer > _BEFORE_ANYTHING_IS_SURE:
            own.skip_round()
        else:
            for _ in own.begin_round(self._average, temperature, self._longest_labelling_s):
                yield from self._pausing(clock, None)
        if own.line_count and self._before_self_training is None:
            self._before_self_training = cer
        yield from self._pausing(clock, self._round(clock, own))

    @property
    def _longest_labelling_s(self) -> float | None:
        minutes = self._settings.budget.minutes
        return None if minutes is None else 60 * minutes * _LABELLING_SHARE

    def _round(self, clock: Clock, own: SelfTraining) -> SelfTrainingRound:
        return SelfTrainingRound(
            number=own.rounds_done,
            total=own.settings.rounds,
            fraction=clock.fraction,
            elapsed_s=clock.elapsed_s,
            lines_read=own.found.lines_read,
            lines_used=own.line_count,
            letters_sure=own.found.letters_sure,
            cer_before=self._latest[0],
        )

    def _validate_at_the_end(self, clock: Clock) -> Iterator[Event]:
        """Read all validation lines; when an earlier mean was better, tell that one's figures."""
        everything = list(range(len(self._valid)))
        yield from self._validate(clock, everything)
        if self.best_validation is None or not self.best_validation.is_best or self.best_validation.step != self.step:
            readings: dict[int, Reading] = {}
            yield from self._read(self.best, everything, readings, clock)
            self.temperature = fit_temperature(self._truths(readings))
            self.best_validation = self._validation(clock, readings, is_best=True)
            yield from self._pausing(clock, self.best_validation)

    def _read(
        self, reader: Recognizer, indices: list[int], readings: dict[int, Reading], clock: Clock
    ) -> Iterator[Event]:
        for batch in read_lines(reader, self._valid, indices):
            readings.update(batch)
            yield from self._pausing(clock, None)

    def _truths(self, readings: Mapping[int, Reading]) -> Iterator[tuple[str, Reading]]:
        return ((self._valid.texts[index], reading) for index, reading in readings.items())

    def _rates(self, readings: Mapping[int, Reading], indices: Iterable[int]) -> ErrorRates:
        return error_rates((self._valid.texts[index], readings[index].text) for index in indices)

    def _validation(self, clock: Clock, readings: Mapping[int, Reading], is_best: bool) -> Validation:
        rates = self._rates(readings, readings)
        previews = tuple(
            Preview(self._valid.images.line_id(index), self._valid.texts[index], readings[index].text)
            for index in self._preview_indices
        )
        return Validation(self.step, clock.fraction, clock.elapsed_s, rates.cer, rates.wer, is_best, previews)

    @property
    def _preview_indices(self) -> list[int]:
        sample = self._validation_sample
        return [sample[place] for place in spread_over(len(sample), PREVIEW_COUNT)]

    def _target(self, label: str, direction: Direction) -> list[int]:
        return self._recognizer.alphabet.encode(to_visual(label, direction))

    def _has_room(self, target: list[int], width_px: int) -> bool:
        frames = -(-width_px // self._recognizer.settings.frame_px)
        return self._recognizer.decoder.can_spell(target, frames)
