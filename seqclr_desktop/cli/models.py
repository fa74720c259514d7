"""`models`: the models a collection knows."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from seqclr_desktop.cli.options import add_collection
from seqclr_desktop.cli.verb import Answer, Call
from seqclr_desktop.cli.wording import percent

if TYPE_CHECKING:
    from seqclr_desktop.collection import ModelRecord

NAME = "models"
SUMMARY = "list the models a collection can use, newest first"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)


def run(call: Call) -> Answer:
    from seqclr_desktop.collection import Collection

    with Collection.open(call.options.collection) as collection:
        models = [*collection.models(), *collection.base_models()]
    sentences = tuple(_sentence(model) for model in models) or ("This collection has no models yet.",)
    return Answer({"models": models}, sentences)


def _sentence(model: ModelRecord) -> str:
    facts = [model.kind.value, f"made {model.created_at}" if model.created_at else "comes with the program"]
    if model.parent:
        facts.append(f"from “{model.parent}”")
    facts += [f"{name} {percent(score)}" for name, score in model.scores.items() if name.endswith(("cer", "wer"))]
    return f"{model.name}: {', '.join(facts)}"
