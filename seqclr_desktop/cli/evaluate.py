"""`evaluate`: how many letters and words a model reads wrongly on lines it never learned from."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from seqclr_desktop.cli.options import add_beam, add_collection, add_device, add_pages_from, page_names
from seqclr_desktop.cli.verb import Answer, Call, outcome_code
from seqclr_desktop.cli.wording import counted, grouped, percent

if TYPE_CHECKING:
    from seqclr_desktop.jobs.evaluate_model import EvaluateReport

NAME = "evaluate"
SUMMARY = "measure a model's errors on transcribed pages; by default on the collection's test pages"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument("--model", metavar="NAME", default="", help="the model to judge; default: the newest")
    add_pages_from(parser, what="judge by these pages")
    add_beam(parser)
    add_device(parser)


def run(call: Call) -> Answer:
    from seqclr_desktop.jobs.evaluate_model import EvaluateModel

    options = call.options
    job = EvaluateModel(
        options.collection,
        options.model,
        page_names(options.pages_from),
        device=options.device,
        threads=options.threads,
        beam_width=options.beam,
    )
    report = call.result_of(job)
    return Answer(
        report,
        (summary(report), report.policy, *report.problems),
        outcome_code(was_stopped=False, problems=report.problems),
    )


def summary(report: EvaluateReport) -> str:
    """The error rates, in one sentence."""
    return (
        f"“{report.model_name}” reads {counted(report.line_count, 'line')} "
        f"({grouped(report.character_count)} characters) with {wrong_letters(report)} and "
        f"{percent(report.wer)} wrong words (WER)."
    )


def wrong_letters(report: EvaluateReport) -> str:
    """The CER, and from where to where it lies on other such pages with 95 % certainty."""
    spread = ""
    if report.cer_low is not None and report.cer_high is not None:
        spread = f", {percent(report.cer_low)} to {percent(report.cer_high)} on other such pages"
    return f"{percent(report.cer)} wrong letters (CER{spread})"
