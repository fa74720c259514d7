"""`info`: what a collection holds and how far the work on it is."""

from __future__ import annotations

import argparse

from seqclr_desktop.cli.json_report import plain
from seqclr_desktop.cli.options import add_collection
from seqclr_desktop.cli.verb import Answer, Call
from seqclr_desktop.cli.wording import counted, duration, grouped, percent, way
from seqclr_desktop.document import Direction, Split
from seqclr_desktop.places import is_there

NAME = "info"
SUMMARY = "tell how many pages, lines, transcriptions and models there are"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)


def run(call: Call) -> Answer:
    from seqclr_desktop.collection import Collection
    from seqclr_desktop.jobs.outlook import outlook
    from seqclr_desktop.jobs.writing_direction import chosen_direction, collection_direction

    with Collection.open(call.options.collection) as collection:
        overview = collection.overview()
        pages = collection.pages()
        ahead = outlook(collection)
        unfinished = collection.unfinished_runs()
        direction, chosen = collection_direction(collection), chosen_direction(collection)
        report = {
            "collection": collection.folder,
            "name": collection.name,
            **plain(overview),
            "direction": direction,
            "is_direction_chosen": chosen is not None,
            "pages_by_split": {split.value: sum(page.split is split for page in pages) for split in Split},
            "missing_scans": [page.path for page in pages if not is_there(page.path)],
            "refused": collection.refusals(),
            "outlook": ahead,
            "unfinished_runs": [{"id": run.id, "kind": run.kind, "state": run.state} for run in unfinished],
        }
    sentences = [
        f"“{report['name']}” in {report['collection']}",
        f"{counted(overview.page_count, 'page')}, {counted(overview.line_count, 'line')}, "
        f"{grouped(overview.human_count)} of them transcribed by people, {grouped(overview.machine_only_count)} "
        "by a model only.",
        f"{counted(overview.recogniser_count, 'model')} of its own that can read, "
        f"{counted(overview.pretrained_count, 'pretrained model')}, and those that come with the program.",
    ]
    sentences.append(_runs(direction, is_chosen=chosen is not None, has_texts=overview.human_count > 0))
    if ahead.pace is not None:
        sentences.append(f"People transcribe about {grouped(round(ahead.pace.lines_per_hour))} lines an hour.")
    if ahead.forecast is not None and ahead.seconds is not None:
        expected = ahead.forecast
        sentences.append(
            f"About {grouped(expected.lines)} more lines ({grouped(expected.fewest)} to {grouped(expected.most)}), "
            f"{duration(ahead.seconds)}, for {percent(expected.goal)} wrong letters."
        )
    if unfinished:
        sentences.append(f"{counted(len(unfinished), 'training')} not finished; --resume goes on with the newest.")
    return Answer(report, tuple(sentences))


def _runs(direction: Direction, *, is_chosen: bool, has_texts: bool) -> str:
    if is_chosen:
        return f"Writing runs {way(direction)}, as was chosen."
    return f"Writing runs {way(direction)}, {'as most texts do' if has_texts else 'until texts or a choice tell'}."
