"""How well a collection is read after learning from a few hundred of its lines, with pretraining and without.

    python tests/benchmarks/few_labels.py --data ../shared/data --set peraire --labels 100 300 1000 \
        --pretrain-minutes 10 --finetune-minutes 20 --threads 2 --seeds 3

Drives the terminal's verbs in processes of their own, as a person would. Labelled lines are those of
the first pages of `train_pool`; pretraining sees the pictures of `train_pool` alone, once for each seed; the
test lines are read once, at the end. Prints one line per training, then mean and spread, as JSON lines, with
the names of the models: `compare_models.py` tells how sure the difference of two ways is.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

# from chance; after SeqCLR from chance; from the model of many hands; from it after SeqCLR; from it with
# self-training on the rest of `train_pool`; from it with several readers that vote; that model as it is
_ARMS = ("scratch", "pretrained", "base", "base+pretrained", "base+self-training", "base+voting", "unlabelled")
# On a machine that others use too, minutes of the clock are not the same work each time; with one thread these are.
_BY_PROCESSOR_TIME = (
    "import sys, time; time.monotonic = time.process_time; from seqclr_desktop.__main__ import main; sys.exit(main())"
)


def main() -> None:
    options = _options()
    bench = Bench(options.data / options.set, options.work / options.set, options.threads, options.processor_time)
    bench.make_collection()
    rows = []
    for seed in range(options.first_seed, options.first_seed + options.seeds):
        for labels in options.labels:
            bench.choose_pages(labels)
            for arm in options.arms:
                rows.append(bench.run_arm(arm, labels, seed, options))
                print(json.dumps(rows[-1]), flush=True)
    for labels in options.labels:
        for arm in options.arms:
            print(json.dumps(_summary(arm, labels, rows)), flush=True)


class Bench:
    """One collection of the published data, and the verbs run on it."""

    def __init__(self, source: Path, work: Path, threads: int, counts_processor_time: bool = False) -> None:
        self._source = source
        self._work = work
        self._collection = work / "collection"
        self._threads = threads
        self._program = ["-c", _BY_PROCESSOR_TIME] if counts_processor_time else ["-m", "seqclr_desktop"]
        self._splits = json.loads((source / "splits.json").read_text(encoding="utf-8"))
        self._pretrainings: dict[tuple[str, int], dict[str, object]] = {}  # by arm and seed

    def make_collection(self) -> None:
        if not (self._collection / "collection.sqlite").exists():
            self._work.mkdir(parents=True, exist_ok=True)
            self._verb("new", str(self._collection))
            self._verb("add", str(self._collection), str(self._source / "pages"))

    def choose_pages(self, label_count: int) -> None:
        """Write the page lists: enough pages of `train_pool` for the labels, all of it, valid, test."""
        labelled, found = [], 0
        for page in self._splits["train_pool"]:
            if found < label_count:
                labelled.append(page)
                found += self._line_count(page)
        for name, pages in (
            ("labelled", labelled),
            ("pool", self._splits["train_pool"]),
            ("valid", self._splits["valid"]),
            ("test", self._splits["test"]),
        ):
            (self._work / f"{name}.txt").write_text("\n".join(pages) + "\n", encoding="utf-8")

    def run_arm(self, arm: str, labels: int, seed: int, options: argparse.Namespace) -> dict[str, object]:
        """One way of starting (see `_ARMS`); all fine-tune for the same time on the same lines."""
        collection, name = str(self._collection), f"{arm}-{labels}-{seed}-{int(time.time())}"
        start = ["--from-scratch"] if arm == "scratch" else ["--model", options.base]
        row: dict[str, object] = {"arm": arm, "seed": seed, "labels": labels}
        if arm in ("pretrained", "base+pretrained"):
            pretrained = self._pretrained(arm, seed, options)
            start = ["--model", str(pretrained["model_name"])]
            row |= {f"pretrain_{key}": pretrained[key] for key in ("seconds", "lines_per_second", "retrieval", "loss")}
        if arm == "unlabelled":
            return row | self._judge(options.base, options.judge)
        finetuned = self._verb(
            "finetune",
            collection,
            *start,
            *self._budget(options),
            "--name",
            name,
            "--labels",
            str(labels),
            "--train-pages",
            str(self._work / "labelled.txt"),
            "--valid-pages",
            str(self._work / "valid.txt"),
            *(self._self_training if arm.endswith("self-training") else ["--self-training", "off"]),
            *(["--voters", str(options.voters)] if arm.endswith("voting") else []),
            *(part for switch in options.without for part in (f"--{switch}", "off")),
            *self._common(seed),
        )
        row |= {"model": name, "steps": finetuned["steps"]}
        row |= {key: finetuned[key] for key in ("self_training", "voting")}
        row |= {f"finetune_{key}": finetuned[key] for key in ("seconds", "lines_per_second", "valid_cer")}
        return row | self._judge(name, options.judge)

    def _pretrained(self, arm: str, seed: int, options: argparse.Namespace) -> dict[str, object]:
        """What the verb told of the arm's pretraining with this seed, which all numbers of labels begin with."""
        if (arm, seed) not in self._pretrainings:
            self._pretrainings[arm, seed] = self._verb(
                "pretrain",
                str(self._collection),
                *(["--from-scratch"] if arm == "pretrained" else ["--model", options.base]),
                "--minutes",
                str(options.pretrain_minutes),
                "--negatives",
                options.negatives,
                "--name",
                f"{arm}-seen-{seed}-{int(time.time())}",
                "--pages-from",
                str(self._work / "pool.txt"),
                *self._common(seed),
            )
        return self._pretrainings[arm, seed]

    @staticmethod
    def _budget(options: argparse.Namespace) -> list[str]:
        if options.finetune_epochs:
            return ["--epochs", str(options.finetune_epochs)]
        return ["--minutes", str(options.finetune_minutes)]

    def _common(self, seed: int) -> list[str]:
        return ["--seed", str(seed), "--threads", str(self._threads), "--device", "cpu"]

    @property
    def _self_training(self) -> list[str]:
        return ["--self-training", "on", "--unlabelled-pages", str(self._work / "pool.txt")]

    def _judge(self, model: str, part: str) -> dict[str, object]:
        """How the model reads the lines of `part`."""
        tested = self._verb(
            "evaluate",
            str(self._collection),
            "--model",
            model,
            "--pages-from",
            str(self._work / f"{part}.txt"),
            "--threads",
            str(self._threads),
            "--device",
            "cpu",
        )
        return {f"{part}_{key}": tested[key] for key in ("cer", "wer", "line_count", "lines_per_second")}

    def _verb(self, *arguments: str) -> dict[str, object]:
        command = [sys.executable, *self._program, *arguments, "--json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        answer: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)}: {answer}")
        return answer

    def _line_count(self, page: str) -> int:
        from seqclr_desktop.exchange import read_transcription
        from seqclr_desktop.images.reading import probe

        frame = probe(self._source / "pages" / f"{page}.jpg")[0]
        content = read_transcription(
            self._source / "pages" / f"{page}.xml", image_size=(frame.width_px, frame.height_px)
        )
        return sum(bool(line.human and line.human.text) for line in content.lines)


def _summary(arm: str, labels: int, rows: Sequence[dict[str, object]]) -> dict[str, object]:
    key = next(key for key in rows[0] if key.endswith("_cer") and not key.startswith("finetune"))
    own = [row for row in rows if (row["arm"], row["labels"]) == (arm, labels)]
    rates = [float(str(row[key])) for row in own]
    spread = statistics.stdev(rates) if len(rates) > 1 else None
    return {
        "arm": arm,
        "labels": labels,
        "seeds": len(rates),
        f"mean_{key}": statistics.mean(rates),
        "standard_deviation": spread,
        "models": [row.get("model") for row in own],
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", default="peraire")
    parser.add_argument("--work", type=Path, default=Path("build/few-labels"))
    parser.add_argument("--labels", type=int, nargs="+", default=[300])
    parser.add_argument("--pretrain-minutes", type=float, default=10)
    parser.add_argument("--negatives", default="batch", choices=["batch", "line"], help="of the pretraining")
    parser.add_argument("--finetune-minutes", type=float, default=20)
    parser.add_argument(
        "--finetune-epochs", type=int, help="instead of minutes: as many steps on all sides, however busy the machine"
    )
    parser.add_argument("--voters", type=int, default=3, help="of the arm with voting; they share its minutes")
    parser.add_argument(
        "--without", nargs="+", default=[], choices=["augmentation", "averaging", "mixing"], help="of learning to read"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--arms", nargs="+", default=["pretrained", "scratch"], choices=_ARMS)
    parser.add_argument("--base", default="base-latin", help="the model of many hands")
    parser.add_argument("--judge", default="test", choices=["valid", "test"])
    parser.add_argument("--processor-time", action="store_true", help="minutes of the processor, not of the clock")
    return parser.parse_args()


if __name__ == "__main__":
    main()
