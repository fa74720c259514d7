"""A folder exports are written to, in which nobody else's file is ever overwritten.

A hidden list of what was written, with its SHA-256, tells our own files of earlier exports from those
that others put there or changed since: a transcription beside its scan, a text corrected by hand. Of each file only
what was written last is remembered.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from seqclr_desktop.exchange.writing import storage_error, write_whole

RECORD_NAME = ".seqclr-desktop-export.sha256"
_BETWEEN = "  "  # sum and name
_REMEMBERED = 3


class ExportFolder:
    """Made when missing. Raises StorageError when it cannot be."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._record = folder / RECORD_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            written = self._record.read_text(encoding="utf-8").splitlines() if self._record.exists() else []
            kept = _newest(written)
            if len(kept) < len(written):
                write_whole(self._record, "".join(f"{entry}\n" for entry in kept).encode())
            self._ours = set(kept)
        except OSError as error:
            raise storage_error(folder, error) from error

    def put(self, name: str, content: bytes) -> bool:
        """Write a file. False when another file of that name is in the way, which is left as it is.

        Raises StorageError when the disk is full or the folder cannot be written.
        """
        path = self._folder / name
        entry = _entry(name, content)
        try:
            present = _entry(name, path.read_bytes()) if path.exists() else None
            if present is not None and present != entry and present not in self._ours:
                return False
            self._note(entry)  # first, so that a file is known as ours even if the program is killed now
        except OSError as error:
            raise storage_error(path, error) from error
        if present != entry:
            write_whole(path, content)
        return True

    def _note(self, entry: str) -> None:
        if entry not in self._ours:
            with self._record.open("a", encoding="utf-8", newline="\n") as record:
                record.write(entry + "\n")
            self._ours.add(entry)


def _newest(entries: Sequence[str]) -> list[str]:
    """The last few of each file, since a program that is killed notes what it does not come to write."""
    kept: list[str] = []
    counts = Counter[str]()
    for entry in reversed(entries):
        name = entry.partition(_BETWEEN)[2]
        counts[name] += 1
        if counts[name] <= _REMEMBERED:
            kept.append(entry)
    return kept[::-1]


def _entry(name: str, content: bytes) -> str:
    """One line of the list, as the program sha256sum writes and checks it."""
    return f"{hashlib.sha256(content).hexdigest()}{_BETWEEN}{name}"
