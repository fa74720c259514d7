"""The readers of one fine-tuning, taught one after the other: mostly one, or several that are to vote.

They share the time and the validation lines, and begin with the same model; each of several learns from other lines
(`training.folds`) by another seed. One that is finished is kept in the folder of the run until all are there.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqclr_desktop.collection import Collection
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.kept_beginning import KeptBeginning
from seqclr_desktop.jobs.saved_training import only
from seqclr_desktop.jobs.start_choice import Start
from seqclr_desktop.jobs.starting_network import starting_recognizer
from seqclr_desktop.jobs.trained_reader import TrainedReader
from seqclr_desktop.jobs.training_run import TrainingRun

if TYPE_CHECKING:
    import torch

    from seqclr_desktop.model.recognizer import Recognizer
    from seqclr_desktop.training.finetune import Finetuning
    from seqclr_desktop.training.lines import LabelledLines
    from seqclr_desktop.training.progress_record import TrainingEvent
    from seqclr_desktop.training.self_training import UnlabelledLines
    from seqclr_desktop.training.settings import FinetuneSettings

_STATE = "finetune"
_SEED_COUNT = 2**32


@dataclass(frozen=True)
class TeachingLines:
    """What is learned from, what watches, and what may be labelled by the reader itself; `problems` name pages."""

    train: LabelledLines
    valid: LabelledLines
    unlabelled: UnlabelledLines | None
    problems: tuple[str, ...]


class TeachReaders:
    """Teaches as many readers as the settings say, each from its own beginning or from where it was broken off."""

    def __init__(
        self,
        collection: Collection,
        run: TrainingRun,
        settings: FinetuneSettings,
        lines: TeachingLines,
        start: Start,
        device: torch.device,
        began: float,
    ) -> None:
        """What was prepared since `began` (`time.monotonic`) counts as time of learning."""
        self._collection = collection
        self._run = run
        self._settings = settings
        self._lines = lines
        self._start = start
        self._device = device
        self._prepared_s = time.monotonic() - began
        self._told: set[int] = set()  # ids of lines that were told to be left out
        self.readers: list[TrainedReader] = []
        self.was_stopped = False

    def teach(self, device_name: str, control: Control) -> None:
        """Fills `readers`. Stopping keeps those that are finished, or else the best of the first so far.

        Raises Cancelled, with everything saved to go on from, when the program is closing, or when it is stopped
        while readers that were finished before a break read the validation lines again.
        """
        from seqclr_desktop.training.progress_record import Stage, StageBegan

        count = self._settings.voters
        for number in range(1, count + 1):
            kept = self._kept_path(number)
            if kept.exists():
                self.readers.append(TrainedReader.read(kept, self._lines.valid, self._device, control))
                continue
            train = self._train_of(number)
            training = self._training(number, train)
            note = str(self._start) if number == 1 else ""
            self._run.tell(StageBegan(Stage.FINETUNE, device_name, len(train), note, number, count), control)
            events = self._in_all(number, training)
            self.was_stopped = self._run.follow(training, self._state(number), events, control)
            if self.was_stopped and self.readers:
                return
            training.take_what_there_is()
            self.readers.append(TrainedReader.of(training, train))
            if self.was_stopped:
                return
            if count > 1:
                self.readers[-1].write(kept)

    def forget(self) -> None:
        """Delete what was kept to go on from."""
        for number in range(1, self._settings.voters + 1):
            self._run.state_path(self._state(number)).unlink(missing_ok=True)
            self._kept_path(number).unlink(missing_ok=True)

    def _state(self, number: int) -> str:
        return _STATE if self._settings.voters == 1 else f"{_STATE}-{number}"

    def _kept_path(self, number: int) -> Path:
        return self._run.learned_folder / f"reader-{number}.safetensors"

    def _train_of(self, number: int) -> LabelledLines:
        """The lines that this reader learns from."""
        from seqclr_desktop.training.folds import lines_of_reader

        train = self._lines.train
        if self._settings.voters == 1:
            return train
        images: Any = train.images
        return only(train, lines_of_reader(number, [line.page_id for line in images.lines]))

    def _training(self, number: int, train: LabelledLines) -> Finetuning:
        from seqclr_desktop.training.finetune import Finetuning

        settings = self._settings_of(number)
        recognizer, can_read = self._beginning(settings)
        spent_s = settings.budget.counted_s(self._prepared_s / settings.voters)
        lines = self._lines
        training = Finetuning(
            recognizer, train, lines.valid, settings, self._device, spent_s, lines.unlabelled, can_read=can_read
        )
        state = self._run.state_path(self._state(number))
        if state.exists():
            training.resume(state)
        return training

    def _settings_of(self, number: int) -> FinetuneSettings:
        """A share of the minutes and a seed of its own; of epochs each reader goes through all."""
        settings = self._settings
        minutes = settings.budget.minutes
        return replace(
            settings,
            minutes=None if minutes is None else minutes / settings.voters,
            seed=(settings.seed + number - 1) % _SEED_COUNT,
        )

    def _beginning(self, settings: FinetuneSettings) -> tuple[Recognizer, bool]:
        """The network to begin with and whether it can read, as the run has kept it if it had begun before."""
        folder, train = self._run.record.folder, self._lines.train
        kept = KeptBeginning.read(folder)
        texts: Sequence[str] = [kept.letters] if kept else train.labels or train.texts
        recognizer, knows_letters = starting_recognizer(
            self._collection, self._start.name, settings, self._device, texts
        )
        if kept is None:
            kept = KeptBeginning.of(self._start, texts, knows_letters=knows_letters)
            kept.write(folder)
        return recognizer, kept.knows_letters

    def _in_all(self, number: int, training: Finetuning) -> Iterator[TrainingEvent | None]:
        """The events of one training as part of the whole: time and share of all readers, each left-out line once."""
        from seqclr_desktop.training.progress_record import FinetuneStep, LinesLeftOut

        before_s, count = sum(reader.facts.seconds for reader in self.readers), self._settings.voters
        for event in training.run():
            if event is None:
                yield None
            elif isinstance(event, LinesLeftOut):
                new = tuple(line_id for line_id in event.line_ids if line_id not in self._told)
                self._told.update(new)
                if new:
                    yield replace(event, line_ids=new)
            else:
                part = replace(event, fraction=(number - 1 + event.fraction) / count)
                if isinstance(part, FinetuneStep) and part.seconds_left is not None:
                    others_s = (count - number) * (part.elapsed_s + part.seconds_left)
                    part = replace(part, seconds_left=part.seconds_left + others_s)
                yield replace(part, elapsed_s=part.elapsed_s + before_s)
