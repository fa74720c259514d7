"""`replace`: find and replace in what people wrote, in the whole collection, as one act."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from seqclr_desktop.cli.json_report import plain
from seqclr_desktop.cli.options import add_collection
from seqclr_desktop.cli.verb import STOPPED, Answer, Call
from seqclr_desktop.cli.wording import counted
from seqclr_desktop.errors import UsageError

if TYPE_CHECKING:
    from seqclr_desktop.collection import Collection
    from seqclr_desktop.jobs.replace_texts import TextsChanged

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
        return _undo(call, collection) if call.options.undo else _replace(call, collection)


def _replace(call: Call, collection: Collection) -> Answer:
    from seqclr_desktop.collection import Replacement
    from seqclr_desktop.jobs.replace_texts import ReplaceTexts

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
    title = f"Replace “{options.old}” by “{options.new}”"
    report = call.result_of(ReplaceTexts(collection.folder, title, changes))
    act = report.act
    sentences = [f"Replaced in {counted(act.lines_changed, 'line')}. --undo takes it back."]
    told = {"lines_changed": act.lines_changed, "act_id": act.act_id, "lines": lines}
    return _answer(report, sentences, told)


def _undo(call: Call, collection: Collection) -> Answer:
    from seqclr_desktop.jobs.replace_texts import UndoAct

    standing = [act for act in collection.acts() if not act.undone_at]
    if not standing:
        raise UsageError("There is no replacement to take back.")
    report = call.result_of(UndoAct(collection.folder, standing[0].id))
    act = report.act
    sentence = f"Taken back: {standing[0].title}. {counted(act.lines_changed, 'line')} as before"
    left = f", {act.passed_over} changed since and left alone." if act.passed_over else "."
    return _answer(report, [sentence + left], {"title": standing[0].title, **plain(act)})


def _answer(report: TextsChanged, sentences: list[str], told: dict[str, Any]) -> Answer:
    """What an act that came to its end says, or one that ended before, by a stop or an error."""
    act, problem = report.act, report.problem
    if act.is_complete:
        return Answer(told, tuple(sentences))
    sentences.append(f"It ended before its time; {counted(act.line_count - act.lines_done, 'line')} left as they were.")
    if problem is None:
        return Answer(told, tuple(sentences), STOPPED)
    return Answer({**told, "error": str(problem)}, (*sentences, str(problem)), problem.exit_code)
