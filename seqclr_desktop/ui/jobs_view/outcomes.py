"""How a job ended, in a sentence; no widgets here.

Reports are looked at by their fields, so that this room need not import the heavy ones.
"""

from __future__ import annotations

from typing import Any

from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.job import Done, Failed, Outcome
from seqclr_desktop.ui.pretraining_gain import gain_sentences
from seqclr_desktop.ui.text import error_words, problem_lines, tr
from seqclr_desktop.ui.widgets.wording import percent_words

_NAMES_TOLD = 8


def outcome_words(outcome: Outcome[Any]) -> str:
    """What came of the job."""
    if isinstance(outcome, Done):
        return report_words(outcome.result)
    if isinstance(outcome, Failed):
        is_ours = outcome.is_defect or not isinstance(outcome.error, AppError)
        return tr("A mistake in the program ended this job.") if is_ours else error_words(outcome.error)
    return tr("Stopped. What was finished is kept.")


def report_words(report: object) -> str:
    """What a job's report says, in one sentence."""
    kind = type(report).__name__
    words = _WORDS.get(kind, _done)(report)
    if getattr(report, "was_stopped", False):
        words = tr("Stopped; the best is kept.") + " " + words
    return words


def _done(_report: Any) -> str:
    return tr("Done.")


def _imported(report: Any) -> str:
    parts = [tr("{n} page(s) added", report.pages_added)]
    if report.lines_added:
        parts.append(tr("{n} line(s) came with them", report.lines_added))
    if report.already_there:
        parts.append(tr("{n} already there", report.already_there))
    if report.refused:
        parts.append(tr("{n} file(s) refused", len(report.refused)))
    return " ".join([*map(tr, report.told), ", ".join(parts) + "."])


def _found(report: Any) -> str:
    words = tr("{n} line(s) found", report.lines_found) + " " + tr("on {n} page(s)", report.pages_done)
    if report.lines_flagged:
        words += ", " + tr("{n} doubtful", report.lines_flagged)
    return words + _problems(report)


def _found_again(report: Any) -> str:
    return tr("{n} line(s) found", report.lines_found) + "."


def _turned(report: Any) -> str:
    return tr("{n} line(s) changed", report.lines_turned) + "."


def _transcribed(report: Any) -> str:
    return tr("{n} line(s) read", report.lines_read) + _problems(report)


def _exported(report: Any) -> str:
    return tr("{n} file(s) written", report.files_written) + _problems(report)


def _finetuned(report: Any) -> str:
    if report.valid_cer is None:  # stopped before it was read against anything
        return tr("Done.")
    return tr("The model reads unseen lines with {share} wrong letters.", share=percent_words(report.valid_cer))


def _evaluated(report: Any) -> str:
    return tr("{share} wrong letters", share=percent_words(report.cer)) + " " + tr("in {n} line(s).", report.line_count)


def _pretrained(report: Any) -> str:
    return tr("The letters of {n} line(s) were studied.", report.line_count)


def _learnt(report: Any) -> str:
    test = getattr(report, "test", None)
    return _evaluated(test) if test is not None else _finetuned(report.finetune)


def _experimented(report: Any) -> str:
    return " ".join(gain_sentences(report.rows, report.control)) or tr("Done.")


def _texts_changed(report: Any) -> str:
    words = tr("{n} line(s) changed", report.act.lines_changed) + "."
    return words if report.problem is None else f"{words} {error_words(report.problem)}"


def _finding_changed(report: Any) -> str:
    finding = report.finding
    if report.is_made_again:
        words = [tr("The found lines are back on {n} page(s).", finding.pages_changed)]
    else:
        words = [tr("The lines of before are back on {n} page(s).", finding.pages_changed)]
    left_alone = finding.left_alone
    if left_alone:
        names = ", ".join(left_alone[:_NAMES_TOLD]) + (" …" if len(left_alone) > _NAMES_TOLD else "")
        words.append(
            tr("{n} page(s) left alone, because of changes made since: {names}.", len(left_alone), names=names)
        )
    if not finding.is_complete:
        rest = finding.page_count - finding.pages_done
        words.append(tr("It ended before its time; nothing was done on {n} page(s).", rest))
    if report.problem is not None:
        words.append(error_words(report.problem))
    return " ".join(words)


def _problems(report: Any) -> str:
    """The end of the sentence, and what went wrong with which page."""
    if not report.problems:
        return "."
    return "\n".join((", " + tr("{n} problem(s).", len(report.problems)), *problem_lines(report.problems)))


_WORDS = {
    "ImportReport": _imported,
    "FindLinesReport": _found,
    "FoundAgain": _found_again,
    "DirectionReport": _turned,
    "TranscribeReport": _transcribed,
    "ExportReport": _exported,
    "FinetuneReport": _finetuned,
    "EvaluateReport": _evaluated,
    "PretrainReport": _pretrained,
    "LearnReport": _learnt,
    "ExperimentReport": _experimented,
    "TextsChanged": _texts_changed,
    "FindingChanged": _finding_changed,
}
