"""`check`: what may be amiss with the transcriptions before a model learns from them."""

from __future__ import annotations

import argparse

from seqclr_desktop.cli.json_report import plain
from seqclr_desktop.cli.options import add_collection
from seqclr_desktop.cli.verb import Answer, Call
from seqclr_desktop.cli.wording import counted

NAME = "check"
SUMMARY = "tell what may be amiss with the transcriptions before a model learns from them; --mend mends what is safe"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument(
        "--mend", action="store_true", help="put right what can be put right safely; replace --undo takes it back"
    )


def run(call: Call) -> Answer:
    from seqclr_desktop.collection import Collection
    from seqclr_desktop.jobs.check_texts import CheckTexts, mend

    report = call.result_of(CheckTexts(call.options.collection))
    mended = 0
    if call.options.mend:
        with Collection.open(call.options.collection) as collection:
            mended = sum(
                mend(collection, finding).lines_changed for finding in report.findings if finding.can_be_mended
            )
    findings = [
        {
            "doubt": finding.doubt,
            "sentence": finding.sentence,
            "line_ids": list(finding.line_ids),
            "can_be_mended": finding.can_be_mended,
        }
        for finding in report.findings
    ]
    sentences = [finding.sentence for finding in report.findings] or ["Nothing is amiss."]
    if call.options.mend:
        sentences.append(f"{counted(mended, 'line')} mended.")
    elif any(finding.can_be_mended for finding in report.findings):
        sentences.append("--mend puts right what can be put right safely.")
    return Answer(
        plain({"line_count": report.line_count, "findings": findings, "lines_mended": mended}), tuple(sentences)
    )
