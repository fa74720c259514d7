"""The files under the folders a person chose, in the order a person would count them.

What systems leave behind (hidden files, shadow files, thumbnails of file servers, caches) is told apart
from what people put there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from seqclr_desktop.images.file_names import natural_key
from seqclr_desktop.places import is_folder, is_special, is_there

_LEFT_BEHIND = frozenset(
    ("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "@eadir", "$recycle.bin", "system volume information")
)
CACHE_TAG = "CACHEDIR.TAG"  # a folder with this file holds nothing of value: https://bford.info/cachedir/

ListFolder = Callable[[Path], Sequence[Path]]


@dataclass(frozen=True)
class WalkedFile:
    """A file met with. `is_chosen` when a person named it, rather than a folder above it."""

    path: Path
    is_chosen: bool = False


@dataclass(frozen=True)
class NoFile:
    """A pipe, a socket or a device, which must not be opened. `is_chosen` as a `WalkedFile`."""

    path: Path
    is_chosen: bool = False


@dataclass(frozen=True)
class LeftBehind:
    """A file or folder that no person put there."""

    path: Path


@dataclass(frozen=True)
class ClosedDoor:
    """A file or folder that cannot be looked into, with the reason in a sentence."""

    path: Path
    reason: str


Met = WalkedFile | NoFile | LeftBehind | ClosedDoor


def walk(
    paths: Sequence[Path], *, skip: Sequence[Path] = (), list_folder: ListFolder = lambda folder: list(folder.iterdir())
) -> Iterator[Met]:
    """Files named in `paths` or below its folders, each once: a folder's files first, then its folders.

    Folders in `skip` are left alone. Never raises for a folder that cannot be listed.
    """
    seen: set[Path] = {path.resolve() for path in skip}
    for path in paths:
        if is_folder(path):
            yield from _walk_folder(path, seen, list_folder)
        elif not is_there(path):
            yield ClosedDoor(path, "There is no such file or folder.")
        elif _is_first(path, seen):
            yield NoFile(path, is_chosen=True) if is_special(path) else WalkedFile(path, is_chosen=True)


def _walk_folder(folder: Path, seen: set[Path], list_folder: ListFolder) -> Iterator[Met]:
    if not _is_first(folder, seen):  # also ends loops of links
        return
    try:
        inside = sorted(list_folder(folder), key=natural_key)
        folders = dict.fromkeys(path for path in inside if path.is_dir())
    except PermissionError:
        yield ClosedDoor(folder, "You have no permission to open this folder. Change its permissions and add it again.")
        return
    except OSError as error:
        yield ClosedDoor(folder, f"This folder cannot be opened: {error.strerror or error}.")
        return
    if any(path.name == CACHE_TAG for path in inside):
        yield LeftBehind(folder)
        return
    for path in (path for path in inside if path not in folders):
        if _is_left_behind(path):
            yield LeftBehind(path)
        elif _is_first(path, seen):
            yield NoFile(path) if is_special(path) else WalkedFile(path)
    for path in folders:
        if _is_left_behind(path):
            yield LeftBehind(path)
        else:
            yield from _walk_folder(path, seen, list_folder)


def _is_first(path: Path, seen: set[Path]) -> bool:
    """Whether this file or folder was not met with before, by this name or a link."""
    real = path.resolve()
    is_first = real not in seen
    seen.add(real)
    return is_first


def _is_left_behind(path: Path) -> bool:
    return path.name.startswith(".") or path.name.lower() in _LEFT_BEHIND
