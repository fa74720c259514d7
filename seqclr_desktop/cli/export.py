"""`export`: write the transcriptions for other programs and people."""

from __future__ import annotations

import argparse

from seqclr_desktop.cli.options import add_collection, add_pages_from, folder, page_names
from seqclr_desktop.cli.verb import Answer, Call, outcome_code
from seqclr_desktop.cli.wording import counted

NAME = "export"
SUMMARY = "write PAGE XML, plain text, or line pictures with their texts"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument(
        "--format",
        choices=("page", "text", "pairs"),
        required=True,
        help="page: PAGE XML 2019; text: plain text, a file per page; pairs: a picture and a .gt.txt file per line",
    )
    parser.add_argument("--out", metavar="DIR", type=folder, required=True, help="the folder to write to")
    parser.add_argument(
        "--include-machine", action="store_true", help="with pairs: also lines that only a model has read"
    )
    add_pages_from(parser, what="write these pages only")


def run(call: Call) -> Answer:
    from seqclr_desktop.jobs.export_pages import ExportFormat, ExportPages

    options = call.options
    job = ExportPages(
        options.collection,
        ExportFormat(options.format),
        options.out,
        page_names(options.pages_from),
        include_machine=options.include_machine,
    )
    report = call.result_of(job)
    sentences = [
        f"Wrote {counted(report.files_written, 'file')} with {counted(report.lines_written, 'line')} to {options.out}."
    ]
    sentences += [f"  {problem.page_name}: {problem.reason}" for problem in report.problems]
    return Answer(report, tuple(sentences), outcome_code(was_stopped=False, problems=report.problems))
