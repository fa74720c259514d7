"""`finetune`: learn to read from the transcribed lines."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from seqclr_desktop.cli import unfinished
from seqclr_desktop.cli.learning import training_settings
from seqclr_desktop.cli.method_options import (
    add_decoder,
    add_encoder,
    add_learning_switches,
    add_mixing,
    add_self_training,
    add_voters,
)
from seqclr_desktop.cli.options import (
    add_collection,
    add_device,
    add_schedule,
    add_start,
    page_names,
    positive_count,
)
from seqclr_desktop.cli.verb import Answer, Call, outcome_code
from seqclr_desktop.cli.wording import counted, duration, percent, whole_percent

if TYPE_CHECKING:
    from seqclr_desktop.jobs.finetune_model import FinetuneReport

NAME = "finetune"
SUMMARY = "learn to read from the transcribed lines"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    add_start(parser, "of the newest pretrained one and the one that comes with the program, the better reader")
    parser.add_argument(
        "--labels", metavar="N", type=positive_count, help="learn from N transcribed lines only, chosen by the seed"
    )
    parser.add_argument("--train-pages", metavar="FILE", type=Path, help="learn from these pages: one name per line")
    parser.add_argument("--valid-pages", metavar="FILE", type=Path, help="watch the learning on these pages")
    add_self_training(parser)
    add_mixing(parser)
    add_learning_switches(parser)
    parser.add_argument(
        "--unlabelled-pages",
        metavar="FILE",
        type=Path,
        help="the lines for self-training: those of these pages, one name per line, whatever is written on them; "
        "default: all that nobody transcribed, except on pages that watch or test",
    )
    add_voters(parser)
    parser.add_argument("--name", default="", help="what the new model is called")
    add_schedule(parser)
    add_device(parser)
    add_encoder(parser)
    add_decoder(parser)
    unfinished.add_resume(parser)


def run(call: Call) -> Answer:
    from seqclr_desktop.jobs.finetune_model import KIND, FinetuneModel
    from seqclr_desktop.training.settings import FinetuneSettings

    options = call.options
    job = FinetuneModel(
        options.collection,
        training_settings(FinetuneSettings, options),
        start_from=options.model,
        from_scratch=options.from_scratch,
        label_count=options.labels,
        train_pages=page_names(options.train_pages),
        valid_pages=page_names(options.valid_pages),
        name=options.name,
        unlabelled_pages=page_names(options.unlabelled_pages),
        resume_run=unfinished.run_to_resume(options, KIND),
    )
    report = call.result_of(job)
    return Answer(
        report,
        (summary(report), *report.left_out, *report.problems),
        outcome_code(was_stopped=report.was_stopped, problems=report.problems),
    )


def summary(report: FinetuneReport) -> str:
    """What came of it, in a few sentences."""
    learned = (
        f"“{report.model_name}” learned from {counted(report.train_line_count, 'transcribed line')} in "
        f"{duration(report.seconds)} on {report.device_name}."
    )
    if report.valid_cer is None:
        return learned
    valid = counted(report.valid_line_count, "validation line")
    reads = f"It reads the {valid} with {percent(report.valid_cer)} wrong letters."
    return f"{learned} {reads}{_voted(report)}{_averaged(report)}{_mixed(report)}{_self_taught(report)}"


def _voted(report: FinetuneReport) -> str:
    """What the vote of several readers gains."""
    voting = report.voting
    if voting is None or voting.best_cer is None or voting.vote_cer is None:
        return ""
    told = f" That is the vote of {voting.reader_count} readers; the best of them alone has {percent(voting.best_cer)}"
    if voting.vote_cer < voting.best_cer:
        return f"{told}."
    return f"{told}: the vote is not better, and a single reader reads {voting.reader_count} times as fast."


def _averaged(report: FinetuneReport) -> str:
    """What the mean of the weights gains, or costs."""
    averaged = report.averaged
    if averaged is None:
        return ""
    return (
        f" The mean of its last states had {percent(averaged.cer_mean)} wrong letters on the lines it was watched "
        f"with, the last of them alone {percent(averaged.cer_last)}."
    )


def _mixed(report: FinetuneReport) -> str:
    """What was kept of the model it began with."""
    mixed = report.mixed
    if mixed is None or mixed.learned_share == 1:
        return ""
    return (
        f" It kept {whole_percent(1 - mixed.learned_share)} of “{report.started_from}”: "
        f"{percent(mixed.cer_mixed)} wrong letters on the lines it was watched with, without that "
        f"{percent(mixed.cer_learned)}."
    )


def _self_taught(report: FinetuneReport) -> str:
    own = report.self_training
    if own is None:
        return ""
    return (
        f" It also learned from what it was sure of on {counted(own.line_count, 'line')} that nobody transcribed: "
        f"{percent(own.cer_before)} wrong letters before, {percent(own.cer_after)} at the end; "
        "learning on from the transcribed lines is part of that."
    )
