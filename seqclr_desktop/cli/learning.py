"""The settings of a training, from the options of its verb."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TypeVar

from seqclr_desktop.cli.method_options import OF_FINETUNING, OF_PRETRAINING, chosen, switches
from seqclr_desktop.training.one_click import shared

if TYPE_CHECKING:
    from seqclr_desktop.training.settings import TrainingSettings

SettingsT = TypeVar("SettingsT", bound="TrainingSettings")


def training_settings(kind: type[SettingsT], options: argparse.Namespace, *, minutes: float | None = None) -> SettingsT:
    """What the options say, with `minutes` of its own if given; the rest as the training has it by default."""
    from seqclr_desktop.training.settings import FinetuneSettings

    given = chosen(options, OF_FINETUNING if kind is FinetuneSettings else OF_PRETRAINING)
    given.update({name: words(given[name]) for name, words in kind.choices.items() if name in given})
    if kind is FinetuneSettings:
        given["voters"] = getattr(options, "voters", 1)
        if lines := getattr(options, "reading_batch_lines", None):
            given["batch_lines"] = lines
    settings = kind(**given, minutes=options.minutes if minutes is None else minutes)
    return settings.switched(**switches(options)) if isinstance(settings, FinetuneSettings) else settings


def minutes_in_all(options: argparse.Namespace, usual: float) -> float | None:
    """The minutes that were asked for, or the usual ones; None where steps or epochs were asked for instead."""
    return options.minutes or (None if options.steps or options.epochs else usual)


def share_of_minutes(options: argparse.Namespace, usual: float) -> tuple[float, float] | tuple[None, None]:
    """Of the minutes in all those for pretraining and those for fine-tuning."""
    minutes = minutes_in_all(options, usual)
    return (None, None) if minutes is None else shared(minutes)
