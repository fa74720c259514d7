"""Files written whole or not at all: aside first, then put in place at once."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from seqclr_desktop.errors import StorageError

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` in `path`, replacing what is there. Raises StorageError; then the old file is untouched."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise storage_error(path, error) from error


def storage_error(path: Path, error: OSError) -> StorageError:
    """The sentence for a file or folder that could not be written."""
    if error.errno in _FULL:
        return StorageError("The disk is full.", where=str(path), advice="Make room, or choose another folder.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError("You may not write here.", where=str(path), advice="Choose another folder.")
    return StorageError(f"This cannot be written: {error.strerror or error}.", where=str(path))
