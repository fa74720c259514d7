"""Small real collections to learn from, and watchers of jobs, for tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from seqclr_desktop.collection import Collection
from seqclr_desktop.jobs.import_pages import ImportPages
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.places import sample_collection_folder


def sample_of(folder: Path, page_count: int) -> Path:
    """A collection of the first transcribed pages of the bundled sample."""
    pages = sorted(sample_collection_folder().rglob("*.xml"))[:page_count]
    scans = folder / "scans"
    scans.mkdir(parents=True)
    for xml in pages:
        for file in xml.parent.glob(f"{xml.stem}.*"):
            shutil.copy(file, scans)
    collection = folder / "collection"
    Collection.create(collection).close()
    ImportPages(collection, [scans]).run(Control())
    return collection


class Watcher(Control):
    """Keeps what a job reports; `when` is asked about each event and may stop the job."""

    def __init__(self, when: Callable[[Watcher, object], None] | None = None) -> None:
        super().__init__()
        self.events: list[object] = []
        self._when = when

    def show(self, event: object) -> None:
        self.events.append(event)
        if self._when is not None:
            self._when(self, event)

    def of(self, kind: type) -> list[object]:
        return [event for event in self.events if isinstance(event, kind)]


class StopsWhenAsked(Control):
    """A person who asks for a stop just before the job asks for the `number`th time."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._left = number

    def checkpoint(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.stop()
        super().checkpoint()
