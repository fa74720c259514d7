"""A collection: one folder with one SQLite file, and everything other rooms may ask of it.

The questions themselves are answered by the shelves (`pages.py`, `lines.py`, …). An instance belongs to
the thread that opened it; every job opens its own.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from seqclr_desktop.collection.acts import Acts
from seqclr_desktop.collection.database import Database
from seqclr_desktop.collection.drafts import Drafts
from seqclr_desktop.collection.findings import Findings
from seqclr_desktop.collection.migrations import check_is_collection, migrate
from seqclr_desktop.collection.model_removal import ModelRemoval
from seqclr_desktop.collection.overview import Overviews
from seqclr_desktop.collection.pace import Paces
from seqclr_desktop.collection.page_lists import PageLists
from seqclr_desktop.collection.page_moments import Moments
from seqclr_desktop.collection.refusals import Refusals
from seqclr_desktop.collection.scan_paths import follow_move
from seqclr_desktop.collection.search import Search
from seqclr_desktop.collection.settings import Settings
from seqclr_desktop.collection.stored_values import plain_path
from seqclr_desktop.collection.transcriptions import Transcriptions
from seqclr_desktop.errors import CollectionError, StorageError
from seqclr_desktop.places import is_file, is_folder

DATABASE_NAME = "collection.sqlite"
_UNFINISHED_NAME = ".collection.sqlite.new"


class Collection(
    PageLists,
    Refusals,
    Findings,
    Transcriptions,
    Drafts,
    Acts,
    Search,
    ModelRemoval,
    Overviews,
    Paces,
    Moments,
    Settings,
):
    """An open collection; use it as a context manager, or call `close`."""

    @classmethod
    def create(cls, folder: Path, name: str = "") -> Collection:
        """Make a new collection in `folder`, which is made if missing, and open it.

        Raises CollectionError when the folder is a collection or holds other things (hidden files may
        be there), StorageError when it cannot be written.
        """
        folder = plain_path(folder)
        _check_is_free(folder)
        _make_database(folder)
        collection = cls.open(folder)
        collection.set_setting("name", name or folder.name)
        return collection

    @classmethod
    def open(cls, folder: Path) -> Collection:
        """Open the collection in `folder`.

        Raises CollectionError when there is none, or it was made by a newer program, or is damaged.
        """
        folder = plain_path(folder)
        database = Database(_existing_database(folder))
        try:
            check_is_collection(database)
            migrate(database)
            follow_move(database, folder)
        except BaseException:
            database.close()
            raise
        return cls(folder, database)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """What a person calls the collection."""
        return self.setting("name", self.folder.name)

    @property
    def cache_folder(self) -> Path:
        """For things that can be made again."""
        return self.folder / "cache"


def is_collection(folder: Path) -> bool:
    """Whether there is a collection's file in `folder`; it is not opened."""
    return is_file(folder / DATABASE_NAME)


def _check_is_free(folder: Path) -> None:
    if is_collection(folder):
        raise CollectionError("This folder already is a collection.", where=str(folder), advice="Open it instead.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_empty = all(path.name.startswith(".") for path in folder.iterdir())
    except OSError as error:
        raise StorageError(
            "The folder cannot be made.",
            where=str(folder),
            advice="Choose a place where you may write, and where no file has this name.",
        ) from error
    if not is_empty:
        raise CollectionError(
            "This folder is not empty.",
            where=str(folder),
            advice="Choose a new folder for the collection; scans may lie anywhere and stay there.",
        )


def _make_database(folder: Path) -> None:
    """Under another name until complete: a program killed here leaves no half collection."""
    unfinished = folder / _UNFINISHED_NAME
    try:
        for leftover in folder.glob(_UNFINISHED_NAME + "*"):
            leftover.unlink()
        database = Database(unfinished, create=True)
        try:
            migrate(database)
        finally:
            database.close()
        unfinished.replace(folder / DATABASE_NAME)
    except OSError as error:
        raise StorageError(
            "The collection cannot be written.", where=str(folder), advice="Choose a place where you may write."
        ) from error


def _existing_database(folder: Path) -> Path:
    if not is_folder(folder):
        raise CollectionError(
            "There is no such folder.", where=str(folder), advice="Check where the collection lies, or make a new one."
        )
    if not is_collection(folder):
        raise CollectionError(
            "There is no collection in this folder.",
            where=str(folder),
            advice="Choose another folder, or make a new one.",
        )
    return folder / DATABASE_NAME
