"""`next`: which lines to transcribe next, and why."""

from __future__ import annotations

import argparse

from seqclr_desktop.cli.options import add_collection, add_pages_from, add_seed, page_names, positive_count
from seqclr_desktop.cli.verb import Answer, Call
from seqclr_desktop.cli.wording import counted, duration

NAME = "next"
SUMMARY = "tell which lines would teach a model most for the time they take, with the reasons"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument("--count", metavar="N", type=positive_count, default=20, help="how many lines; default: 20")
    add_pages_from(parser, what="only lines of these pages")
    add_seed(parser)


def run(call: Call) -> Answer:
    from seqclr_desktop.jobs.next_lines import FindNextLines

    options = call.options
    job = FindNextLines(options.collection, options.count, options.seed, page_names(options.pages_from))
    report = call.result_of(job)
    sentences = [
        f"{line.page_name}, line {line.number}: {f'{line.reason} {line.detail}'.strip()}" for line in report.lines
    ]
    sentences.append(f"{counted(len(report.lines), 'line')}, about {duration(report.seconds)} to transcribe.")
    return Answer(report, tuple(sentences))
