"""What the batch view tells in words. No widgets here."""

from __future__ import annotations

from seqclr_desktop.collection import ModelRecord, Overview
from seqclr_desktop.jobs.job import Done, Failed, Outcome, Progress
from seqclr_desktop.ui.text import in_a_row, number, problem_lines, time_left, tr
from seqclr_desktop.ui.widgets.wording import percent_words


def state_sentence(overview: Overview) -> str:
    """How much of the collection has a text."""
    usable = overview.usable_count
    if usable and not overview.to_transcribe_count:
        return tr("All {n} line(s) were transcribed by people.", usable)
    read_count = min(overview.machine_only_count, overview.to_transcribe_count)
    return tr(
        "{lines} lines: {people} transcribed by people, {machine} read by the machine alone, {rest} without text.",
        lines=number(usable),
        people=number(overview.transcribed_count),
        machine=number(read_count),
        rest=number(overview.to_transcribe_count - read_count),
    )


def model_words(model: ModelRecord) -> str:
    """A model's name and how well it reads, as far as known."""
    cer = model.scores.get("test_cer", model.scores.get("valid_cer"))
    if cer is None:
        return model.name
    return tr("{name} – {share} wrong letters", name=model.name, share=percent_words(cer))


def progress_words(progress: Progress) -> str:
    """312 of 600 lines · about 4 minutes left · the page it is at."""
    done = tr("{done} of {total} lines", done=number(progress.done), total=number(progress.total))
    parts = [done if progress.total else tr("Getting ready"), time_left(progress.seconds_left), progress.note]
    return in_a_row(parts)


def outcome_words(outcome: Outcome[object]) -> str:
    """What came of it. Errors are told elsewhere, here only that reading broke off."""
    if isinstance(outcome, Failed):
        return tr("Reading broke off. What had been read is kept.")
    if not isinstance(outcome, Done):
        return tr("Stopped. What had been read is kept.")
    report = outcome.result
    words = [tr("{n} line(s) read", int(getattr(report, "lines_read", 0)))]
    confidence = getattr(report, "mean_confidence", None)
    if confidence is not None:
        words.append(tr("{sure} sure on average", sure=percent_words(confidence)))
    speed = getattr(report, "lines_per_second", 0.0)
    if speed:
        words.append(tr("{rate} lines a second", rate=f"{speed:.1f}"))
    sentence = ", ".join(words) + "."
    if model_name := getattr(report, "model_name", ""):
        sentence = f"{sentence} " + tr("Model: {name}", name=model_name)
    problems = getattr(report, "problems", ())
    return "\n".join([sentence, *problem_lines(problems)])
