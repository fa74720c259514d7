"""Lines learned from and read per second, by this program and by kraken, in turns on one machine.

    python tests/benchmarks/speed_against_kraken.py --data ../shared/data --ketos PATH/TO/ketos --threads 2

Both learn from the same pictures of lines with their texts (one page of the `peraire` set) and read
them; neither's start is counted. Of several rounds the middle figure is taken, and all are printed: where
they lie far apart, the machine had other things to do. Some eight minutes on two cores with nothing else.

kraken is not needed by the program and not installed with it: give the path of its `ketos` in an
environment of its own (`python -m venv E; E/bin/pip install torch==2.13.0; E/bin/pip install kraken`).
Without it only this program is measured. Progress goes to standard error, JSON to standard output.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EPOCHS_HERE = 15
EPOCHS_OF_KRAKEN = (1, 4)
READ_TIMES = (1, 3)  # kraken reads the list so many times over


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--ketos", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--pages", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=2, help="how often each has its turn")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        print(json.dumps(_measure(options, Path(work)), indent=2))


def _measure(options: argparse.Namespace, work: Path) -> dict[str, object]:
    here = Here(options, work)
    kraken = Kraken(options.ketos, here.pictures, work, options.threads) if options.ketos else None
    rounds: dict[str, list[float]] = {}
    for number in range(options.rounds):
        for name, runner in (("", here), ("kraken_", kraken)):
            if runner is not None:
                for act, rate in (("trains", runner.training_rate()), ("reads", runner.reading_rate())):
                    rounds.setdefault(f"{name}{act}", []).append(round(rate, 2))
                    print(f"round {number + 1}: {name}{act} {rate:.2f} lines a second", file=sys.stderr, flush=True)
    middle = {name: statistics.median(rates) for name, rates in rounds.items()}
    result: dict[str, object] = {f"{name}_lines_per_second": rate for name, rate in middle.items()}
    if kraken is not None:
        result |= {f"{act}_ratio": round(middle[act] / middle[f"kraken_{act}"], 1) for act in ("trains", "reads")}
    return {**result, "line_count": len(here.pictures), "rounds": rounds}


class Here:
    """This program, driven by its verbs; what they report leaves out their start."""

    def __init__(self, options: argparse.Namespace, work: Path) -> None:
        source = options.data / "peraire"
        names = json.loads((source / "splits.json").read_text(encoding="utf-8"))["train_pool"][: options.pages]
        self._collection, self._pages, pairs = work / "collection", work / "pages.txt", work / "pairs"
        self._pages.write_text("\n".join(names), encoding="utf-8")
        self._common = ("--threads", options.threads, "--device", "cpu")
        self._count = 0
        _verb("new", self._collection)
        _verb("add", self._collection, *(source / "pages" / f"{name}.jpg" for name in names))
        _verb("export", self._collection, "--format", "pairs", "--out", pairs)
        self.pictures = sorted(pairs.rglob("*.png"))

    def training_rate(self) -> float:
        self._count += 1
        settings = ("--from-scratch", "--epochs", EPOCHS_HERE, "--train-pages", self._pages)
        return _verb("finetune", self._collection, *settings, "--name", self._model, *self._common)["lines_per_second"]

    def reading_rate(self) -> float:
        chosen = ("--model", self._model, "--pages-from", self._pages)
        return _verb("evaluate", self._collection, *chosen, *self._common)["lines_per_second"]

    @property
    def _model(self) -> str:
        return f"reader-{self._count}"


class Kraken:
    """kraken's own commands. Each is timed by the difference of a long and a short run: starting does not count."""

    def __init__(self, ketos: Path, pictures: list[Path], work: Path, threads: int) -> None:
        self._head = [str(ketos), "-d", "cpu", "--workers", "0", "--threads", str(threads)]
        self._pictures, self._work = pictures, work
        self._valid = self._list("valid", pictures[:2])

    def training_rate(self) -> float:
        few, many = (self._train(epochs) for epochs in EPOCHS_OF_KRAKEN)
        return (EPOCHS_OF_KRAKEN[1] - EPOCHS_OF_KRAKEN[0]) * len(self._pictures) / max(many - few, 1e-6)

    def reading_rate(self) -> float:
        few, many = (self._read(times) for times in READ_TIMES)
        return (READ_TIMES[1] - READ_TIMES[0]) * len(self._pictures) / max(many - few, 1e-6)

    def _train(self, epochs: int) -> float:
        """Validates once, after the last epoch."""
        out = self._work / f"kraken-{epochs}"
        files = ["-t", self._list("train", self._pictures), "-e", self._valid]
        schedule = ["-q", "fixed", "-N", str(epochs), "-F", str(epochs), "--augment", "-B", "1"]
        return self._seconds("train", "-f", "path", *schedule, "-o", str(out), *files)

    def _read(self, times: int) -> float:
        out = self._work / f"kraken-{EPOCHS_OF_KRAKEN[0]}"
        model = min(path for path in out.rglob("*") if path.suffix in (".mlmodel", ".safetensors"))
        files = self._list(f"read-{times}", self._pictures * times)
        return self._seconds("test", "-f", "path", "-B", "1", "-m", str(model), "-e", files)

    def _list(self, name: str, pictures: list[Path]) -> str:
        path = self._work / f"{name}.txt"
        path.write_text("\n".join(map(str, pictures)), encoding="utf-8")
        return str(path)

    def _seconds(self, *arguments: str) -> float:
        began = time.monotonic()
        done = subprocess.run(
            [*self._head, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            env={**os.environ, "COLUMNS": "200"},
        )
        if done.returncode:
            raise SystemExit(f"ketos {' '.join(arguments)} failed:\n{done.stdout[-2000:]}")
        return time.monotonic() - began


def _verb(*arguments: object) -> dict[str, float]:
    command = [sys.executable, "-m", "seqclr_desktop", *map(str, arguments), "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    answer: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    if done.returncode:
        raise SystemExit(str(answer))
    return answer


if __name__ == "__main__":
    main()
