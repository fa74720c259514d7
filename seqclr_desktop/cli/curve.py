"""`curve`: how much more lines help, measured by short trainings on parts of the transcribed lines."""

from __future__ import annotations

import argparse

from seqclr_desktop.cli import unfinished
from seqclr_desktop.cli.options import add_collection, add_device, positive_count, positive_number
from seqclr_desktop.cli.verb import Answer, Call
from seqclr_desktop.cli.wording import counted, grouped, percent

NAME = "curve"
SUMMARY = "measure how much more transcribed lines help, by short trainings on parts of them"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument(
        "--minutes", metavar="M", type=positive_number, default=5.0, help="the time of each training; default: 5"
    )
    parser.add_argument(
        "--seeds", metavar="N", type=positive_count, default=1, help="how often other lines are drawn; default: 1"
    )
    add_device(parser)
    unfinished.add_resume(parser)


def run(call: Call) -> Answer:
    from seqclr_desktop.jobs.measure_curve import KIND, MeasureCurve
    from seqclr_desktop.training.settings import FinetuneSettings

    options = call.options
    settings = FinetuneSettings(minutes=options.minutes, device=options.device, threads=options.threads)
    resume_run = unfinished.run_to_resume(options, KIND)
    report = call.result_of(MeasureCurve(options.collection, settings, options.seeds, resume_run))
    sentences = [
        f"{counted(point.line_count, 'line')}: {percent(point.cer)} wrong letters, "
        f"give or take {percent(point.cer * point.spread)}."
        for point in report.points
    ]
    expected = report.forecast
    sentences.append(
        "These bear no forecast."
        if expected is None
        else f"About {grouped(expected.lines)} more lines to learn from ({grouped(expected.fewest)} to "
        f"{grouped(expected.most)}) for {percent(expected.goal)} wrong letters."
    )
    return Answer(report, tuple(sentences))
