"""How far the work is, and what is still ahead: the speed of transcribing and a forecast of the error.

The forecast goes through a measured curve (`measure_curve`), whose trainings differ by the number of lines
alone. Where none was measured on as many lines as there are now, about, the trainings that a person began
must do, as far as they are of one kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seqclr_desktop.collection import Collection, Pace, RunRecord, RunState
from seqclr_desktop.document import Split
from seqclr_desktop.training.learning_curve import CurveFit, CurvePoint, Forecast, fit_curve, forecast

MEASURED_KIND = "curve"
_TRAINING_KINDS = ("learn", "finetune")
_ENDED = (RunState.FINISHED, RunState.STOPPED)
_USUAL_SECONDS_A_LINE = 30.0
_USUAL_TRAIN_SHARE = 0.8


@dataclass(frozen=True)
class Outlook:
    """`curve` are the trainings the forecast rests on; `forecast` is None where they bear none.

    `is_measured`: by short trainings for this purpose. Lines of `curve` and `fit` are lines learned from, those
    of `forecast` lines to transcribe, of which some are kept apart. `seconds`, from `seconds_fewest` to
    `seconds_most`: the time for them at this pace.
    """

    pace: Pace | None
    curve: tuple[CurvePoint, ...]
    forecast: Forecast | None
    seconds: float | None = None
    seconds_fewest: float | None = None
    seconds_most: float | None = None
    is_measured: bool = False
    fit: CurveFit | None = None
    lines_now: int = 0


def outlook(collection: Collection) -> Outlook:
    """From the trainings and the texts of a collection; a few milliseconds."""
    pace = collection.pace()
    lines_now, train_share = _lines_to_learn_from(collection)
    points, is_measured = _best_points(collection.runs(), lines_now)
    expected = forecast(points, lines_now)
    if expected is None:
        return Outlook(pace, points, None, is_measured=is_measured, lines_now=lines_now)
    wanted = _lines_to_transcribe(expected, train_share)
    each = pace.seconds_a_line if pace is not None else _USUAL_SECONDS_A_LINE
    return Outlook(
        pace,
        points,
        wanted,
        seconds=round(each * wanted.lines),
        seconds_fewest=round(each * wanted.fewest),
        seconds_most=round(each * wanted.most),
        is_measured=is_measured,
        fit=fit_curve(points),
        lines_now=lines_now,
    )


def _lines_to_learn_from(collection: Collection) -> tuple[int, float]:
    """How many transcribed lines a training would learn from now, and what share of all transcribed ones that is."""
    shares = collection.shares()
    human_count = sum(share.human_count for share in shares.values())
    undecided = shares[None].human_count if None in shares else 0
    train = shares[Split.TRAIN].human_count if Split.TRAIN in shares else 0
    lines_now = round(train + _USUAL_TRAIN_SHARE * undecided)
    return lines_now, lines_now / human_count if lines_now else _USUAL_TRAIN_SHARE


def _best_points(runs: Sequence[RunRecord], lines_now: int) -> tuple[tuple[CurvePoint, ...], bool]:
    """The points to forecast from (oldest first), and whether they were measured for that. `runs`: newest first."""
    measured = next((_measured(run.result) for run in runs if run.kind == MEASURED_KIND and run.state in _ENDED), ())
    trainings = _trainings(runs)
    is_recent = bool(measured) and 2 * measured[-1].line_count >= lines_now
    if measured and (is_recent or forecast(trainings, lines_now) is None):
        return measured, True
    return trainings, False


def _trainings(runs: Sequence[RunRecord]) -> tuple[CurvePoint, ...]:
    """The trainings of the newest one's kind: others took other ways, and another time."""
    ended = [run for run in runs if run.kind in _TRAINING_KINDS and run.state in _ENDED]
    alike = [run for run in reversed(ended) if run.kind == ended[0].kind]
    return tuple(point for run in alike if (point := _point(run.result)) is not None)


def _point(result: Mapping[str, Any]) -> CurvePoint | None:
    lines, cer = result.get("train_line_count"), result.get("valid_cer")
    if not isinstance(lines, int) or not isinstance(cer, float):
        return None
    return CurvePoint(lines, cer)


def _measured(result: Mapping[str, Any]) -> tuple[CurvePoint, ...]:
    return tuple(CurvePoint(**point) for point in result.get("points", ()))


def _lines_to_transcribe(expected: Forecast, train_share: float) -> Forecast:
    """Some of what is transcribed is kept apart to watch and to test with."""

    def all_of(lines: int) -> int:
        step = 10 if lines < 1000 else 100
        return max(step, round(lines / train_share / step) * step)

    return Forecast(expected.goal, all_of(expected.lines), all_of(expected.fewest), all_of(expected.most))
