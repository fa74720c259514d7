"""`search`: find lines by what stands in them."""

from __future__ import annotations

import argparse

from seqclr_desktop.cli.options import add_collection, positive_count
from seqclr_desktop.cli.verb import Answer, Call
from seqclr_desktop.cli.wording import counted, grouped, percent

NAME = "search"
SUMMARY = "find lines by their words, also where a model was unsure or a word is misspelt"


def add_options(parser: argparse.ArgumentParser) -> None:
    add_collection(parser)
    parser.add_argument(
        "query",
        metavar="QUERY",
        help="words that must all occur, with any endings; words in quotation marks exactly so; accents do not count",
    )
    parser.add_argument(
        "--limit", metavar="N", type=positive_count, default=50, help="how many lines to tell at the most; default: 50"
    )


def run(call: Call) -> Answer:
    from seqclr_desktop.collection import Collection, HitKind, SearchHit

    def sentence(hit: SearchHit) -> str:
        why = {
            HitKind.WORDS: "" if hit.is_human else f"  [read by a model, {percent(hit.probability)} sure]",
            HitKind.ALTERNATIVE: f"  [a model holds “{hit.read_as}” possible, {percent(hit.probability)}]",
            HitKind.SIMILAR: "  [similar]",
        }[hit.kind]
        return f"{hit.page_name}, line {hit.number}: {_with_marks(hit.text, hit.spans)}{why}"

    with Collection.open(call.options.collection) as collection:
        result = collection.search(call.options.query, call.options.limit)
    report = {"query": call.options.query, "exact_count": result.exact_count, "hits": list(result.hits)}
    summary = f"{counted(result.exact_count, 'line')} with these words"
    others = len(result.hits) - sum(hit.kind is HitKind.WORDS for hit in result.hits)
    summary += f", and {grouped(others)} that may have them." if others else "."
    return Answer(report, (summary, *map(sentence, result.hits)))


def _with_marks(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]}*{text[start:end]}*{text[end:]}"
    return text
