"""Where settings, logs, caches and bundled resources lie, from source, from a wheel, or frozen.

Also what lies at a path that a person or an old file named: such a question must never raise.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import platformdirs

from seqclr_desktop.errors import StorageError

_APP = "SeqCLR Desktop"
_HOME_VARIABLE = "SEQCLR_DESKTOP_HOME"  # one folder for everything: portable use, and tests


def _folder(kind: str, standard: str) -> Path:
    home = os.environ.get(_HOME_VARIABLE)
    folder = Path(home) / kind if home else Path(standard)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            "A folder that the program needs cannot be made.",
            where=str(folder),
            advice=f"Check that you may write there, or name another place in {_HOME_VARIABLE}.",
        ) from error
    return folder


def is_there(path: Path) -> bool:
    """Whether there is anything; no where one may not look, or what no file can be called.

    `Path.exists` and its siblings raise in these cases before Python 3.14.
    """
    return os.path.exists(path)  # noqa: PTH110


def is_folder(path: Path) -> bool:
    """Whether there is a folder; never raises, as `is_there`."""
    return os.path.isdir(path)  # noqa: PTH112


def is_file(path: Path) -> bool:
    """Whether there is a file; never raises, as `is_there`."""
    return os.path.isfile(path)  # noqa: PTH113


def is_special(path: Path) -> bool:
    """Whether it is there and neither file nor folder: a pipe, a socket, a device. Opening one may wait for ever."""
    return is_there(path) and not is_file(path) and not is_folder(path)


def typed(text: str) -> Path:
    """A path as a person types it; a `~` that names nobody's home is part of its name."""
    path = Path(text)
    with suppress(RuntimeError):
        path = path.expanduser()
    return path


def config_folder() -> Path:
    """Settings of the program; kept by backups."""
    return _folder("config", platformdirs.user_config_dir(_APP, appauthor=False))


def data_folder() -> Path:
    """Models and other things made by the program that belong to no collection."""
    return _folder("data", platformdirs.user_data_dir(_APP, appauthor=False))


def cache_folder() -> Path:
    """Things that can be made again; safe to delete while the program is closed."""
    return _folder("cache", platformdirs.user_cache_dir(_APP, appauthor=False))


def log_folder() -> Path:
    return _folder("log", platformdirs.user_log_dir(_APP, appauthor=False))


def works_folder() -> Path:
    """Where collections lie that the program makes of its own accord; a person finds it in their home folder."""
    home = os.environ.get(_HOME_VARIABLE)
    return Path(home) / "collections" if home else Path.home() / _APP


def resources_folder() -> Path:
    """The bundled resources: inside the package (wheel), beside it (checkout), or in the frozen app."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [package / "_resources", package.parent / "resources"]
    if frozen:
        candidates.insert(0, Path(frozen) / "resources")
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the bundled resources are missing; install the program again")


def bundled_models_folder() -> Path:
    """Models that come with the program, with their cards and recipes."""
    return resources_folder() / "models"


def sample_collection_folder() -> Path:
    return resources_folder() / "sample_collection"
