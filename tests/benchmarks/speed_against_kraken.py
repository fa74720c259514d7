"""Lines learned from and read per second, by this program and by kraken, one after the other on one machine.

    python tests/benchmarks/speed_against_kraken.py --data ../shared/data --ketos PATH/TO/ketos --threads 2

Both learn from the same pictures of lines with their texts (of the `peraire` set) for some epochs, and
read them. kraken is not needed by the program and not installed with it: give the
path of its `ketos` in an environment of its own. Without it only this program is measured. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--ketos", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--pages", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        print(json.dumps(_measure(options, Path(work)), indent=2))


def _measure(options: argparse.Namespace, work: Path) -> dict[str, float]:
    source = options.data / "peraire"
    names = json.loads((source / "splits.json").read_text(encoding="utf-8"))["train_pool"][: options.pages]
    collection, pairs, pages = work / "collection", work / "pairs", work / "pages.txt"
    pages.write_text("\n".join(names), encoding="utf-8")
    _verb("new", collection)
    _verb("add", collection, *(source / "pages" / f"{name}.jpg" for name in names))
    _verb("export", collection, "--format", "pairs", "--out", pairs)
    common = ("--threads", options.threads, "--device", "cpu")
    trained = _verb(
        "finetune", collection, "--from-scratch", "--epochs", 15, "--train-pages", pages, "--name", "reader", *common
    )
    read = _verb("evaluate", collection, "--model", "reader", "--pages-from", pages, *common)
    result = {
        "trains_lines_per_second": trained["lines_per_second"],
        "reads_lines_per_second": read["lines_per_second"],
    }
    if options.ketos:
        result |= _kraken(options.ketos, sorted(pairs.rglob("*.png")), work, options.threads)
        for act in ("trains", "reads"):
            result[f"{act}_ratio"] = round(
                result[f"{act}_lines_per_second"] / result[f"kraken_{act}_lines_per_second"], 1
            )
    return result


def _kraken(ketos: Path, pictures: list[Path], work: Path, threads: int) -> dict[str, float]:
    """Epochs are timed by their difference, so that starting and validating do not count against kraken."""
    train, valid = work / "train.txt", work / "valid.txt"
    train.write_text("\n".join(map(str, pictures)), encoding="utf-8")
    valid.write_text("\n".join(map(str, pictures[:2])), encoding="utf-8")
    head = [str(ketos), "-d", "cpu", "--workers", "0", "--threads", str(threads)]

    def seconds(epochs: int) -> float:
        began = time.monotonic()
        subprocess.run(
            [*head, "train", "-f", "path", "-q", "fixed", "-N", str(epochs), "--augment", "-B", "1",
             "-o", str(work / f"kraken-{epochs}"), "-t", str(train), "-e", str(valid)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "COLUMNS": "200"},
        )  # fmt: skip
        return time.monotonic() - began

    one, four = seconds(1), seconds(4)
    models = sorted(path for path in (work / "kraken-1").rglob("*") if path.suffix in (".mlmodel", ".safetensors"))
    began = time.monotonic()
    subprocess.run(
        [*head, "test", "-f", "path", "-B", "1", "-m", str(models[0]), "-e", str(train)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return {
        "kraken_trains_lines_per_second": round(3 * len(pictures) / max(four - one, 1e-6), 2),
        "kraken_reads_lines_per_second": round(len(pictures) / (time.monotonic() - began), 2),
    }


def _verb(*arguments: object) -> dict[str, float]:
    command = [sys.executable, "-m", "seqclr_desktop", *map(str, arguments), "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    answer: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    if done.returncode:
        raise SystemExit(str(answer))
    return answer


if __name__ == "__main__":
    main()
