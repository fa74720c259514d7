"""What the parts of a `Collection` have in common: its folder and its database."""

from __future__ import annotations

from pathlib import Path

from seqclr_desktop.collection.database import Database


class Shelf:
    """One subject of a collection (its pages, its lines, …). `folder` is absolute."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self._database = database
