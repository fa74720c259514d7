"""`add`: scans, and the transcriptions found beside them, become pages of a collection."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from seqclr_desktop.cli.json_report import plain
from seqclr_desktop.cli.options import add_collection, folder
from seqclr_desktop.cli.verb import Answer, Call, outcome_code
from seqclr_desktop.cli.wording import counted
from seqclr_desktop.errors import UsageError
from seqclr_desktop.places import is_there

if TYPE_CHECKING:
    from seqclr_desktop.jobs.import_pages import ImportReport

NAME = "add"
SUMMARY = "add scans, with the PAGE, ALTO or text files beside them, or a published data set; all stay where they are"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument("paths", metavar="PATH", nargs="+", type=folder, help="folders, pictures or PDF files")


def run(call: Call) -> Answer:
    from seqclr_desktop.jobs.import_pages import ImportPages

    absent = [path for path in call.options.paths if not is_there(path)]
    if absent:
        raise UsageError("There is no such file or folder.", where=str(absent[0]))
    report = call.result_of(ImportPages(call.options.collection, call.options.paths))
    sentences = [
        *report.told,
        f"Added {counted(report.pages_added, 'page')} with {counted(report.lines_added, 'line')}, "
        f"{counted(report.texts_added, 'text')} among them.",
    ]
    if report.already_there:
        sentences.append(f"{counted(report.already_there, 'page was', 'pages were')} in the collection already.")
    if report.refused:
        what = ("file or table row", "files or table rows") if report.recognised else ("file",)
        sentences.append(f"Refused {counted(len(report.refused), *what)}:")
        sentences += [f"  {path}: {reason}" for path, reason in report.refused]
    return Answer(_readable(report), tuple(sentences), outcome_code(was_stopped=False, problems=report.refused))


def _readable(report: ImportReport) -> dict[str, Any]:
    """The report with each refusal as an object that names its parts."""
    refused = [{"path": path, "reason": reason} for path, reason in report.refused]
    return {**plain(report), "refused": plain(refused)}
