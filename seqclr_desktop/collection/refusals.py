"""Files that were offered to the collection and refused, with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from seqclr_desktop.collection.shelf import Shelf
from seqclr_desktop.collection.stored_values import now, read_path, writable_text, write_path


@dataclass(frozen=True)
class Refusal:
    """A file that is no page of the collection, and why. `path` is absolute, `noted_at` UTC in ISO 8601."""

    path: Path
    reason: str
    noted_at: str


class Refusals(Shelf):
    """What was refused. A file refused again replaces its earlier note; one that is added loses it."""

    def note_refusal(self, path: Path, reason: str) -> None:
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO refusals (path, reason, noted_at) VALUES (?, ?, ?)",
                (write_path(path, self.folder), writable_text(reason), now()),
            )

    def refusals(self) -> list[Refusal]:
        """By path."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT path, reason, noted_at FROM refusals ORDER BY path")
            return [Refusal(read_path(path, self.folder), reason, noted_at) for path, reason, noted_at in rows]
