"""How far the work is, and what is still ahead: the speed of transcribing and a forecast of the error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seqclr_desktop.collection import Collection, Pace
from seqclr_desktop.training.learning_curve import CurvePoint, Forecast, forecast

_USUAL_SECONDS_A_LINE = 30.0


@dataclass(frozen=True)
class Outlook:
    """`curve` are the trainings there were; `forecast` is None where they bear none.

    `seconds`, from `seconds_fewest` to `seconds_most`: the time for the lines of the forecast at this pace.
    """

    pace: Pace | None
    curve: tuple[CurvePoint, ...]
    forecast: Forecast | None
    seconds: float | None = None
    seconds_fewest: float | None = None
    seconds_most: float | None = None


def outlook(collection: Collection) -> Outlook:
    """From the trainings and the texts of a collection; a few milliseconds."""
    pace = collection.pace()
    points = tuple(point for run in reversed(collection.runs()) if (point := _point(run.result)) is not None)
    expected = forecast(points, collection.overview().human_count)
    if expected is None:
        return Outlook(pace, points, None)
    each = pace.seconds_a_line if pace is not None else _USUAL_SECONDS_A_LINE
    times = [round(each * lines) for lines in (expected.lines, expected.fewest, expected.most)]
    return Outlook(pace, points, expected, *times)


def _point(result: Mapping[str, Any]) -> CurvePoint | None:
    lines, cer = result.get("train_line_count"), result.get("valid_cer")
    if not isinstance(lines, int) or not isinstance(cer, float):
        return None
    return CurvePoint(lines, cer)
