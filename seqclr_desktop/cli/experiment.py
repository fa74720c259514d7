"""`experiment`: the paper's protocols on a collection, with intervals: does pretraining help here?"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from seqclr_desktop.cli import unfinished
from seqclr_desktop.cli.learning import SettingsT, training_settings
from seqclr_desktop.cli.method_options import add_contrast, add_decoder, add_encoder, add_learning_switches
from seqclr_desktop.cli.options import add_collection, add_device, folder, positive_count, positive_number
from seqclr_desktop.cli.verb import Answer, Call
from seqclr_desktop.cli.wording import duration
from seqclr_desktop.model.settings import FeatureKind, Mapping, ProjectionKind
from seqclr_desktop.training.protocols import MINUTES, Beginning, Objective, Protocol

if TYPE_CHECKING:
    from seqclr_desktop.training.experiment_plan import ExperimentSettings

NAME = "experiment"
SUMMARY = "find out whether pretraining helps on this collection, by the paper's protocols"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument(
        "--protocol",
        choices=tuple(Protocol),
        default=Protocol.SEMI_SUPERVISED,
        help="teach a decoder on frozen features, or the whole network on some of the labels; default: semi-supervised",
    )
    parser.add_argument(
        "--labels", metavar="LIST", default="5%,10%,100%", help="shares or numbers of lines; default: 5%%,10%%,100%%"
    )
    parser.add_argument(
        "--mapping",
        dest="mappings",
        metavar="LIST",
        type=_several(Mapping),
        default=(Mapping.WINDOW_WIDTH,),
        help=f"what is contrasted, one or more of: {', '.join(Mapping)}; default: window-width. "
        "Whole lines (SimCLR) are a row of their own in any case",
    )
    parser.add_argument(
        "--projection",
        dest="projections",
        metavar="LIST",
        type=_several(ProjectionKind),
        default=(ProjectionKind.MLP,),
        help=f"one or more of: {', '.join(ProjectionKind)}; default: mlp",
    )
    parser.add_argument(
        "--features",
        choices=tuple(FeatureKind),
        help="what is contrasted, and frozen in decoder-evaluation: features before the BiLSTM (visual), which is then "
        "taught with the decoder, or after it (contextual); default: visual",
    )
    parser.add_argument(
        "--objective",
        metavar="LIST",
        type=_several(Objective),
        default=(Objective.CONTRAST,),
        help="what is learned beforehand, one or more of: contrast, masked (hidden strips), both; default: contrast",
    )
    parser.add_argument(
        "--start",
        metavar="LIST",
        type=_several(Beginning),
        default=(Beginning.SCRATCH,),
        help="what trainings begin with, one or both of: scratch; base, which is the model that comes with the "
        "program, taught once as it is and once after pretraining went on from it; default: scratch",
    )
    parser.add_argument("--seeds", metavar="N", type=positive_count, default=3, help="how many seeds; default: 3")
    parser.add_argument(
        "--minutes",
        metavar="M",
        type=positive_number,
        default=MINUTES,
        help="the time of each training by itself, each pretraining too; default: 10",
    )
    parser.add_argument(
        "--pretrain-steps", metavar="N", type=positive_count, help="steps of each pretraining, instead of its minutes"
    )
    parser.add_argument(
        "--steps", metavar="N", type=positive_count, help="steps of each learning to read, instead of its minutes"
    )
    parser.add_argument(
        "--out", metavar="DIR", type=folder, help="where the tables are written; default: the folder of the run"
    )
    add_device(parser)
    add_encoder(parser)
    add_contrast(parser)
    add_decoder(parser)
    add_learning_switches(parser)
    unfinished.add_resume(parser)


def run(call: Call) -> Answer:
    from seqclr_desktop.jobs.experiment import KIND, Experiment

    options = call.options
    settings = settings_of(options)
    resume_run = unfinished.run_to_resume(options, KIND)
    if resume_run is None:
        call.progress.say(_announced(settings))
    report = call.result_of(Experiment(options.collection, settings, options.out, resume_run))
    written = f"Written: {', '.join(str(path) for path in report.files)}"
    return Answer(report, (report.markdown, written))


def settings_of(options: argparse.Namespace) -> ExperimentSettings:
    """What the options say."""
    from seqclr_desktop.training.experiment_plan import ExperimentSettings
    from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings

    return ExperimentSettings(
        protocol=Protocol(options.protocol),
        labels=tuple(dict.fromkeys(entry.strip() for entry in options.labels.split(",") if entry.strip())),
        mappings=options.mappings,
        projections=options.projections,
        objectives=options.objective,
        seed_count=options.seeds,
        beginnings=options.start,
        pretrain=_within(training_settings(PretrainSettings, options), options.minutes, options.pretrain_steps),
        finetune=_within(training_settings(FinetuneSettings, options), options.minutes, options.steps),
    )


def _within(settings: SettingsT, minutes: float, steps: int | None) -> SettingsT:
    """The settings with so many steps where they were asked for, else with the minutes."""
    return replace(settings, minutes=None if steps else minutes, steps=steps)


def _announced(settings: ExperimentSettings) -> str:
    """How much there is to do."""
    each = f"{settings.training_count} trainings, {settings.pretrain.budget} to pretrain and {settings.finetune.budget}"
    seconds = settings.seconds
    in_all = "how long it takes is told after the first" if seconds is None else f"about {duration(seconds)} in all"
    return f"{each} to learn to read: {in_all}."


def _several(kind: type[StrEnum]) -> Callable[[str], tuple[StrEnum, ...]]:
    """A reader of lists like `all,frame`."""

    def read(text: str) -> tuple[StrEnum, ...]:
        try:
            return tuple(dict.fromkeys(kind(entry.strip()) for entry in text.split(",")))
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"“{text}” is no list of: {', '.join(kind)}") from error

    return read
