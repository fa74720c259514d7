"""How soon suggested readings for a page are there: on the first page after the program's start, and on later ones.

    python tests/benchmarks/suggestions.py --data ../shared/data --set peraire --pages 8 --threads 2

The first includes loading PyTorch and the model, which the window does beforehand. JSON, in seconds.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from seqclr_desktop.collection import Collection
from seqclr_desktop.jobs.find_lines import FindLines
from seqclr_desktop.jobs.import_pages import ImportPages
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.transcribe_pages import TranscribePages
from seqclr_desktop.recognition.settings import TranscribeSettings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", default="peraire")
    parser.add_argument("--pages", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    names = json.loads((options.data / options.set / "splits.json").read_text(encoding="utf-8"))["train_pool"]
    with tempfile.TemporaryDirectory() as work:
        folder = _collection_of(options.data / options.set / "pages", names[: options.pages], Path(work))
        with Collection.open(folder) as collection:
            pages = [(page.name, page.line_count) for page in collection.pages()]
        seconds = [_read(folder, name, options.threads) for name, _ in pages]
    later = sorted(seconds[1:])
    told = {"first_page": seconds[0], "median": statistics.median(later), "slowest": later[-1]}
    lines = statistics.mean(count for _, count in pages)
    print(json.dumps({what: round(value, 2) for what, value in told.items()} | {"lines_a_page": round(lines, 1)}))


def _collection_of(source: Path, names: list[str], work: Path) -> Path:
    """The scans alone; their lines are found by the program."""
    scans = work / "scans"
    scans.mkdir()
    for name in names:
        for path in source.glob(f"{Path(name).stem}.*"):
            if path.suffix != ".xml":
                shutil.copy2(path, scans / path.name)
    Collection.create(work / "collection").close()
    ImportPages(work / "collection", [scans]).run(Control())
    FindLines(work / "collection").run(Control())
    return work / "collection"


def _read(folder: Path, name: str, threads: int) -> float:
    began = time.perf_counter()
    TranscribePages(folder, "base-latin", [name], settings=TranscribeSettings(threads=threads)).run(Control())
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
