"""`models`: the models a collection knows, and taking some of them out."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from seqclr_desktop.cli.options import add_collection
from seqclr_desktop.cli.verb import Answer, Call
from seqclr_desktop.cli.wording import percent

if TYPE_CHECKING:
    from seqclr_desktop.collection import ModelRecord

NAME = "models"
SUMMARY = "list the models a collection can use, newest first; --remove takes some of its own out"
_BUNDLED = "comes with the program"
_KINDS = {"recogniser": "can read", "pretrained": "has studied the handwriting"}
_SCORES = {"test_cer": "wrong letters on the test pages", "valid_cer": "wrong letters while learning"}


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument(
        "--remove",
        metavar="NAME",
        nargs="+",
        default=[],
        help="delete these models for good; what they have read stays, and so does what was taught from them",
    )


def run(call: Call) -> Answer:
    from seqclr_desktop.collection import Collection

    with Collection.open(call.options.collection) as collection:
        removed = collection.remove_models(call.options.remove)
        models = [*collection.models(), *collection.base_models()]
    if removed:
        sentences = [f"“{model.name}” is removed. What it has read stays." for model in removed]
        return Answer({"removed": removed, "models": models}, tuple(sentences))
    sentences = [_sentence(model) for model in models] or ["This collection has no models yet."]
    return Answer({"models": models}, tuple(sentences))


def _sentence(model: ModelRecord) -> str:
    facts = [_KINDS[model.kind.value], f"made {_moment(model.created_at)}" if model.created_at else _BUNDLED]
    if model.voter_count > 1:
        facts.append(f"{model.voter_count} readers that vote")
    if model.parent:
        facts.append(f"from “{model.parent}”")
    facts += [f"{percent(model.scores[name])} {words}" for name, words in _SCORES.items() if name in model.scores]
    return f"{model.name}: {', '.join(facts)}"


def _moment(iso: str) -> str:
    """By the clock of this computer."""
    return f"{datetime.fromisoformat(iso).astimezone():%Y-%m-%d %H:%M}"
