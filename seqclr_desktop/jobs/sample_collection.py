"""A collection of one's own made from the bundled sample, to try everything on.

The sample's scans and transcriptions are copied beside the new collection, so that nothing a person
does to them touches the program's own files.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from seqclr_desktop import places
from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Split
from seqclr_desktop.errors import StorageError
from seqclr_desktop.jobs.import_pages import ImportPages, ImportReport
from seqclr_desktop.jobs.job import Control

COLLECTION_NAME = "Sample collection"
_SCANS = "scans"


@dataclass(frozen=True)
class SampleReport:
    """Where the collection is, and what was added to it."""

    collection: Path
    added: ImportReport


class MakeSampleCollection:
    """Make a collection in `folder` (new or empty) and add the sample's pages, with their splits."""

    title = "Make the sample collection"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(self, control: Control) -> SampleReport:
        """Raises CollectionError when the folder holds something, StorageError when it cannot be written."""
        sample = places.sample_collection_folder()
        Collection.create(self._folder, COLLECTION_NAME).close()
        scans = self._folder / _SCANS
        _copy(sample / "pages", scans)
        _copy_file(sample / "SOURCE.md", scans)
        added = ImportPages(self._folder, [scans]).run(control)
        with Collection.open(self._folder) as collection:
            _set_splits(collection, sample / "splits.json")
        return SampleReport(self._folder, added)


def usual_folder() -> Path:
    """Where a person's own sample collection lies, once it was made."""
    return places.works_folder() / COLLECTION_NAME


def free_folder() -> Path:
    """A folder that does not exist yet, for another sample collection."""
    folder = usual_folder()
    number = 1
    while folder.exists():
        number += 1
        folder = folder.with_name(f"{COLLECTION_NAME} {number}")
    return folder


def _copy(source: Path, target: Path) -> None:
    try:
        target.mkdir(parents=True)
    except OSError as error:
        raise StorageError(f"The folder cannot be made: {error.strerror}.", where=str(target)) from error
    for path in sorted(source.iterdir()):
        _copy_file(path, target)


def _copy_file(path: Path, folder: Path) -> None:
    try:
        shutil.copyfile(path, folder / path.name)
    except OSError as error:
        raise StorageError(f"The sample cannot be copied: {error.strerror}.", where=str(folder)) from error


def _set_splits(collection: Collection, path: Path) -> None:
    names = json.loads(path.read_text(encoding="utf-8"))
    splits: dict[int, Split | None] = {}
    for split in Split:
        for page in collection.pages_named(names[split.value]):
            if page.id is not None:
                splits[page.id] = split
    collection.set_splits(splits)
