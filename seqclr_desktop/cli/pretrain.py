"""`pretrain`: learn the shapes of a hand from all its lines, without any text (SeqCLR)."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from seqclr_desktop.cli import unfinished
from seqclr_desktop.cli.learning import training_settings
from seqclr_desktop.cli.method_options import add_encoder, add_pretraining
from seqclr_desktop.cli.options import (
    add_collection,
    add_device,
    add_pages_from,
    add_schedule,
    add_start,
    page_names,
)
from seqclr_desktop.cli.verb import Answer, Call, outcome_code
from seqclr_desktop.cli.wording import counted, duration, percent

if TYPE_CHECKING:
    from seqclr_desktop.jobs.pretrain_model import PretrainReport

NAME = "pretrain"
SUMMARY = "learn the shapes of the writing from every line, transcribed or not (SeqCLR)"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    add_pages_from(parser, what="learn from these pages only")
    add_start(parser, "the one that comes with the program")
    parser.add_argument("--name", default="", help="what the new model is called")
    add_schedule(parser)
    add_device(parser)
    add_encoder(parser)
    add_pretraining(parser)
    unfinished.add_resume(parser)


def run(call: Call) -> Answer:
    from seqclr_desktop.jobs.pretrain_model import KIND, PretrainModel
    from seqclr_desktop.training.settings import PretrainSettings

    options = call.options
    job = PretrainModel(
        options.collection,
        training_settings(PretrainSettings, options),
        page_names(options.pages_from),
        options.name,
        resume_run=unfinished.run_to_resume(options, KIND),
        start_from=options.model,
        from_scratch=options.from_scratch,
    )
    report = call.result_of(job)
    return Answer(
        report,
        (summary(report), *report.findings, *report.problems),
        outcome_code(was_stopped=report.was_stopped, problems=report.problems),
    )


def summary(report: PretrainReport) -> str:
    """What came of it, in a sentence."""
    learned = (
        f"“{report.model_name}” learned from {counted(report.line_count, 'line')} in {duration(report.seconds)} "
        f"on {report.device_name}"
    )
    found = f"finds the twin of {percent(report.retrieval)} of the windows" if report.retrieval is not None else ""
    restored = f"restores {percent(max(report.restored, 0))} of hidden ink" if report.restored is not None else ""
    able = " and ".join(part for part in (found, restored) if part)
    return f"{learned}; it {able}." if able else f"{learned}."
