"""Lines found, and pages searched per second, by this program and by kraken, one after the other on one machine.

    python tests/benchmarks/line_finding_against_kraken.py --data DIR --kraken PATH/TO/kraken
        [--sets testaments-poilus:10 peraire:10] [--threads 2]

Each finds the lines of the same pages of a set (NAME:HOW MANY), reading the files included. Starting up does
not count for time: this program is timed after its first page, kraken by what it takes longer for all pages
than for one. kraken is not needed by the program and not installed with it: give the path of its command in
an environment of its own. Prints JSON for each set; the seconds that processors were busy are the fairer
measure on a machine that does other work besides.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from seqclr_desktop.document import Line
from seqclr_desktop.exchange import read_transcription
from seqclr_desktop.images.reading import read_page
from seqclr_desktop.layout import default_segmenter
from tests.benchmarks.line_matching import match_lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kraken", type=Path, required=True)
    parser.add_argument("--split", default="test")
    parser.add_argument("--sets", nargs="+", default=["testaments-poilus:5"], metavar="NAME:PAGES")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = str(options.threads)
    for chosen in options.sets:
        name, _, count = chosen.partition(":")
        folder = options.data / name
        names = json.loads((folder / "splits.json").read_text(encoding="utf-8"))[options.split][: int(count or 5)]
        pictures = [folder / "pages" / f"{page}.jpg" for page in names]
        print(json.dumps({"set": name, **_compared(pictures, options.kraken, options.threads)}), flush=True)


def _compared(pictures: Sequence[Path], kraken: Path, threads: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as work:
        theirs = _kraken_times(kraken, pictures, Path(work), threads)
        read = [
            read_transcription(Path(work) / f"{picture.stem}.xml", image_size=_size(picture)) for picture in pictures
        ]
    ours, found = _ours(pictures)
    return {
        "pages": len(pictures),
        **ours,
        "recall": _recall(pictures, found),
        **{f"kraken_{name}": value for name, value in theirs.items()},
        "kraken_recall": _recall(pictures, [content.lines for content in read]),
        "times_faster": round(theirs["seconds_a_page"] / ours["seconds_a_page"], 1),
        "times_less_work": round(theirs["processor_seconds_a_page"] / ours["processor_seconds_a_page"], 1),
    }


def _ours(pictures: Sequence[Path]) -> tuple[dict[str, float], list[tuple[Line, ...]]]:
    segmenter = default_segmenter()
    found = []
    for number, picture in enumerate(pictures):
        if number == 1:
            began, busy = time.monotonic(), time.process_time()
        found.append(segmenter.find_lines(np.asarray(read_page(picture).convert("L"))).lines)
    more = len(pictures) - 1
    facts = {
        "seconds_a_page": round((time.monotonic() - began) / more, 3),
        "processor_seconds_a_page": round((time.process_time() - busy) / more, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    return facts, found


def _kraken_times(kraken: Path, pictures: Sequence[Path], work: Path, threads: int) -> dict[str, float]:
    times = []
    for some in (pictures[:1], pictures):
        began, busy = time.monotonic(), _busy_seconds()
        _kraken(kraken, some, work, threads)
        times.append((time.monotonic() - began, _busy_seconds() - busy))
    more = len(pictures) - 1
    return {
        "seconds_a_page": round((times[1][0] - times[0][0]) / more, 3),
        "processor_seconds_a_page": round((times[1][1] - times[0][1]) / more, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
    }


def _busy_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _kraken(kraken: Path, pictures: Sequence[Path], work: Path, threads: int) -> None:
    pairs = [part for picture in pictures for part in ("-i", str(picture), str(work / f"{picture.stem}.xml"))]
    command = [str(kraken), "--threads", str(threads), "-d", "cpu", "-x", *pairs, "segment", "-bl"]
    subprocess.run(command, check=True, capture_output=True)


def _recall(pictures: Sequence[Path], found: Sequence[Sequence[Line]]) -> float:
    """The share of the true lines of these pages that are among the found ones, as `line_matching` counts."""
    matched = true = 0
    for picture, lines in zip(pictures, found, strict=True):
        content = read_transcription(picture.with_suffix(".xml"), image_size=_size(picture))
        match = match_lines(content.lines, lines, [])
        matched, true = matched + match.matched, true + match.true_count
    return round(matched / max(true, 1), 3)


def _size(picture: Path) -> tuple[int, int]:
    return read_page(picture).size


if __name__ == "__main__":
    main()
