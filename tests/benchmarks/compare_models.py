"""How two models read the same lines, and whether the difference may be chance.

    python tests/benchmarks/compare_models.py COLLECTION --pages-from valid.txt --model reader-2 --against reader

Prints JSON: CER and WER of both, the differences and the relative reduction of CER with their intervals by
paired bootstrap over the pages, or over the lines where the pages are fewer than eight. Where several models
are given on both sides, one for each seed in the same order, the seeds are drawn too; with one the intervals
tell nothing of what another seed would have given.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, astuple
from pathlib import Path

import numpy as np

from seqclr_desktop.cli.options import page_names
from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.line_images import LineImageMaker
from seqclr_desktop.jobs.line_plan import labelled_lines_of
from seqclr_desktop.jobs.page_splits import is_wholly_transcribed
from seqclr_desktop.model.checkpoint import load_recognizer
from seqclr_desktop.model.device import use_threads
from seqclr_desktop.training.evaluate import read_lines
from seqclr_desktop.training.paired_bootstrap import by_page, paired_interval, rates, relative_reduction
from seqclr_desktop.training.reading_counts import count_reading


def main() -> None:
    options = _options()
    use_threads(options.threads)
    with Collection.open(options.collection) as collection:
        names = page_names(options.pages_from)
        chosen = _usable_lines(collection, names)
        own, other = (
            np.concatenate([_counts(collection, name, chosen) for name in models])
            for models in (options.model, options.against)
        )
    told: dict[str, object] = {
        "model": options.model, "against": options.against, "line_count": len(chosen), "drawn": own.shape[1],
    }  # fmt: skip
    for measure in ("cer", "wer"):
        told[measure] = [round(float(rates(counts, measure).mean()), 5) for counts in (own, other)]
        told[f"{measure}_difference"] = asdict(paired_interval(own, other, measure))
    reduction = relative_reduction(own, other)
    told["cer_reduction"] = asdict(reduction) if reduction else None
    print(json.dumps(told))


def _usable_lines(collection: Collection, pages: tuple[str, ...]) -> list[Line]:
    return [
        line
        for page in collection.pages_named(pages)
        if page.id is not None
        for line in collection.lines(page.id)
        if line.id is not None and is_wholly_transcribed(line) and not line.is_unusable
    ]


def _counts(collection: Collection, name: str, chosen: Sequence[Line]) -> np.ndarray:
    """(1, U, 6): sums of `ReadingCounts` over the lines that are drawn together."""
    recognizer = load_recognizer(collection.model(name).path)
    pages = {line.id: line.page_id for line in chosen}
    maker = LineImageMaker(collection, recognizer.settings.height_px)
    try:
        lines, _ = labelled_lines_of(collection, maker, [line.id for line in chosen if line.id], Control())
        rows = {
            index: astuple(count_reading(lines.texts[index], reading.text))
            for batch in read_lines(recognizer, lines)
            for index, reading in batch
        }
    finally:
        maker.close()
    counts = np.array([[rows[index] for index in range(len(lines))]], dtype=np.int64)
    return by_page(counts, [pages[lines.images.line_id(index)] for index in range(len(lines))])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--pages-from", type=Path, required=True)
    parser.add_argument("--model", nargs="+", required=True)
    parser.add_argument("--against", nargs="+", required=True)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
