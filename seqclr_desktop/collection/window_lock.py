"""One window per collection: two would show each other's texts too late.

The lock belongs to the operating system, so a killed program leaves none behind. The terminal does
not ask for it: its verbs may work beside an open window.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from seqclr_desktop.errors import CollectionError, StorageError

LOCK_FILE_NAME = ".window.lock"


class WindowLock:
    """Held by a window while it shows the collection in `folder`; let go with the object at the latest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # not bound to a thread: the window may be closed by another one than the one that opened it
        self._lock = FileLock(str(folder / LOCK_FILE_NAME), timeout=0, thread_local=False)

    def acquire(self) -> None:
        """Raises CollectionError when another window holds it, StorageError when the folder cannot be written."""
        try:
            self._lock.acquire()
        except Timeout as error:
            raise CollectionError(
                "This collection is already open in another window.",
                where=str(self._folder),
                advice="Go to that window, or close it first.",
            ) from error
        except OSError as error:
            raise StorageError(
                "The collection's folder cannot be written.",
                where=str(self._folder),
                advice="Check that the folder is there and that you may write to it.",
            ) from error

    def release(self) -> None:
        """Let other windows in. Harmless when not held."""
        self._lock.release()

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
