"""The table of an experiment: from what was read in each cell to rows, and rows as CSV, Markdown and plain values.

A cell is one training: an arm (a way of learning), a number of labels, a seed. A row gathers the seeds
of an arm at one number of labels and holds it against the control at the same number.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from seqclr_desktop.training.paired_bootstrap import (
    MEASURES,
    Interval,
    by_page,
    paired_interval,
    rates,
    relative_reduction,
)

_TITLES = {
    "word_accuracy": "words right",
    "word_accuracy_near": "words within one edit",
    "cer": "CER",
    "wer": "WER",
}


@dataclass(frozen=True)
class Cell:
    """One finished training. `counts`: a row of six numbers per test line (see `ReadingCounts`); `pages`: the page of
    each, empty in records of earlier versions.
    """

    arm: str
    label_count: int
    seed: int
    steps: int
    counts: tuple[tuple[int, ...], ...]
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Measured:
    """A share over the seeds: mean, sample deviation (None for one seed), and the difference from the control."""

    mean: float
    spread: float | None
    against_control: Interval | None


@dataclass(frozen=True)
class Row:
    """An arm at one number of labels, held against the arm `control` (none for the control itself).

    `cer_reduction` says by which share of themselves the control's wrong letters got fewer (below 0: more).
    """

    arm: str
    label_count: int
    seeds: tuple[int, ...]
    steps: int
    measures: Mapping[str, Measured] = field(default_factory=dict)
    cer_reduction: Interval | None = None
    control: str = ""

    def to_record(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Row:
        measures = {
            name: Measured(
                value["mean"],
                value["spread"],
                Interval(**value["against_control"]) if value["against_control"] else None,
            )
            for name, value in record["measures"].items()
        }
        reduction = record.get("cer_reduction")  # older records have none
        return cls(
            record["arm"],
            record["label_count"],
            tuple(record["seeds"]),
            record["steps"],
            measures,
            Interval(**reduction) if reduction else None,
            record.get("control", ""),
        )


def make_rows(cells: Sequence[Cell], controls: Mapping[str, str]) -> list[Row]:
    """A row per number of labels and arm, in the order of `controls`; an arm without finished cells has none.

    `controls` names for each arm what it is held against, on the seeds that both have finished; empty for nothing.
    """
    rows = []
    for label_count in sorted({cell.label_count for cell in cells}):
        by_arm = {arm: _by_seed(cells, arm, label_count) for arm in controls}
        for arm, control in controls.items():
            if by_arm[arm]:
                rows.append(_row(label_count, arm, control, by_arm))
    return rows


def _by_seed(cells: Sequence[Cell], arm: str, label_count: int) -> dict[int, Cell]:
    return {cell.seed: cell for cell in cells if cell.arm == arm and cell.label_count == label_count}


def _row(label_count: int, arm: str, control: str, by_arm: Mapping[str, Mapping[int, Cell]]) -> Row:
    own, other = by_arm[arm], by_arm.get(control, {})
    seeds = sorted(own)
    counts = _stacked([own[seed] for seed in seeds])
    shared = [seed for seed in seeds if seed in other]
    pair: tuple[np.ndarray, np.ndarray] | None = None
    if shared:
        pair = _stacked([own[seed] for seed in shared]), _stacked([other[seed] for seed in shared])
    measures = {}
    for name in MEASURES:
        shares = rates(counts, name)
        interval = paired_interval(*pair, name) if pair else None
        spread = float(shares.std(ddof=1)) if len(seeds) > 1 else None
        measures[name] = Measured(float(shares.mean()), spread, interval)
    steps = round(sum(cell.steps for cell in own.values()) / len(own))
    reduction = relative_reduction(*pair) if pair else None
    return Row(arm, label_count, tuple(seeds), steps, measures, reduction, control)


def _stacked(cells: Sequence[Cell]) -> np.ndarray:
    """(S, U, 6): of each cell what is drawn together."""
    counts = np.stack([np.array(cell.counts, dtype=np.int64).reshape(-1, 6) for cell in cells])
    return by_page(counts, cells[0].pages) if cells[0].pages else counts


def as_markdown(rows: Sequence[Row], heading: str) -> str:
    """A table for people: shares in per cent, differences in points with their 95 % interval."""
    head = ["labels", "way of learning", "held against", "seeds", "steps"]
    for title in _TITLES.values():
        head += [title, "against control"]
    head.append("fewer wrong letters than control")
    lines = [f"# {heading}", "", _md(head), _md(["---"] * len(head))]
    for row in rows:
        entries = [str(row.label_count), row.arm, row.control, str(len(row.seeds)), str(row.steps)]
        for name in _TITLES:
            measured = row.measures[name]
            entries += [_share(measured), _difference(measured.against_control)]
        entries.append(_reduction(row.cer_reduction))
        lines.append(_md(entries))
    return "\n".join([*lines, ""])


def as_csv(rows: Sequence[Row]) -> str:
    """A row per arm and number of labels; shares from 0 to 1, empty where there is nothing to say."""
    file = io.StringIO()
    parts = ("mean", "spread", "difference", "low", "high")
    writer = csv.writer(file, lineterminator="\n")
    measured_parts = [f"{name}_{part}" for name in _TITLES for part in parts]
    reduction = ["cer_reduction", "cer_reduction_low", "cer_reduction_high"]
    writer.writerow(["labels", "arm", "control", "seeds", "steps", *measured_parts, *reduction])
    for row in rows:
        values: list[object] = [row.label_count, row.arm, row.control, len(row.seeds), row.steps]
        for name in _TITLES:
            measured, interval = row.measures[name], row.measures[name].against_control
            values += [measured.mean, "" if measured.spread is None else measured.spread]
            values += _numbers(interval)
        values += _numbers(row.cer_reduction)
        writer.writerow([f"{value:.6f}" if isinstance(value, float) else value for value in values])
    return file.getvalue()


def _numbers(interval: Interval | None) -> list[object]:
    return [interval.difference, interval.low, interval.high] if interval else ["", "", ""]


def _reduction(interval: Interval | None) -> str:
    """In per cent of the control's wrong letters."""
    if interval is None:
        return ""
    return f"{100 * interval.difference:.0f} % ({100 * interval.low:.0f} to {100 * interval.high:.0f})"


def _md(entries: Sequence[str]) -> str:
    return f"| {' | '.join(entries)} |"


def _share(measured: Measured) -> str:
    spread = "" if measured.spread is None else f" ± {100 * measured.spread:.1f}"
    return f"{100 * measured.mean:.1f}{spread} %"


def _difference(interval: Interval | None) -> str:
    if interval is None:
        return ""
    told = f"{100 * interval.difference:+.1f} ({100 * interval.low:+.1f} to {100 * interval.high:+.1f})"
    return f"{told}, no difference seen" if interval.covers_zero else told
