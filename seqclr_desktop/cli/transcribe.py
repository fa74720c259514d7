"""`transcribe`: read every line that no person has transcribed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from seqclr_desktop.cli.options import add_beam, add_collection, add_device, add_pages_from, page_names
from seqclr_desktop.cli.verb import Answer, Call, outcome_code
from seqclr_desktop.cli.wording import counted, percent

if TYPE_CHECKING:
    from seqclr_desktop.jobs.transcribe_pages import TranscribeReport

NAME = "transcribe"
SUMMARY = "read the lines that no person has transcribed; what a person wrote is never replaced"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument("--model", metavar="NAME", default="", help="the model that reads; default: the newest")
    parser.add_argument("--again", action="store_true", help="read lines anew that this model has read before")
    add_pages_from(parser, what="read these pages only")
    add_beam(parser)
    add_device(parser)


def run(call: Call) -> Answer:
    from seqclr_desktop.jobs.transcribe_pages import TranscribePages
    from seqclr_desktop.recognition.settings import TranscribeSettings

    options = call.options
    job = TranscribePages(
        options.collection,
        options.model,
        page_names(options.pages_from),
        again=options.again,
        settings=TranscribeSettings(device=options.device, threads=options.threads, beam_width=options.beam),
    )
    report = call.result_of(job)
    sentences = [f"“{report.model_name}” read {counted(report.lines_read, 'line')}."]
    if not report.lines_read and not report.problems:
        sentences.append(_why_nothing(report, is_again=options.again))
    if report.mean_confidence is not None:
        sentences.append(f"It is {percent(report.mean_confidence)} sure of its letters on average.")
    return Answer(
        report, (*sentences, *map(str, report.problems)), outcome_code(was_stopped=False, problems=report.problems)
    )


def _why_nothing(report: TranscribeReport, *, is_again: bool) -> str:
    """Why no line was read, and what to do."""
    if not report.lines_skipped:
        return "The pages have no lines yet; the verb “lines” finds them."
    return "People have transcribed all lines." if is_again else "Nothing was left for it to read; --again reads anew."
