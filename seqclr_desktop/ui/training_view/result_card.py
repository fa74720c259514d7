"""After a training: how well it reads, in words, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from seqclr_desktop.collection import ModelRecord, RunRecord, RunState
from seqclr_desktop.jobs.evaluate_model import POLICY
from seqclr_desktop.jobs.learn import KIND as LEARN_KIND
from seqclr_desktop.ui.text import in_a_row, tr
from seqclr_desktop.ui.training_view.saying import result_sentence, voting_words, what_next
from seqclr_desktop.ui.widgets.card import Card, muted_label
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.wording import percent_words, whole_percent_words
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel


@dataclass(frozen=True)
class RunResult:
    """What a finished run left: the model's name and its shares of wrong letters, as far as known."""

    model_name: str = ""
    test_cer: float | None = None
    test_line_count: int = 0
    valid_cer: float | None = None
    test_cer_low: float | None = None
    test_cer_high: float | None = None
    self_training: Mapping[str, Any] | None = None
    voting: Mapping[str, Any] | None = None
    mixed: Mapping[str, Any] | None = None
    averaged: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, result: Mapping[str, Any]) -> RunResult:
        """Read from the record of a run."""
        return cls(
            str(result.get("model", "")),
            result.get("test_cer"),
            int(result.get("test_line_count") or 0),
            result.get("valid_cer"),
            result.get("test_cer_low"),
            result.get("test_cer_high"),
            result.get("self_training"),
            result.get("voting"),
            result.get("mixed"),
            result.get("averaged"),
        )


class ResultCard(Card):
    """Hidden until there is something to tell. `transcribe_wanted` when a person takes the advice."""

    transcribe_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._about = muted_label()
        self._next = WrappingLabel()
        self._button = QPushButton(tr("Go to the transcription of everything"))
        self._button.clicked.connect(self.transcribe_wanted)
        self.body.addWidget(self._next)
        self.body.addWidget(self._about)
        self._policy = muted_label(tr(POLICY))
        self.body.addWidget(self._policy)
        row = FlowLayout()
        row.addWidget(self._button)
        self.body.addLayout(row)
        self.hide()

    def show_run(self, run: RunRecord | None, models: Sequence[ModelRecord]) -> None:
        """Show what came of `run`; nothing when it has not ended or told nothing.

        `models` are those there are now: the model may have been judged, or removed, since.
        """
        result = RunResult.of(run.result) if run is not None else RunResult()
        model = next((model for model in models if model.name == result.model_name), None)
        if result.test_cer is None and model is not None:
            result = replace(result, test_cer=model.scores.get("test_cer"))
        cer = result.test_cer if result.test_cer is not None else result.valid_cer
        if run is None or cer is None:
            self._show_without_reader(run)
            return
        is_test = result.test_cer is not None
        self.set_heading(result_sentence(cer, is_test=is_test, low=result.test_cer_low, high=result.test_cer_high))
        self.setToolTip(tr("In brackets: where the share of wrong letters on other such pages lies, 95 times of 100."))
        self._next.setText(what_next(cer) if model is not None else tr("This model has been removed since."))
        self._about.setText(_about_words(result, run))
        self._policy.show()
        self._button.setVisible(model is not None)
        self.show()

    def words(self) -> str:
        """All that the card says."""
        labels = (self._heading, self._next, self._about, self._policy)
        return "\n".join(label.text() for label in labels if not label.isHidden())

    def _show_without_reader(self, run: RunRecord | None) -> None:
        has_failed = run is not None and run.state is RunState.FAILED
        if has_failed:
            self.set_heading(tr("The last training broke off"))
            self._next.setText(tr("Nothing that was learnt before is lost. Begin again when the cause is removed."))
            self._about.setText("")
            self._policy.hide()
            self._button.hide()
        self.setVisible(has_failed)


def _about_words(result: RunResult, run: RunRecord) -> str:
    words = [tr("Model: {name}", name=result.model_name)]
    if result.test_cer is not None and result.test_line_count:
        words.append(tr("judged on {n} line(s) it had never seen", result.test_line_count))
    elif result.test_cer is None and run.kind == LEARN_KIND:
        words.append(tr("not yet judged on pages kept aside: there are none that are transcribed"))
    elif result.test_cer is None:
        words.append(tr("not yet judged on pages kept aside"))
    if run.state is RunState.STOPPED:
        words.append(tr("stopped before its time; the best was kept"))
    how = (
        voting_words(result.voting),
        _averaging_words(result.averaged),
        _mixing_words(result.mixed),
        _own_readings_words(result.self_training),
    )
    return "\n".join(line for line in (in_a_row(words), *how) if line)


def _averaging_words(averaged: Mapping[str, Any] | None) -> str:
    """What the mean of the weights gains, or costs."""
    if not averaged:
        return ""
    return tr(
        "the mean of its last states: {after} wrong letters instead of {before}",
        before=percent_words(averaged["cer_last"]),
        after=percent_words(averaged["cer_mean"]),
    )


def _mixing_words(mixed: Mapping[str, Any] | None) -> str:
    """What was kept of the model it began with; nothing where that did not help."""
    if not mixed or mixed["learned_share"] == 1:
        return ""
    return tr(
        "mixed with the model it began with, {share} of it: {after} wrong letters instead of {before}",
        share=whole_percent_words(1 - mixed["learned_share"]),
        before=percent_words(mixed["cer_learned"]),
        after=percent_words(mixed["cer_mixed"]),
    )


def _own_readings_words(own: Mapping[str, Any] | None) -> str:
    if not own:
        return ""
    return tr(
        "learnt also from its own readings of {n} line(s): {before} wrong letters before, {after} in the end, "
        "learning on from your texts included",
        own["line_count"],
        before=percent_words(own["cer_before"]),
        after=percent_words(own["cer_after"]),
    )
