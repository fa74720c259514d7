"""The choices of the method, each part of the paper an option: what `pretrain` and `finetune` can be asked for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from seqclr_desktop.cli.options import nonnegative_number, positive_count, positive_number, whole_number
from seqclr_desktop.model.settings import DecoderKind, FeatureKind, Mapping, Preset, ProjectionKind


def add_encoder(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the network")
    group.add_argument(
        "--preset",
        choices=("auto", *Preset),
        default="auto",
        help="size of the encoder: for two processor cores (small), for a graphics card (base), as in the paper "
        "(paper: 29-layer ResNet, lines 32 pixels high); default: small or base, by the device",
    )
    group.add_argument(
        "--context-layers",
        metavar="N",
        type=whole_number,
        help="BiLSTM layers of the encoder, 0 for none; default: the preset's",
    )


def add_pretraining(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the method")
    group.add_argument(
        "--features",
        choices=tuple(FeatureKind),
        help="what is contrasted: features before the BiLSTM (visual) or after it (contextual); default: visual",
    )
    group.add_argument(
        "--projection", choices=tuple(ProjectionKind), help="the head between features and contrast; default: mlp"
    )
    group.add_argument(
        "--mapping",
        choices=tuple(Mapping),
        help="what is contrasted with what: whole lines, projected and then pooled (all) or as in SimCLR pooled first "
        "(picture), a number of windows (window-count), windows of one width (window-width), or frames; default: "
        "window-width",
    )
    group.add_argument(
        "--contrastive-weight", metavar="X", type=nonnegative_number, help="weight of the contrast; default: 1"
    )
    group.add_argument(
        "--masked-weight",
        metavar="X",
        type=nonnegative_number,
        help="weight of restoring hidden strips of ink, beside the contrast or instead of it; default: 0",
    )
    group.add_argument(
        "--checks",
        metavar="N",
        type=whole_number,
        help="how often at most it is looked at from the side, to see what it learns and to keep the best state; "
        "0 for never; default: 8",
    )
    _contrast_options(group)


def add_contrast(parser: argparse.ArgumentParser) -> None:
    """What can be asked for of a pretraining whatever it contrasts."""
    group = parser.add_argument_group("pretraining")
    group.add_argument(
        "--contrastive-weight", metavar="X", type=positive_number, help="weight of the contrast in both; default: 1"
    )
    group.add_argument(
        "--masked-weight", metavar="X", type=positive_number, help="weight of hidden strips in both; default: 1"
    )
    _contrast_options(group)


def _contrast_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--window-count", metavar="N", type=positive_count, help="windows per line; default: 5")
    group.add_argument(
        "--window-heights", metavar="X", type=positive_number, help="width of windows in line heights; default: 0.5"
    )
    group.add_argument("--temperature", metavar="X", type=positive_number, help="temperature of the loss; default: 0.1")
    group.add_argument(
        "--negatives",
        choices=("batch", "line"),
        help="what a window is told apart from: all windows of the batch as in the paper, or the others of its own "
        "line, which teaches more where many hands are learned; default: batch",
    )
    group.add_argument("--batch-lines", metavar="N", type=positive_count, help="lines contrasted at a time; default: 6")
    group.add_argument(
        "--views",
        choices=("lines", "words"),
        help="which list of alterations makes the two views: that for lines, or the published one for words; "
        "default: lines",
    )
    group.add_argument("--masked-share", metavar="X", type=positive_number, help="share of strips hidden; default: 0.5")


def add_decoder(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the method")
    group.add_argument(
        "--decoder",
        choices=tuple(DecoderKind),
        help="how letters are spelled: all at once (ctc) or one after the other (attention); default: ctc",
    )
    group.add_argument(
        "--ctc-auxiliary",
        metavar="X",
        type=nonnegative_number,
        help="weight of a CTC loss learned beside the decoder with attention; default: 0",
    )
    group.add_argument(
        "--reading-batch-lines",
        metavar="N",
        type=positive_count,
        help="lines at a time while learning to read; default: 4",
    )


def add_self_training(parser: argparse.ArgumentParser) -> None:
    _add_switch(
        parser, "--self-training", "learn also from what the model itself is sure of on lines that nobody transcribed"
    )


def add_pretraining_switch(parser: argparse.ArgumentParser) -> None:
    _add_switch(parser, "--pretraining", "study the pictures of all lines before learning to read")


def add_mixing(parser: argparse.ArgumentParser) -> None:
    _add_switch(parser, "--mixing", "keep as much of a model that could read before as reads the validation lines best")


def add_learning_switches(parser: argparse.ArgumentParser) -> None:
    _add_switch(
        parser, "--augmentation", "change the lines a little each time they are learned from: slant, width, pen, stains"
    )
    _add_switch(parser, "--averaging", "keep the mean of the network's last states, which is steadier than any of them")


def _add_switch(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    """What is done unless it is switched off."""
    parser.add_argument(name, choices=("on", "off"), default="on", help=f"{what}; default: %(default)s")


def add_voters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--voters",
        metavar="N",
        type=positive_count,
        default=1,
        help="teach so many readers, up to 5, each without another fifth of the lines, and let them vote on every "
        "letter; they share the --minutes (of --epochs each goes through all), and reading takes N times as long; "
        "default: 1, no vote",
    )


_OF_EVERY_TRAINING = ("preset", "context_layers", "epochs", "steps", "seed", "device", "threads")
OF_PRETRAINING = (
    *_OF_EVERY_TRAINING, "features", "projection", "mapping", "window_count", "window_heights", "temperature",
    "negatives", "batch_lines", "views", "contrastive_weight", "masked_weight", "masked_share", "checks",
)  # fmt: skip
OF_FINETUNING = (*_OF_EVERY_TRAINING, "decoder", "ctc_auxiliary")


_SWITCHES = ("self_training", "mixing", "augmentation", "averaging")


def switches(options: argparse.Namespace) -> dict[str, bool]:
    """What is to be done while learning to read, by the names of `FinetuneSettings.switched`."""
    return {name: getattr(options, name, "on") == "on" for name in _SWITCHES}


def chosen(options: argparse.Namespace, names: Sequence[str]) -> dict[str, Any]:
    """What was asked for, by the names of the settings; what was not asked for is left to them."""
    values = {name: getattr(options, name, None) for name in names}
    return {name: value for name, value in values.items() if value is not None}
