"""Kills a typist at random moments and says what was lost.

python -m tests.ui.transcription_view.killing 50
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from seqclr_desktop.collection import Collection
from tests.builders import make_content, make_page

ALLOWED_S = 0.3
_CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Loss:
    """`typed` keys had been pressed; `lost_s` is the age of the oldest one that is not in the collection."""

    typed: int
    lost_s: float


def kill_while_typing(folder: Path, seed: int) -> Loss:
    """Let a typist type in a new collection in `folder`, kill it, open the collection as the window does."""
    chance = random.Random(seed)
    with Collection.create(folder) as collection:
        collection.add_page(make_page(), make_content(*[""] * 40))
    command = [sys.executable, "-m", "tests.ui.transcription_view.typist", str(folder), str(seed)]
    with subprocess.Popen(command, cwd=_CHECKOUT, stdout=subprocess.PIPE, text=True) as typist:
        assert typist.stdout is not None
        first = typist.stdout.readline()
        time.sleep(chance.uniform(0.05, 1.5))
        killed_at = time.monotonic()
        typist.kill()
        rows = [row.rstrip("\n").split("\t") for row in (first, *typist.stdout) if row.endswith("\n")]
    with Collection.open(folder) as collection:
        collection.keep_drafts()
        kept = {line.id: line.best_text for line in collection.lines(1)}
    missing = [
        killed_at - float(moment)
        for moment, line_id, text in rows
        if not (kept[int(line_id)] + " ").startswith(" ".join(text.split()))
    ]
    return Loss(len(rows), max(missing, default=0.0))


def main() -> int:
    """Prints each loss; exit code 1 when one is above what is allowed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    worst = 0.0
    for seed in range(count):
        with tempfile.TemporaryDirectory() as folder:
            loss = kill_while_typing(Path(folder) / "c", seed)
        worst = max(worst, loss.lost_s)
        print(f"{seed}\t{loss.typed} keys\t{1000 * loss.lost_s:.0f} ms lost", flush=True)
    print(f"worst of {count}: {1000 * worst:.0f} ms")
    return int(worst > ALLOWED_S)


if __name__ == "__main__":
    raise SystemExit(main())
