"""`pretrain`: learn the shapes of a hand from all its lines, without any text (SeqCLR)."""

from __future__ import annotations

import argparse

from seqclr_desktop.cli import unfinished
from seqclr_desktop.cli.learning import training_settings
from seqclr_desktop.cli.options import add_collection, add_device, add_pages_from, add_schedule, page_names
from seqclr_desktop.cli.verb import Answer, Call, outcome_code
from seqclr_desktop.cli.wording import counted, duration, percent

NAME = "pretrain"
SUMMARY = "learn the shapes of the writing from every line, transcribed or not (SeqCLR)"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    add_pages_from(parser, what="learn from these pages only")
    parser.add_argument("--name", default="", help="what the new model is called")
    add_schedule(parser)
    add_device(parser)
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
    )
    report = call.result_of(job)
    sentence = (
        f"“{report.model_name}” learned from {counted(report.line_count, 'line')} in {duration(report.seconds)} "
        f"on {report.device_name}; it finds the twin of {percent(report.retrieval)} of the windows."
    )
    return Answer(
        report, (sentence, *report.problems), outcome_code(was_stopped=report.was_stopped, problems=report.problems)
    )
