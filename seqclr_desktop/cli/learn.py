"""`learn`: pretrain, fine-tune and test in one go, as *Learn from this collection* does in the window."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from seqclr_desktop.cli import evaluate, finetune, unfinished
from seqclr_desktop.cli.learning import minutes_in_all, share_of_minutes, training_settings
from seqclr_desktop.cli.method_options import (
    add_learning_switches,
    add_mixing,
    add_pretraining_switch,
    add_self_training,
    add_voters,
)
from seqclr_desktop.cli.options import add_collection, add_device, add_schedule
from seqclr_desktop.cli.verb import Answer, Call, outcome_code
from seqclr_desktop.training.one_click import MINUTES

if TYPE_CHECKING:
    from seqclr_desktop.jobs.learn import LearnSettings

NAME = "learn"
SUMMARY = "pretrain on every line, fine-tune on the transcribed ones and test, in one go"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    add_schedule(parser)
    add_device(parser)
    add_pretraining_switch(parser)
    add_self_training(parser)
    add_mixing(parser)
    add_learning_switches(parser)
    add_voters(parser)
    unfinished.add_resume(parser)


def settings_of(options: argparse.Namespace) -> LearnSettings:
    """What the options say of both parts of learning."""
    from seqclr_desktop.jobs.learn import LearnSettings
    from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings

    if options.pretraining == "off":
        minutes = minutes_in_all(options, MINUTES)
        return LearnSettings(None, training_settings(FinetuneSettings, options, minutes=minutes))
    pretrain_minutes, finetune_minutes = share_of_minutes(options, MINUTES)
    return LearnSettings(
        training_settings(PretrainSettings, options, minutes=pretrain_minutes),
        training_settings(FinetuneSettings, options, minutes=finetune_minutes),
    )


def run(call: Call) -> Answer:
    from seqclr_desktop.jobs.learn import KIND, LearnFromCollection

    options = call.options
    resume_run = unfinished.run_to_resume(options, KIND)
    report = call.result_of(LearnFromCollection(options.collection, settings_of(options), resume_run=resume_run))
    problems = dict.fromkeys(
        problem for part in (report.pretrain, report.finetune) if part for problem in part.problems
    )
    sentences = [finetune.summary(report.finetune)]
    if report.test is not None:
        sentences += [evaluate.summary(report.test), report.test.policy]
        problems |= dict.fromkeys(report.test.problems)
    return Answer(
        report,
        (*sentences, *problems),
        outcome_code(was_stopped=report.was_stopped, problems=tuple(problems)),
    )
