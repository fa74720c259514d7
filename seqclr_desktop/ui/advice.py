"""What would be the next useful thing to do; no widgets here."""

from __future__ import annotations

from dataclasses import dataclass

from seqclr_desktop.collection import Overview
from seqclr_desktop.ui.steps import Step
from seqclr_desktop.ui.text import tr

LINES_FOR_A_FIRST_TRAINING = 50


@dataclass(frozen=True)
class Advice:
    """A sentence, and the step at which to follow it. `key` tells kinds apart when one was dismissed."""

    key: str
    text: str
    step: Step


def advice_for(overview: Overview) -> Advice | None:
    """The next useful thing in this collection, or None when there is nothing to say."""
    unsearched = overview.page_count - overview.pages_looked_at
    if overview.page_count == 0:
        return None
    if overview.line_count == 0:
        return Advice("find", tr("Next: let the program find the lines of the pages."), Step.LINES)
    if overview.recogniser_count == 0:
        return _towards_a_first_model(overview)
    if unsearched:
        text = tr("Next: {n} page(s) have not been searched for lines yet.", unsearched)
        return Advice("find more", text, Step.LINES)
    return _with_a_model(overview)


def _towards_a_first_model(overview: Overview) -> Advice:
    missing = LINES_FOR_A_FIRST_TRAINING - overview.human_count
    if missing > 0:
        text = tr("Next: {n} more transcribed line(s) make a first training worthwhile.", missing)
        return Advice("transcribe", text, Step.TRANSCRIBE)
    text = tr("Next: {n} transcribed line(s) are enough for a first training.", overview.human_count)
    return Advice("train", text, Step.TRAIN)


def _with_a_model(overview: Overview) -> Advice | None:
    unread = overview.to_transcribe_count - overview.machine_only_count
    if unread > 0:
        text = tr("Next: {n} line(s) without text can be read by your model.", unread)
        return Advice("read", text, Step.COLLECTION)
    if overview.machine_only_count:
        text = tr("Next: {n} line(s) read by the model wait for your eyes.", overview.machine_only_count)
        return Advice("check", text, Step.TRANSCRIBE)
    return None
