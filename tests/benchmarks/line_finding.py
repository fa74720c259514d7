"""How many lines are found: `python tests/benchmarks/line_finding.py --data DIR [--split test] [--segmenter learned]`.

Prints for each collection the share of true baselines found (recall), the share of found baselines in
annotated regions that are true (precision), pages per second with two threads (reading the file
included) and the peak memory of the process that did it. `line_matching` says what counts as found.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
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
from tests.benchmarks.line_matching import PageMatch, coverage, lies_in, match_lines


@dataclass(frozen=True)
class PageScore:
    """One page: its match, the seconds it took, and how its line heights compare with the true ones."""

    name: str
    match: PageMatch
    seconds: float
    height_ratios: tuple[float, ...]


@dataclass(frozen=True)
class CollectionScore:
    """All pages of one collection and the peak memory in MB."""

    name: str
    pages: tuple[PageScore, ...]
    peak_mb: float

    def __str__(self) -> str:
        true = sum(page.match.true_count for page in self.pages)
        matched = sum(page.match.matched for page in self.pages)
        inside = sum(page.match.found_inside for page in self.pages)
        true_inside = sum(page.match.matched_inside for page in self.pages)
        pieces = sum(page.match.in_pieces for page in self.pages)
        ratios = [ratio for page in self.pages for ratio in page.height_ratios] or [float("nan")]
        low, middle, high = np.percentile(ratios, (10, 50, 90))
        speed = len(self.pages) / sum(page.seconds for page in self.pages)
        return (
            f"{self.name:28} recall {matched / max(true, 1):.3f}  precision {true_inside / max(inside, 1):.3f}  "
            f"{true} lines on {len(self.pages)} pages, {pieces} in pieces  {speed:.2f} pages/s  {self.peak_mb:.0f} MB  "
            f"line height to true height {middle:.2f} ({low:.2f} to {high:.2f})"
        )


def score_collection(folder: Path, split: str, kind: str) -> CollectionScore:
    """Find the lines of every page of one split of a collection and compare them with the true ones."""
    names = json.loads((folder / "splits.json").read_text(encoding="utf-8"))[split]
    pictures = [folder / "pages" / f"{name}.jpg" for name in names]
    contents = [read_transcription(picture.with_suffix(".xml"), image_size=_size(picture)) for picture in pictures]
    segmenter = _segmenter(kind, contents)
    scores = [score_page(segmenter, picture, content) for picture, content in zip(pictures, contents, strict=True)]
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return CollectionScore(folder.name, tuple(scores), peak_mb)


def score_page(segmenter: Segmenter, picture: Path, content: PageContent) -> PageScore:
    """Find and compare the lines of one page."""
    began = time.monotonic()
    grey = np.asarray(read_page(picture).convert("L"))
    found = segmenter.find_lines(grey).lines
    seconds = time.monotonic() - began
    regions = [region.polygon for region in content.regions if _holds_lines(region.polygon, content.lines)]
    match = match_lines(content.lines, found, regions)
    return PageScore(picture.stem, match, seconds, tuple(_height_ratios(content.lines, found)))


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


def _segmenter(kind: str, contents: list[PageContent]) -> Segmenter:
    texts = [line.best_text for content in contents for line in content.lines]
    direction = majority_direction(texts)
    return ClassicalSegmenter(direction) if kind == "classical" else default_segmenter(direction)


def _size(picture: Path) -> tuple[int, int]:
    return read_page(picture).size


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, help="folder of collections")
    parser.add_argument("--split", choices=("train_pool", "valid", "test"), default="test")
    parser.add_argument("--segmenter", choices=("learned", "classical"), default="learned")
    parser.add_argument("--worst", type=int, default=0, help="name so many pages with most errors")
    options = parser.parse_args()
    for folder in sorted(path.parent for path in options.data.glob("*/splits.json")):
        with multiprocessing.get_context("spawn").Pool(1) as pool:  # a process each, for its peak memory
            score = pool.apply(score_collection, (folder, options.split, options.segmenter))
        sys.stdout.write(f"{score}\n")
        for page in sorted(score.pages, key=_errors, reverse=True)[: options.worst]:
            extra = page.match.found_inside - page.match.matched_inside
            sys.stdout.write(f"    {page.name}: {len(page.match.missed)} missed, {extra} too many\n")
        sys.stdout.flush()
    return 0


def _errors(page: PageScore) -> int:
    return len(page.match.missed) + page.match.found_inside - page.match.matched_inside


if __name__ == "__main__":
    sys.exit(main())
