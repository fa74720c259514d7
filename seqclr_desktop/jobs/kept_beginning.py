"""What a fine-tuning began with, kept in the folder of its run.

A resumed one begins with the same model and the same letters, whatever people have transcribed since: what it has
learned fits nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from seqclr_desktop.exchange.writing import write_whole
from seqclr_desktop.jobs.start_choice import Start

_NAME = "finetune-beginning.json"


@dataclass(frozen=True)
class KeptBeginning:
    """The model that was chosen, whether it could read most of the texts, and the letters that stood in them."""

    start: Start
    knows_letters: bool
    letters: str

    @classmethod
    def of(cls, start: Start, texts: Sequence[str], *, knows_letters: bool) -> KeptBeginning:
        return cls(start, knows_letters, "".join(sorted(set("".join(texts)))))

    def write(self, folder: Path) -> None:
        """Raises StorageError."""
        write_whole(folder / _NAME, json.dumps(asdict(self)).encode())

    @classmethod
    def read(cls, folder: Path) -> KeptBeginning | None:
        """None for a run that has not got so far, or whose file cannot be read."""
        try:
            record = json.loads((folder / _NAME).read_text(encoding="utf-8"))
            return cls(Start(**record["start"]), record["knows_letters"], record["letters"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
