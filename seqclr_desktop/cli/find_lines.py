"""`lines`: find the lines of writing on the pages."""

from __future__ import annotations

import argparse

from seqclr_desktop.cli.options import add_collection, add_pages_from, page_names
from seqclr_desktop.cli.verb import Answer, Call, outcome_code
from seqclr_desktop.cli.wording import counted

NAME = "lines"
SUMMARY = "find the lines of writing on pages that have none yet"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    add_pages_from(parser, what="look at these pages only")
    parser.add_argument(
        "--force", action="store_true", help="look again at pages that have lines; what a person typed is kept"
    )


def run(call: Call) -> Answer:
    from seqclr_desktop.jobs.find_lines import FindLines

    names = page_names(call.options.pages_from)
    report = call.result_of(FindLines(call.options.collection, names, force=call.options.force))
    sentences = [f"Found {counted(report.lines_found, 'line')} on {counted(report.pages_done, 'page')}."]
    if report.lines_flagged:
        sentences.append(f"{counted(report.lines_flagged, 'line is', 'lines are')} marked as doubtful.")
    if report.pages_skipped:
        sentences.append(f"{counted(report.pages_skipped, 'page')} had lines already; --force looks at them again.")
    sentences += [f"  {problem.page_name}: {problem.reason}" for problem in report.problems]
    return Answer(report, tuple(sentences), outcome_code(was_stopped=False, problems=report.problems))
