"""What the published tables have in common: old encodings, rows that name pictures, names that tell the part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from seqclr_desktop.document import Split
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.images.folder_walk import WalkedFile, walk
from seqclr_desktop.images.formats import claims_to_be_a_picture
from seqclr_desktop.places import is_special

_PART = re.compile(
    r"(?:^|[^a-z])(?:(train(?:ing)?(?:set|data|lines|words)?|trialtrain\w*|tr)"
    r"|(val(?:id(?:ation)?)?(?:set|data|lines|words)?|va|dev)"
    r"|((?:trial)?test(?:ing)?(?:set|data|lines|words)?|trialtest\w*|eval(?:uation)?|te))(?=[^a-z]|$)",
    re.IGNORECASE,
)


def table_rows(path: Path) -> list[tuple[int, str]]:
    """Number (from 1) and content of each row that is neither blank nor a `#` comment.

    Raises UnreadableFileError.
    """
    rows = enumerate(whole_text(path).split("\n"), start=1)
    return [(number, row.strip("\r")) for number, row in rows if row.strip() and not row.startswith("#")]


def whole_text(path: Path) -> str:
    """A file as it stands: UTF-8, or else the encoding that old Western files are in. Raises UnreadableFileError."""
    if is_special(path):
        raise UnreadableFileError("The table cannot be read.", where=str(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError("The table cannot be read.", where=str(path)) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def part_in(name: str) -> Split | None:
    """The part that a file's or folder's name tells, as in `trainset`, `val`, `eval_2011`; None for none or several."""
    found = {
        part
        for match in _PART.finditer(name)
        for part, group in zip(Split, match.groups(), strict=True)
        if group is not None
    }
    return found.pop() if len(found) == 1 else None


def part_of_path(path: Path, folder: Path) -> Split | None:
    """The part that the folders between `folder` and a picture tell, the outermost that tells one."""
    between = path.relative_to(folder).parts[:-1] if path.is_relative_to(folder) else ()
    return next((part for name in between if (part := part_in(name))), None)


class Pictures:
    """All pictures below a folder, found by the many ways in which tables name them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths = tuple(pictures_below(folder))

    def __len__(self) -> int:
        return len(self.paths)

    def named(self, name: str) -> Path | None:
        """By path below the folder (or below a folder of it), else by a file name or stem that is there only once."""
        plain = name.strip().replace("\\", "/").removeprefix("./").lstrip("/").casefold()
        if (path := self._by_path.get(plain)) is not None:
            return path
        candidates = [p for p in self._by_name.get(plain.rpartition("/")[2], []) if self._ends_with(p, plain)]
        return candidates[0] if len(candidates) == 1 else None

    @cached_property
    def _by_path(self) -> dict[str, Path]:
        return {path.relative_to(self.folder).as_posix().casefold(): path for path in self.paths}

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        index: dict[str, list[Path]] = defaultdict(list)
        for path in self.paths:
            for name in {path.name.casefold(), path.stem.casefold()}:
                index[name].append(path)
        return index

    @staticmethod
    def _ends_with(path: Path, plain: str) -> bool:
        ending = plain.split("/")[:-1]
        return not ending or [part.casefold() for part in path.parts[:-1]][-len(ending) :] == ending


def pictures_below(folder: Path) -> Iterator[Path]:
    """The pictures in a folder and its folders, in natural order, told by their names."""
    return (met.path for met in walk([folder]) if isinstance(met, WalkedFile) and claims_to_be_a_picture(met.path))


def files_in(folder: Path, endings: Sequence[str]) -> list[Path]:
    """The files right in `folder` with one of these endings; none when it cannot be listed."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in endings and path.is_file())
    except OSError:
        return []


def folders_in(folder: Path) -> list[Path]:
    """The folders right in `folder` that are not hidden; none when it cannot be listed."""
    try:
        return sorted(child for child in folder.iterdir() if child.is_dir() and not child.name.startswith("."))
    except OSError:
        return []
