"""`replace`: find and replace in what people wrote, in the whole collection, as one act."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from seqclr_desktop.cli.json_report import plain
from seqclr_desktop.cli.options import add_collection
from seqclr_desktop.cli.verb import Answer, Call
from seqclr_desktop.cli.wording import counted
from seqclr_desktop.errors import UsageError

if TYPE_CHECKING:
    from seqclr_desktop.collection import Collection

NAME = "replace"
SUMMARY = "find and replace in what people wrote; --dry-run only shows, --undo takes the newest replacement back"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument("old", metavar="OLD", nargs="?", default="", help="what to look for")
    parser.add_argument("new", metavar="NEW", nargs="?", help="what to put in its place; may be empty")
    parser.add_argument(
        "--pattern", action="store_true", help="OLD is a regular expression; NEW may name its groups: \\1"
    )
    parser.add_argument("--ignore-accents", action="store_true", help="accents, points and case do not matter")
    parser.add_argument("--whole-words", action="store_true", help="leave longer words alone")
    parser.add_argument(
        "--dry-run", action="store_true", help="show what would become of each line, and change nothing"
    )
    parser.add_argument("--undo", action="store_true", help="give back what the newest replacement changed")


def run(call: Call) -> Answer:
    from seqclr_desktop.collection import Collection

    with Collection.open(call.options.collection) as collection:
        return _undo(collection) if call.options.undo else _replace(call, collection)


def _replace(call: Call, collection: Collection) -> Answer:
    from seqclr_desktop.collection import Replacement

    options = call.options
    if options.new is None:
        raise UsageError("OLD and NEW are both needed.", advice="To delete something, give an empty NEW: ''.")
    replacement = Replacement(
        options.old,
        options.new,
        is_pattern=options.pattern,
        ignores_accents=options.ignore_accents,
        whole_words=options.whole_words,
    )
    changes = collection.find_changes(replacement)
    lines = [
        {"line_id": c.line_id, "page_name": c.page_name, "number": c.number, "before": c.text, "after": c.new_text}
        for c in changes
    ]
    if options.dry_run or not changes:
        sentences = [f"{c.page_name}, line {c.number}:\n  - {c.text}\n  + {c.new_text}" for c in changes]
        sentences.append(f"{counted(len(changes), 'line')} would change. Nothing was changed.")
        return Answer({"lines_changed": 0, "would_change": len(changes), "lines": lines}, tuple(sentences))
    report = collection.replace_texts(f"Replace “{options.old}” by “{options.new}”", changes)
    sentence = f"Replaced in {counted(report.lines_changed, 'line')}. --undo takes it back."
    return Answer({"lines_changed": report.lines_changed, "act_id": report.act_id, "lines": lines}, (sentence,))


def _undo(collection: Collection) -> Answer:
    standing = [act for act in collection.acts() if not act.undone_at]
    if not standing:
        raise UsageError("There is no replacement to take back.")
    report = collection.undo_act(standing[0].id)
    sentence = f"Taken back: {standing[0].title}. {counted(report.lines_changed, 'line')} as before"
    left = f", {report.passed_over} changed since and left alone." if report.passed_over else "."
    return Answer({"title": standing[0].title, **plain(report)}, (sentence + left,))
