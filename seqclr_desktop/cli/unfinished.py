"""Going on with a training that was interrupted."""

from __future__ import annotations

import argparse

from seqclr_desktop.errors import UsageError


def add_resume(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--resume", action="store_true", help="go on with the newest unfinished training of this kind, as it was set up"
    )


def run_to_resume(options: argparse.Namespace, kind: str) -> int | None:
    """The id of the newest unfinished run of this kind; None unless it was asked for. Raises UsageError."""
    if not options.resume:
        return None
    from seqclr_desktop.collection import Collection

    with Collection.open(options.collection) as collection:
        for unfinished in collection.unfinished_runs():
            if unfinished.kind == kind:
                return unfinished.id
    raise UsageError(f"There is no unfinished run of the kind “{kind}” to go on with.", where=str(options.collection))
