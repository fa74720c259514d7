"""`lines`: find the lines of writing on the pages, or in a rectangle of one; list the odd ones."""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass

from seqclr_desktop.cli.json_report import plain
from seqclr_desktop.cli.options import (
    add_collection,
    add_direction,
    add_pages_from,
    add_threads,
    direction_of,
    page_names,
)
from seqclr_desktop.cli.verb import Answer, Call, outcome_code
from seqclr_desktop.cli.wording import counted, way
from seqclr_desktop.errors import UsageError
from seqclr_desktop.geometry import Box

NAME = "lines"
SUMMARY = "find the lines of writing on pages that have none yet, or tell which lines are odd"


@dataclass(frozen=True)
class RegionReport:
    """`lines_found` in the rectangle just now; `line_count` lines has the page with them."""

    page_name: str
    lines_found: int
    line_count: int


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    add_pages_from(parser, what="look at these pages only")
    parser.add_argument(
        "--force", action="store_true", help="look again at pages that have lines; what a person typed is kept"
    )
    parser.add_argument(
        "--odd", action="store_true", help="find nothing, but list the lines that a person should look at, with reasons"
    )
    parser.add_argument("--page", metavar="NAME", default="", help="with --region: the page to look at again")
    parser.add_argument(
        "--region",
        metavar="X,Y,WIDTH,HEIGHT",
        type=rectangle,
        help="look again in this rectangle of --page only, in pixels from its upper left corner",
    )
    add_direction(
        parser, default="as chosen before; lines found before follow, unless a person wrote on or shaped them"
    )
    add_threads(parser)


def rectangle(text: str) -> Box:
    """Four numbers with commas between them. Raises argparse's error."""
    try:
        left, top, width, height = (float(part) for part in text.split(","))
        box = Box(left, top, left + width, top + height)
    except ValueError:
        box = None
    if box is None or not (width > 0 and height > 0 and all(map(math.isfinite, (left, top, width, height)))):
        raise argparse.ArgumentTypeError(f"“{text}” is no rectangle: name X,Y,WIDTH,HEIGHT in pixels")
    return box


def run(call: Call) -> Answer:
    options = call.options
    if (options.region is None) != (not options.page):
        raise UsageError("--page and --region belong together.", advice="Name a page and a rectangle on it.")
    if options.odd and (options.force or options.page or options.direction):
        raise UsageError("--odd only looks; it goes with --pages-from alone.")
    if options.page and (options.force or options.pages_from):
        raise UsageError("--region looks at one page; it goes with --page alone.")
    if options.odd:
        return _list_odd(call)
    if options.threads is not None:
        from seqclr_desktop.model.device import use_threads

        use_threads(options.threads)
    turned = _turn(call) if options.direction is not None else None
    found = _find_in_region(call) if options.page else _find(call)
    return found if turned is None else _both(turned, found)


def _turn(call: Call) -> Answer:
    from seqclr_desktop.collection import Collection
    from seqclr_desktop.jobs.writing_direction import FollowDirection, choose_direction

    with Collection.open(call.options.collection) as collection:
        choose_direction(collection, direction_of(call.options.direction))
    report = call.result_of(FollowDirection(call.options.collection))
    sentences = [f"Writing runs {way(report.direction)}."]
    if report.lines_turned:
        turned = counted(report.lines_turned, "line found before runs", "lines found before run")
        sentences.append(f"{turned} so too.")
    return Answer(report, tuple(sentences))


def _both(first: Answer, then: Answer) -> Answer:
    report = {**plain(first.report), **plain(then.report)}
    return Answer(report, (*first.sentences, *then.sentences), then.exit_code)


def _list_odd(call: Call) -> Answer:
    from seqclr_desktop.jobs.odd_lines import ListOddLines

    report = call.result_of(ListOddLines(call.options.collection, page_names(call.options.pages_from)))
    sentences = []
    for line in report.lines:
        beside = f". See line {', '.join(map(str, line.beside))}" if line.beside else ""
        sentences.append(f"{line.page_name}, line {line.number}: {'. '.join(line.reasons)}{beside}")
    sentences.append(f"{counted(len(report.lines), 'line')} to look at on {counted(report.pages_done, 'page')}.")
    return Answer(report, tuple(sentences))


def _find_in_region(call: Call) -> Answer:
    from seqclr_desktop.collection import Collection
    from seqclr_desktop.jobs.find_lines_again import FindLinesAgain

    options = call.options
    with Collection.open(options.collection) as collection:
        page = collection.pages_named([options.page])[0]
    assert page.id is not None
    found = call.result_of(FindLinesAgain(options.collection, page.id, options.region))
    report = RegionReport(page.name, found.lines_found, len(found.after.lines))
    sentence = f"Found {counted(report.lines_found, 'line')} there; the page has {report.line_count} now."
    return Answer(report, (sentence,))


def _find(call: Call) -> Answer:
    from seqclr_desktop.jobs.find_lines import FindLines

    names = page_names(call.options.pages_from)
    report = call.result_of(FindLines(call.options.collection, names, force=call.options.force))
    speed = f", {report.pages_per_second:.2f} pages a second" if report.pages_done else ""
    sentences = [f"Found {counted(report.lines_found, 'line')} on {counted(report.pages_done, 'page')}{speed}."]
    if report.lines_flagged:
        sentences.append(f"{counted(report.lines_flagged, 'line is', 'lines are')} marked as doubtful.")
    if report.pages_skipped:
        sentences.append(f"{counted(report.pages_skipped, 'page')} had lines already; --force looks at them again.")
    sentences += [f"  {problem.page_name}: {problem.reason}" for problem in report.problems]
    return Answer(report, tuple(sentences), outcome_code(was_stopped=False, problems=report.problems))
