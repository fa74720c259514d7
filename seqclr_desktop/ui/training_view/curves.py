"""The curves of a run, gathered from its events, live or from the record. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from seqclr_desktop.training.progress_record import (
    FinetuneStep,
    LinesLeftOut,
    PretrainCheck,
    PretrainStep,
    Preview,
    SelfTrainingRound,
    Stage,
    StageBegan,
    Validation,
    from_record,
)  # fmt: skip


@dataclass
class Curve:
    """One line of a plot: seconds since the beginning, and values."""

    seconds: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, seconds: float, value: float) -> None:
        self.seconds.append(seconds)
        self.values.append(value)

    def near(self, seconds: float) -> float | None:
        """The value at the point next to `seconds`, or None without points."""
        if not self.seconds:
            return None
        nearest = min(range(len(self.seconds)), key=lambda place: abs(self.seconds[place] - seconds))
        return self.values[nearest]

    @property
    def last(self) -> float | None:
        return self.values[-1] if self.values else None


@dataclass
class Curves:
    """All that is known of a run from its events so far. Losses as the events state them, shares 0–1."""

    contrastive: Curve = field(default_factory=Curve)
    chance: Curve = field(default_factory=Curve)
    retrieval: Curve = field(default_factory=Curve)
    restored: Curve = field(default_factory=Curve)
    probe: Curve = field(default_factory=Curve)
    linear_probe: Curve = field(default_factory=Curve)
    check: PretrainCheck | None = None
    finetune: Curve = field(default_factory=Curve)
    cer: Curve = field(default_factory=Curve)
    best_cer: float | None = None
    stage: Stage | None = None
    stage_line_count: int = 0
    reader: int = 1
    reader_count: int = 1
    stage_starts: list[tuple[Stage, float]] = field(default_factory=list)
    fraction: float = 0.0
    device_name: str = ""
    lines_per_second: float | None = None
    seconds_left: float | None = None
    previews: tuple[Preview, ...] = ()
    left_out: tuple[LinesLeftOut, ...] = ()
    self_training: SelfTrainingRound | None = None
    now_s: float = 0.0
    _began_s: float = 0.0
    _offset_s: float | None = 0.0

    def add(self, event: object) -> None:
        """Take in one event; those of other kinds are passed over."""
        if isinstance(event, StageBegan):
            self._begin(event)
        elif isinstance(event, PretrainStep):
            seconds = self._advance(event)
            for curve, value in (
                (self.contrastive, event.loss),
                (self.chance, event.chance_loss),
                (self.retrieval, event.retrieval),
                (self.restored, event.restored),
            ):
                if value is not None:
                    curve.add(seconds, value)
        elif isinstance(event, PretrainCheck):
            self._check(event)
        elif isinstance(event, FinetuneStep):
            self.finetune.add(self._advance(event), event.loss)
        elif isinstance(event, Validation):
            self._validate(event)
        elif isinstance(event, SelfTrainingRound):
            self.self_training = event
            self._move_to(event.elapsed_s)
        elif isinstance(event, LinesLeftOut) and event not in self.left_out:  # a resumed training tells them again
            self.left_out = (*self.left_out, event)

    def _begin(self, event: StageBegan) -> None:
        self._began_s = self.now_s
        if event.stage is not self.stage:  # else it was resumed, and its clock goes on
            self._offset_s = None
        self.stage = event.stage
        self.stage_line_count = event.line_count
        self.reader, self.reader_count = event.reader, event.reader_count
        self.stage_starts.append((event.stage, self.now_s))
        self.device_name = event.device_name or self.device_name
        self.seconds_left = self.lines_per_second = None
        if event.reader > 1:  # another reader, whose best is its own
            self.best_cer = None
        else:
            self.fraction = 0.0

    def _advance(self, event: PretrainStep | FinetuneStep) -> float:
        self.fraction = event.fraction
        self.seconds_left = event.seconds_left
        self.lines_per_second = event.lines_per_second
        return self._move_to(event.elapsed_s)

    def _check(self, event: PretrainCheck) -> None:
        self.check = event
        seconds = self._move_to(event.elapsed_s)
        for curve, value in ((self.probe, event.context_cer), (self.linear_probe, event.linear_cer)):
            if value is not None:
                curve.add(seconds, value)

    def _validate(self, event: Validation) -> None:
        self.cer.add(self._move_to(event.elapsed_s), event.cer)
        if event.is_best or self.best_cer is None:
            self.best_cer = event.cer
        if event.previews:
            self.previews = event.previews

    def _move_to(self, elapsed_s: float) -> float:
        """Time on one axis, whether a stage counts from its own beginning or from that of the run."""
        if self._offset_s is None:
            self._offset_s = self._began_s if elapsed_s < self._began_s else 0.0
        self.now_s = max(self.now_s, elapsed_s + self._offset_s)
        return self.now_s


def curves_of(records: Iterable[Mapping[str, Any]]) -> Curves:
    """The curves of a recorded run; events that this program does not know are passed over."""
    curves = Curves()
    for record in records:
        try:
            curves.add(from_record(dict(record)))
        except (KeyError, TypeError, ValueError):
            continue  # written by another version: the rest of the curve is still worth showing
    return curves
