"""Did pretraining help? What an experiment found, in sentences; no widgets here.

The rows are those of the experiment's record, so that neither the window nor the list of jobs loads PyTorch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from seqclr_desktop.training.experiment_table import Row
from seqclr_desktop.training.paired_bootstrap import Interval
from seqclr_desktop.training.protocols import FROM_BASE, WHOLE_LINE
from seqclr_desktop.ui.text import tr

_MINUS = "\N{MINUS SIGN}"


def gain_sentences(records: Sequence[Mapping[str, Any]], control: str) -> list[str]:
    """A sentence for each number of labels, fewest first, on wrong letters with and without pretraining.

    Spoken of is the first way of learning that was asked for, never the one that came out best: whoever
    picks the best of many sees gains where there is only chance. Where some trainings begin from scratch and
    some with the base model, each beginning has a heading and its own sentences.
    """
    rows = [Row.from_record(record) for record in records]
    pretrained = [row for row in rows if row.arm not in (control, FROM_BASE)]
    controls = list(dict.fromkeys(row.control or control for row in pretrained))
    told: list[str] = []
    for own in controls:
        sentences = _sentences([row for row in pretrained if (row.control or control) == own])
        told += [_heading(own), *sentences] if len(controls) > 1 and sentences else sentences
    return told


def _sentences(rows: Sequence[Row]) -> list[str]:
    """Of pretrained rows held against one control."""
    way = told_way([row.arm for row in rows])
    told = sorted((row for row in rows if row.arm == way), key=lambda row: row.label_count)
    sentences = [(row, row.measures["cer"].against_control) for row in told]
    return [
        " ".join(
            part for part in (_sentence(interval, row.label_count), _relative(interval, row.cer_reduction)) if part
        )
        for row, interval in sentences
        if interval is not None
    ]


def told_way(pretrained: Sequence[str]) -> str | None:
    """Of pretrained ways the one that the sentences speak of; that of whole lines only where there is no other."""
    own = [arm for arm in pretrained if not arm.startswith(WHOLE_LINE)]
    return next(iter([*own, *pretrained]), None)


def _heading(control: str) -> str:
    return tr("With the model that comes with the program:") if control == FROM_BASE else tr("From scratch:")


def _sentence(interval: Interval, label_count: int) -> str:
    if interval.covers_zero:
        return tr(
            "No difference seen with {n} transcribed line(s): {points} points of wrong letters ({low} to {high}).",
            label_count,
            points=_points(interval.difference, signed=True),
            low=_points(interval.low, signed=True),
            high=_points(interval.high, signed=True),
        )
    if interval.difference < 0:
        return tr(
            "Pretraining lowers wrong letters by {points} points ({low} to {high}) with {n} transcribed line(s).",
            label_count,
            points=_points(-interval.difference),
            low=_points(-interval.high),
            high=_points(-interval.low),
        )
    return tr(
        "Pretraining raises wrong letters by {points} points ({low} to {high}) with {n} transcribed line(s).",
        label_count,
        points=_points(interval.difference),
        low=_points(interval.low),
        high=_points(interval.high),
    )


def _relative(difference: Interval, reduction: Interval | None) -> str:
    """The difference as a share of the control's wrong letters; nothing where none was seen or it was not kept."""
    if reduction is None or difference.covers_zero:
        return ""
    if reduction.difference > 0:
        return tr(
            "That is {share} % fewer ({low} to {high}).",
            share=_percent(reduction.difference),
            low=_percent(reduction.low),
            high=_percent(reduction.high),
        )
    return tr(
        "That is {share} % more ({low} to {high}).",
        share=_percent(-reduction.difference),
        low=_percent(-reduction.high),
        high=_percent(-reduction.low),
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}".replace("-", _MINUS)


def _points(share: float, *, signed: bool = False) -> str:
    """0.031 -> "3.1"; with a sign "+3.1" or "−3.1", and 0.0 without one."""
    text = f"{100 * abs(share):.1f}"
    if not signed or float(text) == 0:
        return text
    return (_MINUS if share < 0 else "+") + text
