"""Whether useful lines are useful: N lines chosen by the program against 1.3 N drawn at random, on lines nobody read.

    python tests/benchmarks/label_next.py --data ../shared/data --set peraire --lines 150 --minutes 10 --seeds 3

The collection's pages of `train_pool` lose their texts, as if nobody had transcribed them. For each seed two
recognisers learn for the same time from the same start: one from the true texts of N chosen lines, one from those of
1.3 N random ones. `valid` watches the learning, the test pages are read once at the end. JSON lines, then the means.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from seqclr_desktop.collection import Collection
from seqclr_desktop.jobs.evaluate_model import EvaluateModel
from seqclr_desktop.jobs.finetune_model import FinetuneModel
from seqclr_desktop.jobs.import_pages import ImportPages
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.next_lines import FindNextLines
from seqclr_desktop.jobs.pretrain_model import PretrainModel
from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings

MORE = 1.3


def main() -> None:
    options = _options()
    source = options.data / options.set
    splits = json.loads((source / "splits.json").read_text(encoding="utf-8"))
    rates: dict[str, list[float]] = {"chosen": [], "random": []}
    for seed in range(options.seeds):
        for arm, known in rates.items():
            row = _run(source, splits, arm, seed, options)
            known.append(row["cer"])
            print(json.dumps(row), flush=True)
    means = {arm: round(statistics.mean(values), 4) for arm, values in rates.items()}
    print(json.dumps({"mean_cer": means, "chosen_is_as_good": means["chosen"] <= means["random"]}))


def _run(
    source: Path, splits: dict[str, list[str]], arm: str, seed: int, options: argparse.Namespace
) -> dict[str, Any]:
    folder = options.work / options.set / f"{arm}-{seed}"
    texts = _collection_without_texts(folder, source, splits["train_pool"])
    if options.pretrain_minutes:
        pretraining = PretrainSettings(minutes=options.pretrain_minutes, seed=seed, threads=options.threads)
        PretrainModel(folder, pretraining, splits["train_pool"]).run(Control())
    if arm == "chosen":
        report = FindNextLines(folder, options.lines, seed, splits["train_pool"]).run(Control())
        lines = [line.line_id for line in report.lines if line.line_id in texts]
    else:
        count = min(round(MORE * options.lines), len(texts))
        lines = random.Random(seed).sample(sorted(texts), count)
    letters = _write(folder, lines, texts)
    settings = FinetuneSettings(minutes=options.minutes, seed=seed, threads=options.threads)
    finetuned = FinetuneModel(
        folder,
        settings,
        from_scratch=not options.pretrain_minutes,
        train_pages=splits["train_pool"],
        valid_pages=splits["valid"],
    ).run(Control())
    judged = EvaluateModel(folder, finetuned.model_name, splits["test"], threads=options.threads).run(Control())
    return {"arm": arm, "seed": seed, "lines": len(lines), "letters": letters, "cer": judged.cer}


def _collection_without_texts(folder: Path, source: Path, pool: Iterable[str]) -> dict[int, str]:
    """Make the collection; the true texts of the lines of `pool`, which it no longer has."""
    Collection.create(folder).close()
    ImportPages(folder, [source / "pages"]).run(Control())
    texts: dict[int, str] = {}
    with Collection.open(folder) as collection:
        for page in collection.pages_named(list(pool)):
            assert page.id is not None
            for line in collection.lines(page.id):
                if line.id is not None and line.human is not None and not line.is_unusable:
                    texts[line.id] = line.human.text
                    collection.write_human_text(line.id, "")
    return texts


def _write(folder: Path, lines: Iterable[int], texts: dict[int, str]) -> int:
    """Play the person; how many letters were typed."""
    with Collection.open(folder) as collection:
        return sum(len(collection.write_human_text(line_id, texts[line_id]).text) for line_id in lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", default="peraire")
    parser.add_argument("--work", type=Path, default=Path("build/label-next"))
    parser.add_argument("--lines", type=int, default=150, help="how many are chosen")
    parser.add_argument("--minutes", type=float, default=10, help="of learning to read, for each arm and seed")
    parser.add_argument("--pretrain-minutes", type=float, default=0, help="0: before any model exists")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seeds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
