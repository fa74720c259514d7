"""How well lines are found: `python tests/benchmarks/line_finding.py --data DIR [--split test] [--recogniser FILE]`.

Prints for each collection

- the share of true baselines found (recall), and of found baselines that are true (precision): among those in
  annotated regions, and among those on or between annotated lines; `line_matching` says what counts as found;
- pages per second with two threads, reading the file included, the seconds that processors were busy with a page
  (which other work on the machine hardly changes), and the peak memory of the process that did it;
- the pointer actions to a correct page of 25 lines, in the median over the pages; `page_mending` has the rule;
- with `--recogniser` the CER of that model on the true and on the found lines.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["OMP_NUM_THREADS"] = "2"

import numpy as np

from seqclr_desktop.document import Line, PageContent, majority_direction
from seqclr_desktop.exchange import read_transcription
from seqclr_desktop.geometry import Polyline, polygon_area
from seqclr_desktop.images.line_crop import line_extent
from seqclr_desktop.images.reading import read_page
from seqclr_desktop.layout import Segmenter, default_segmenter
from seqclr_desktop.layout.classical import ClassicalSegmenter
from seqclr_desktop.layout.learned import LearnedSegmenter
from seqclr_desktop.training.error_rates import error_rates
from tests.benchmarks.line_matching import PageMatch, coverage, lies_in, match_lines
from tests.benchmarks.page_mending import Mending, mending
from tests.benchmarks.reading_found_lines import PageReadings, Reader


@dataclass(frozen=True)
class Search:
    """The lines found on a page, the seconds it took, and those that processors were busy with it."""

    lines: tuple[Line, ...]
    seconds: float
    busy_seconds: float


@dataclass(frozen=True)
class PageScore:
    """One page: what was found, its match, how its line heights compare with the true ones, and the rest."""

    name: str
    search: Search
    match: PageMatch
    height_ratios: tuple[float, ...]
    mending: Mending
    readings: PageReadings | None = None


@dataclass(frozen=True)
class CollectionScore:
    """All pages of one collection and the peak memory in MB."""

    name: str
    pages: tuple[PageScore, ...]
    peak_mb: float

    def __str__(self) -> str:
        matches = [page.match for page in self.pages]
        inside, among = sum(m.found_inside for m in matches), sum(m.found_among for m in matches)
        ratios = [ratio for page in self.pages for ratio in page.height_ratios] or [float("nan")]
        low, middle, high = np.percentile(ratios, (10, 50, 90))
        seconds, busy = (
            sum(page.search.seconds for page in self.pages),
            sum(page.search.busy_seconds for page in self.pages),
        )
        recall = sum(m.matched for m in matches) / max(sum(m.true_count for m in matches), 1)
        return (
            f"{self.name:26} recall {recall:.3f}"
            f"  precision {sum(m.matched_inside for m in matches) / max(inside, 1):.3f} in regions,"
            f" {sum(m.matched_among for m in matches) / max(among, 1):.3f} among lines"
            f"  ({sum(m.true_count for m in matches)} lines, {sum(m.in_pieces for m in matches)} in pieces,"
            f" {len(self.pages)} pages)\n"
            f"    {len(self.pages) / seconds:.2f} pages/s ({busy / len(self.pages):.2f} processor seconds a page)"
            f"  {self.peak_mb:.0f} MB"
            f"  line height to true height {middle:.2f} ({low:.2f} to {high:.2f})\n"
            f"    {self._mending()}{self._reading()}"
        )

    def _mending(self) -> str:
        pages = [page.mending for page in self.pages if page.mending.line_count]
        parts = ("drawn", "cut", "pieces_joined", "ends_dragged", "deleted")
        sums = ", ".join(f"{sum(getattr(page, part) for page in pages)} {part.replace('_', ' ')}" for part in parts)
        per_25 = statistics.median(page.actions_per_25_lines for page in pages)
        return f"{per_25:.1f} pointer actions to a correct page of 25 lines (median); all pages: {sums}"

    def _reading(self) -> str:
        triples = [triple for page in self.pages if page.readings for triple in page.readings.triples]
        if not triples:
            return ""
        on_true = error_rates((text, reading) for text, reading, _ in triples).cer
        on_found = error_rates((text, reading) for text, _, reading in triples).cer
        return (
            f"\n    CER on true lines {on_true:.4f}, on found lines {on_found:.4f}"
            f" ({(on_found - on_true) / max(on_true, 1e-9):+.1%})"
        )


def score_collection(
    folder: Path, split: str, kind: str, weights: Path | None = None, model: Path | None = None
) -> CollectionScore:
    """Find the lines of every page of one split of a collection and compare them with the true ones."""
    names = json.loads((folder / "splits.json").read_text(encoding="utf-8"))[split]
    pictures = [folder / "pages" / f"{name}.jpg" for name in names]
    contents = [read_transcription(picture.with_suffix(".xml"), image_size=_size(picture)) for picture in pictures]
    segmenter = _segmenter(kind, contents, weights)
    searches = [_find(segmenter, picture) for picture in pictures]
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    reader = Reader(model) if model else None
    scores = [
        score_page(picture, content, search, reader)
        for picture, content, search in zip(pictures, contents, searches, strict=True)
    ]
    return CollectionScore(folder.name, tuple(scores), peak_mb)


def _find(segmenter: Segmenter, picture: Path) -> Search:
    began, began_busy = time.monotonic(), time.process_time()
    lines = segmenter.find_lines(np.asarray(read_page(picture).convert("L"))).lines
    return Search(lines, time.monotonic() - began, time.process_time() - began_busy)


def score_page(picture: Path, content: PageContent, search: Search, reader: Reader | None) -> PageScore:
    """Compare the found lines of one page with the true ones."""
    found = search.lines
    regions = [region.polygon for region in content.regions if _holds_lines(region.polygon, content.lines)]
    readings = None
    if reader:
        readings = reader.read_page(np.asarray(read_page(picture).convert("L")), content.lines, found)
    return PageScore(
        picture.stem,
        search,
        match_lines(content.lines, found, regions),
        tuple(_height_ratios(content.lines, found)),
        mending(content.lines, found),
        readings,
    )


def _height_ratios(true: tuple[Line, ...], found: tuple[Line, ...]) -> list[float]:
    """Found to true height, as the recogniser crops lines, for the lines that were found well."""
    if not true or not found:
        return []
    cover = coverage(true, found)
    ratios = []
    for row, line in enumerate(true):
        other = found[int(cover[row].argmax())]
        wanted, got = line_extent(line.baseline, line.polygon), line_extent(other.baseline, other.polygon)
        if cover[row].max() > 0.8 and wanted and got:
            ratios.append(got.height_px / wanted.height_px)
    return ratios


def _holds_lines(region: Polyline, lines: tuple[Line, ...]) -> bool:
    return polygon_area(region) > 0 and any(lies_in(line.baseline, [region]) for line in lines)


def _segmenter(kind: str, contents: list[PageContent], weights: Path | None) -> Segmenter:
    texts = [line.best_text for content in contents for line in content.lines]
    direction = majority_direction(texts)
    if kind == "classical":
        return ClassicalSegmenter(direction)
    return LearnedSegmenter(weights, direction) if weights else default_segmenter(direction)


def _size(picture: Path) -> tuple[int, int]:
    return read_page(picture).size


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, help="folder of collections")
    parser.add_argument("--split", choices=("train_pool", "valid", "test"), default="test")
    parser.add_argument("--segmenter", choices=("learned", "classical"), default="learned")
    parser.add_argument("--weights", type=Path, help="other weights than the bundled ones")
    parser.add_argument("--recogniser", type=Path, help="model file that reads the true and the found lines")
    parser.add_argument("--only", nargs="*", default=[], help="names of collections")
    parser.add_argument("--worst", type=int, default=0, help="name so many pages with most errors")
    options = parser.parse_args()
    for folder in sorted(path.parent for path in options.data.glob("*/splits.json")):
        if options.only and folder.name not in options.only:
            continue
        with multiprocessing.get_context("spawn").Pool(1) as pool:  # a process each, for its peak memory
            score = pool.apply(
                score_collection, (folder, options.split, options.segmenter, options.weights, options.recogniser)
            )
        sys.stdout.write(f"{score}\n")
        for page in sorted(score.pages, key=_errors, reverse=True)[: options.worst]:
            extra = page.match.found_among - page.match.matched_among
            sys.stdout.write(f"    {page.name}: {len(page.match.missed)} missed, {extra} too many\n")
        sys.stdout.flush()
    return 0


def _errors(page: PageScore) -> int:
    return len(page.match.missed) + page.match.found_among - page.match.matched_among


if __name__ == "__main__":
    sys.exit(main())
