"""The five steps of the work, and how far each is; no widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from seqclr_desktop.collection import Overview
from seqclr_desktop.ui.text import number, tr


class Step(StrEnum):
    """The steps in their order; each is a view of the window."""

    SCANS = "scans"
    LINES = "lines"
    TRANSCRIBE = "transcribe"
    TRAIN = "train"
    COLLECTION = "collection"


@dataclass(frozen=True)
class StepState:
    """What the rail says of a step: how far it is (0–1), in a few words, and in a whole sentence."""

    share: float
    words: str
    sentence: str


def step_titles() -> dict[Step, str]:
    """The names of the steps."""
    return {
        Step.SCANS: tr("Scans"),
        Step.LINES: tr("Lines"),
        Step.TRANSCRIBE: tr("Transcribe"),
        Step.TRAIN: tr("Train"),
        Step.COLLECTION: tr("Collection"),
    }


def step_states(overview: Overview | None) -> dict[Step, StepState]:
    """How far each step of the collection is; empty words when none is open."""
    if overview is None:
        return {step: StepState(0.0, "", "") for step in Step}
    return {
        Step.SCANS: _scans(overview),
        Step.LINES: _lines(overview),
        Step.TRANSCRIBE: _transcribe(overview),
        Step.TRAIN: _train(overview),
        Step.COLLECTION: _collection(overview),
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _scans(overview: Overview) -> StepState:
    words = tr("{n} page(s)", overview.page_count)
    return StepState(1.0 if overview.page_count else 0.0, words, words)


def _lines(overview: Overview) -> StepState:
    sentence = tr(
        "{lines} lines on {looked_at} of {pages} pages",
        lines=number(overview.line_count),
        looked_at=number(overview.pages_looked_at),
        pages=number(overview.page_count),
    )
    words = tr("{n} line(s)", overview.line_count)
    return StepState(_share(overview.pages_looked_at, overview.page_count), words, sentence)


def _transcribe(overview: Overview) -> StepState:
    done, whole = number(overview.transcribed_count), number(overview.usable_count)
    return StepState(
        _share(overview.transcribed_count, overview.usable_count),
        tr("{done} of {whole}", done=done, whole=whole),
        tr("{done} of {whole} lines transcribed", done=done, whole=whole),
    )


def _train(overview: Overview) -> StepState:
    if overview.recogniser_count:
        words = tr("{n} model(s)", overview.recogniser_count)
        return StepState(1.0, words, tr("{words} that can read", words=words))
    if overview.pretrained_count:
        return StepState(0.5, tr("pretrained"), tr("The letters have been studied; reading is not learnt yet"))
    return StepState(0.0, tr("no model yet"), tr("No model has been trained yet"))


def _collection(overview: Overview) -> StepState:
    usable = overview.usable_count
    with_text = min(overview.transcribed_count + overview.machine_only_count, usable)
    share = _share(with_text, usable)
    percent = number(int(share * 100))
    return StepState(
        share,
        tr("{percent} % with text", percent=percent),
        tr("{done} of {whole} lines have a text", done=number(with_text), whole=number(usable)),
    )
