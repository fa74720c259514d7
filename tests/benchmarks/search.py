"""How long the search takes over many lines: real words of a real collection, in new company.

    python tests/benchmarks/search.py shared/data/peraire --lines 100000

Tells the median and the slowest of every kind of question, in milliseconds.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

from PIL import Image

from seqclr_desktop.collection import Collection, is_collection
from seqclr_desktop.collection.folding import fold
from seqclr_desktop.document import AuthorKind, Line, Page, PageContent, TextVersion, WordAlternative
from seqclr_desktop.exchange.reading import read_transcription

_LINES_A_PAGE = 40
_TIMES = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="a folder with PAGE files somewhere below it")
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a folder to keep the collection in, or to take it from")
    options = parser.parse_args()
    texts = [line.best_text for path in sorted(options.data.rglob("*.xml")) for line in _lines_of(path)]
    words = [word for text in texts for word in text.split()]
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "c"
        if not is_collection(folder):
            began = time.perf_counter()
            with Collection.create(folder) as collection:
                _fill(collection, words, options.lines, chance)
            print(f"{options.lines} lines from {len(words)} words written in {time.perf_counter() - began:.1f} s")
        with Collection.open(folder) as collection:
            for name, questions in _questions(words, chance).items():
                _measure(collection, name, questions)


def _measure(collection: Collection, name: str, questions: list[str]) -> None:
    """By the clock, and by what the processor itself had to do: the first says little on a busy machine."""
    clock, work = [], []
    for question in questions:
        began, worked = time.perf_counter(), time.process_time()
        collection.search(question)
        clock.append(1000 * (time.perf_counter() - began))
        work.append(1000 * (time.process_time() - worked))
    told = (f"median {statistics.median(took):6.1f}, slowest {max(took):6.1f}" for took in (clock, work))
    print("{:24} clock: {};  processor: {} ms".format(name, *told))


def _lines_of(path: Path) -> tuple[Line, ...]:
    picture = next(other for other in path.parent.glob(f"{path.stem}.*") if other != path)
    with Image.open(picture) as opened:
        return read_transcription(path, image_size=opened.size).lines


def _fill(collection: Collection, words: list[str], line_count: int, chance: random.Random) -> None:
    """Every other line read by a machine, with other readings of one word in three."""
    for number in range(line_count // _LINES_A_PAGE):
        lines = tuple(_line(words, chance, place) for place in range(_LINES_A_PAGE))
        page = Page(f"page {number}", Path(f"/scans/{number}.jpg"), 1000, 4000)
        collection.add_page(page, PageContent(1000, 4000, lines=lines))


def _line(words: list[str], chance: random.Random, place: int) -> Line:
    chosen = [chance.choice(words) for _ in range(8)]
    text, y = " ".join(chosen), 80.0 * place + 60
    shape = ((100.0, y), (900.0, y))
    if place % 2:
        return Line(shape, human=TextVersion(text, AuthorKind.IMPORT))
    alternatives = tuple(
        WordAlternative(0, len(chosen[0]), chance.choice(words), chance.random() / 3) for _ in range(3)
    )
    sure = tuple(chance.random() for _ in text)
    version = TextVersion(text, AuthorKind.MODEL, "m", "", chance.random(), sure, alternatives)
    return Line(shape, machine=version)


def _questions(words: list[str], chance: random.Random) -> dict[str, list[str]]:
    def some() -> list[str]:
        return [chance.choice(words) for _ in range(_TIMES)]

    long = [word for word in {fold(word) for word in words} if word.isalpha() and len(word) > 6]
    swapped = [word[:2] + word[3] + word[2] + word[4:] for word in chance.sample(sorted(long), _TIMES)]
    common = sorted(set(words), key=words.count, reverse=True)[:_TIMES]
    return {
        "a word": some(),
        "the commonest words": common,
        "one letter": list("aeinrstuldcmpo"),
        "two words": [f"{a} {b}" for a, b in zip(some(), some(), strict=True)],
        "a phrase": [f'"{a} {b}"' for a, b in zip(some(), some(), strict=True)],
        "a misspelt word": swapped,
        "nothing like it": ["xqzwvk", "zzzzzzz", "qwertzuiop"],
    }


if __name__ == "__main__":
    main()
