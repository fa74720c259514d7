"""The events a training yields, kept in the run's record and drawn by the window and the terminal.

Times are seconds since the run began, pauses and closed hours left out, so that a curve goes on
where it stopped. `fraction` (0–1) is how much of the schedule is done.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Stage(StrEnum):
    """The parts of learning, in their order."""

    PREPARE = "prepare"
    PRETRAIN = "pretrain"
    FINETUNE = "finetune"
    TEST = "test"


@dataclass(frozen=True)
class StageBegan:
    """A new part of the work. `device_name` is what a person calls the device it runs on.

    Where several readers are taught that are to vote, it is `reader` (from 1) of `reader_count`.
    """

    stage: Stage
    device_name: str = ""
    line_count: int = 0
    note: str = ""
    reader: int = 1
    reader_count: int = 1


@dataclass(frozen=True)
class PretrainStep:
    """The mean over the optimiser steps since the last such event.

    `loss` is the NCE loss, `chance_loss` what it would be by guessing (ln of the candidates),
    `retrieval` (0–1) the share of windows whose twin was nearest among all candidates; None when nothing
    is contrasted. `restored` (up to 1) is the share of hidden ink that was restored, None when none is hidden.
    """

    step: int
    fraction: float
    elapsed_s: float
    seconds_left: float | None
    loss: float | None
    chance_loss: float | None
    retrieval: float | None
    lines_per_second: float
    restored: float | None = None


class Finding(StrEnum):
    """What can be wrong with a pretraining (`collapse_watch.findings`)."""

    COLLAPSED = "collapsed"
    PLACE = "place"
    LINE = "line"
    GUESSING = "guessing"
    NO_GAIN = "no gain"


@dataclass(frozen=True)
class WindowPlace:
    """A window of a line: where it begins and ends, as shares of the line image's width."""

    line_id: int
    start: float
    end: float


@dataclass(frozen=True)
class Anchor:
    """A window, and the windows of other lines that the model finds most like it."""

    window: WindowPlace
    nearest: tuple[WindowPlace, ...]


@dataclass(frozen=True)
class PretrainCheck:
    """A pretraining looked at from the side, on the same lines each time.

    `retrieval_in_line` and `retrieval_elsewhere` (0–1): windows nearest to their twin among those of the
    same line, and among those of other lines; the first far below the second means that the line is known,
    not the letters. `spread` (0–1) and `effective_rank` of `dimension_count`: how much room the embeddings
    fill. `place_retrieval` (0–1): the same on blank paper, where only the place can tell; guessing gives
    `place_chance`. The probes are small readers on top, with `linear_cer` and `context_cer` (of a BiLSTM)
    wrong letters; their losses are per character. Whatever could not be measured is None.
    """

    step: int
    fraction: float
    elapsed_s: float
    retrieval_in_line: float | None
    retrieval_elsewhere: float | None
    spread: float | None
    effective_rank: float | None
    dimension_count: int
    place_retrieval: float | None
    place_chance: float | None
    linear_cer: float | None
    linear_loss: float | None
    context_cer: float | None
    context_loss: float | None
    is_best: bool
    findings: tuple[Finding, ...] = ()
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True)
class FinetuneStep:
    """The mean loss per character over the steps since the last such event."""

    step: int
    fraction: float
    elapsed_s: float
    seconds_left: float | None
    loss: float
    learning_rate: float
    lines_per_second: float


@dataclass(frozen=True)
class Preview:
    """One of the ten fixed validation lines, read by the model as it is now. Both texts in logical order."""

    line_id: int
    truth: str
    reading: str


@dataclass(frozen=True)
class Validation:
    """The model as it is now, read against the validation lines. `cer` and `wer` are shares (0.083 = 8.3 %)."""

    step: int
    fraction: float
    elapsed_s: float
    cer: float
    wer: float
    is_best: bool
    previews: tuple[Preview, ...] = ()


@dataclass(frozen=True)
class LinesLeftOut:
    """Lines that cannot be learned from, with the reason in words, never dropped silently."""

    reason: str
    line_ids: tuple[int, ...]


@dataclass(frozen=True)
class SelfTrainingRound:
    """A reader has labelled lines nobody transcribed, and learns from `lines_used` of the `lines_read`.

    `letters_sure` (0–1) is the share of what it read there that it learns from. `cer_before` is that of the
    validation just before; None without validation lines.
    """

    number: int
    total: int
    fraction: float
    elapsed_s: float
    lines_read: int
    lines_used: int
    letters_sure: float
    cer_before: float | None = None


@dataclass(frozen=True)
class Mixed:
    """A reader was mixed with the model it began with (`model.mixture`), in whichever way reads best.

    `learned_share` (0–1) is that of what was learned, 1 where nothing of before was kept. `cer_learned` and
    `cer_mixed` are the wrong letters (shares) of the validation lines read while learning, without and with it.
    """

    fraction: float
    elapsed_s: float
    learned_share: float
    cer_learned: float
    cer_mixed: float


@dataclass(frozen=True)
class Averaged:
    """What the running mean of the weights gave in the end; the mean is kept even where it reads no better.

    `cer_last` and `cer_mean` are the wrong letters (shares) of the validation lines read while learning, with the
    weights as the last step left them and with their mean.
    """

    fraction: float
    elapsed_s: float
    cer_last: float
    cer_mean: float


TrainingEvent = (
    StageBegan
    | PretrainStep
    | PretrainCheck
    | FinetuneStep
    | Validation
    | LinesLeftOut
    | SelfTrainingRound
    | Mixed
    | Averaged
)

_EVENT_TYPES = {
    kind.__name__: kind
    for kind in (
        StageBegan,
        PretrainStep,
        PretrainCheck,
        FinetuneStep,
        Validation,
        LinesLeftOut,
        SelfTrainingRound,
        Mixed,
        Averaged,
    )
}


def to_record(event: TrainingEvent) -> dict[str, Any]:
    """The event as plain JSON values, with its type's name under `event`."""
    return {"event": type(event).__name__, **dataclasses.asdict(event)}


def from_record(record: dict[str, Any]) -> TrainingEvent:
    """The event that `to_record` made `record` of. Raises KeyError for an unknown type."""
    values = dict(record)
    kind = _EVENT_TYPES[values.pop("event")]
    if kind is StageBegan:
        values["stage"] = Stage(values["stage"])
    if kind is PretrainCheck:
        values["findings"] = tuple(Finding(finding) for finding in values["findings"])
        values["anchors"] = tuple(
            Anchor(WindowPlace(**anchor["window"]), tuple(WindowPlace(**place) for place in anchor["nearest"]))
            for anchor in values["anchors"]
        )
    if kind is Validation:
        values["previews"] = tuple(Preview(**preview) for preview in values["previews"])
    if kind is LinesLeftOut:
        values["line_ids"] = tuple(values["line_ids"])
    return kind(**values)
