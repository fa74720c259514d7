"""`new`: make a collection."""

from __future__ import annotations

import argparse
import shlex

from seqclr_desktop.cli.options import add_collection, add_direction, direction_of
from seqclr_desktop.cli.verb import Answer, Call

NAME = "new"
SUMMARY = "make a collection in a new or empty folder"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument("--name", default="", help="what the collection is called; default: the folder's name")
    add_direction(parser, default="auto")


def run(call: Call) -> Answer:
    from seqclr_desktop.collection import Collection
    from seqclr_desktop.jobs.writing_direction import choose_direction

    with Collection.create(call.options.collection, call.options.name) as collection:
        if call.options.direction is not None:
            choose_direction(collection, direction_of(call.options.direction))
        report = {"collection": collection.folder, "name": collection.name}
    return Answer(
        report,
        (
            f"The collection “{report['name']}” is in {report['collection']}.",
            f"Next, add scans to it: seqclr-desktop add {shlex.quote(str(call.options.collection))} SCANS",
        ),
    )
