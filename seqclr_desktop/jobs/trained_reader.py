"""What the training of one reader left; of several that are to vote each is kept until all are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from seqclr_desktop.errors import ModelError
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.training.progress_record import Averaged, Mixed

if TYPE_CHECKING:
    import torch

    from seqclr_desktop.model.recognizer import Reading, Recognizer
    from seqclr_desktop.training.finetune import Finetuning
    from seqclr_desktop.training.lines import LabelledLines

PartT = TypeVar("PartT")


@dataclass(frozen=True)
class SelfTrainingReport:
    """What came of learning from own readings. `line_count` lines were learned from in the last of the `rounds`.

    `cer_before` and `cer_after` are wrong letters of the validation lines read while learning, just before
    the first round and in the end. What the transcribed lines alone would have given meanwhile is in it.
    """

    rounds: int
    line_count: int
    cer_before: float
    cer_after: float


@dataclass(frozen=True)
class ReaderFacts:
    """How a training went. `cer` and `wer` are shares over all validation lines, None where there are none.

    `left_out` are the ids of lines it could not learn from, by the reason in words.
    """

    cer: float | None
    wer: float | None
    temperature: float | None
    steps: int
    line_count: int
    seconds: float
    left_out: Mapping[str, tuple[int, ...]]
    self_training: SelfTrainingReport | None = None
    mixed: Mixed | None = None
    averaged: Averaged | None = None


@dataclass(frozen=True)
class TrainedReader:
    """A recogniser and how it became one; `readings` are what it reads of the validation lines, by their index."""

    recognizer: Recognizer
    facts: ReaderFacts
    readings: Mapping[int, Reading]

    @classmethod
    def of(cls, training: Finetuning, lines: LabelledLines) -> TrainedReader:
        """The best of a training that is over, on `lines`."""
        best = training.best_validation
        facts = ReaderFacts(
            cer=best.cer if best else None,
            wer=best.wer if best else None,
            temperature=training.temperature,
            steps=training.step,
            line_count=training.line_count,
            seconds=training.seconds,
            left_out={reason: tuple(map(lines.images.line_id, places)) for reason, places in training.left_out},
            self_training=_self_training_of(training),
            mixed=training.mixed,
            averaged=training.averaged,
        )
        return cls(training.best, facts, training.best_readings)

    def write(self, path: Path) -> None:
        """Raises StorageError."""
        from seqclr_desktop.model.checkpoint import save_recognizer

        save_recognizer(path, self.recognizer, {"facts": asdict(self.facts)})

    @classmethod
    def read(cls, path: Path, valid: LabelledLines, device: torch.device, control: Control) -> TrainedReader:
        """One that was written; it reads the validation lines anew.

        Raises ModelError when the file is damaged, and Cancelled.
        """
        from seqclr_desktop.model.checkpoint import describe_model, load_recognizer
        from seqclr_desktop.training.evaluate import read_lines

        recognizer = load_recognizer(path).to(device)
        try:
            kept = dict(describe_model(path).provenance["facts"])
            kept["self_training"] = remade(SelfTrainingReport, kept["self_training"])
            kept["mixed"] = remade(Mixed, kept.get("mixed"))
            kept["averaged"] = remade(Averaged, kept.get("averaged"))
            kept["left_out"] = {reason: tuple(ids) for reason, ids in kept["left_out"].items()}
            facts = ReaderFacts(**kept)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ModelError(
                "What is kept of a finished reader is damaged.", where=str(path), advice="Begin a new training."
            ) from error
        readings: dict[int, Reading] = {}
        for batch in read_lines(recognizer, valid):
            control.checkpoint()
            readings.update(batch)
        return cls(recognizer, facts, readings)


def remade(kind: Callable[..., PartT], values: Mapping[str, Any] | None) -> PartT | None:
    """The part of a report that `values` were kept of; None where there was none."""
    return kind(**values) if values else None


def _self_training_of(training: Finetuning) -> SelfTrainingReport | None:
    own, gain = training.self_training, training.self_training_gain
    if own is None or gain is None:
        return None
    return SelfTrainingReport(own.rounds_done, own.line_count, round(gain[0], 5), round(gain[1], 5))
