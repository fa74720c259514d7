"""Pages searched for lines per second, by this program and by kraken, one after the other on one machine.

    python tests/benchmarks/line_finding_against_kraken.py --data DIR --kraken PATH/TO/kraken [--pages 5]

Each finds the lines of the same pages (of the wills) with two threads, reading the files included. Starting
up does not count: this program is timed after its first page, kraken by the difference between one page and
some more. kraken is not needed by the program and not installed with it: give the path of its command in an
environment of its own. Prints JSON; the seconds that processors were busy are the fairer measure on a
machine that does other work besides.
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
os.environ["OMP_NUM_THREADS"] = "2"

import numpy as np

from seqclr_desktop.exchange import read_transcription
from seqclr_desktop.images.reading import read_page
from seqclr_desktop.layout import default_segmenter
from tests.benchmarks.line_matching import match_lines

SET = "testaments-poilus"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kraken", type=Path, required=True)
    parser.add_argument("--split", default="test")
    parser.add_argument("--pages", type=int, default=5)
    options = parser.parse_args()
    names = json.loads((options.data / SET / "splits.json").read_text(encoding="utf-8"))[options.split]
    pictures = [options.data / SET / "pages" / f"{name}.jpg" for name in names[: options.pages + 1]]
    with tempfile.TemporaryDirectory() as work:
        ours = _ours(pictures)
        kraken = _kraken_times(options.kraken, pictures, Path(work))
        facts = {
            "pages": len(pictures),
            **ours,
            **{f"kraken_{name}": value for name, value in kraken.items()},
            "kraken_recall": _recall(pictures, Path(work)),
            "times_faster": round(kraken["seconds_a_page"] / ours["seconds_a_page"], 1),
            "times_less_work": round(kraken["processor_seconds_a_page"] / ours["processor_seconds_a_page"], 1),
        }
    print(json.dumps(facts, indent=2))


def _ours(pictures: Sequence[Path]) -> dict[str, float]:
    segmenter = default_segmenter()
    for number, picture in enumerate(pictures):
        if number == 1:
            began, busy = time.monotonic(), time.process_time()
        segmenter.find_lines(np.asarray(read_page(picture).convert("L")))
    more = len(pictures) - 1
    return {
        "seconds_a_page": round((time.monotonic() - began) / more, 3),
        "processor_seconds_a_page": round((time.process_time() - busy) / more, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _kraken_times(kraken: Path, pictures: Sequence[Path], work: Path) -> dict[str, float]:
    times = []
    for some in (pictures[:1], pictures):
        began, busy = time.monotonic(), _busy_seconds()
        _kraken(kraken, some, work)
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


def _kraken(kraken: Path, pictures: Sequence[Path], work: Path) -> None:
    pairs = [part for picture in pictures for part in ("-i", str(picture), str(work / f"{picture.stem}.xml"))]
    command = [str(kraken), "--threads", "2", "-d", "cpu", "-x", *pairs, "segment", "-bl"]
    subprocess.run(command, check=True, capture_output=True)


def _recall(pictures: Sequence[Path], work: Path) -> float:
    """kraken's share of true lines found on these pages, by our own measure."""
    matched = true = 0
    for picture in pictures:
        size = read_page(picture).size
        content = read_transcription(picture.with_suffix(".xml"), image_size=size)
        found = read_transcription(work / f"{picture.stem}.xml", image_size=size)
        match = match_lines(content.lines, found.lines, [])
        matched, true = matched + match.matched, true + match.true_count
    return round(matched / max(true, 1), 3)


if __name__ == "__main__":
    main()
