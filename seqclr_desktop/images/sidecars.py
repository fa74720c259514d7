"""Which transcription file belongs to a picture: told by names and places alone, the file is not opened.

Beside the picture `NAME.xml` or `NAME.jpg.xml`, in a folder `page` or `alto` beside it (as Transkribus
exports), or, for a picture of one line, `NAME.gt.txt`. Where both `NAME.jpg` and `NAME.tif` are there, it may be that
of either. A page of a multi-page file has `NAME#2.xml`; a plain `NAME.xml` goes with the first. `NAME.nrm.png` and the
like are versions of one picture, as ocropy and OCR4all keep them: the transcription without that word goes with the
foremost of them.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from seqclr_desktop.images.file_names import plain_name
from seqclr_desktop.images.formats import PICTURE_ENDINGS
from seqclr_desktop.places import is_special

LINE_TEXT_ENDING = ".gt.txt"
_XML_ENDING = ".xml"
_XML_FOLDERS = ("page", "alto")
_VERSIONS = ("", ".nrm", ".raw", ".dew", ".desp", ".bin")  # the foremost first: as it is, in grey, in black and white


def find_sidecar(image: Path, frame: int = 0, frame_count: int = 1) -> Path | None:
    """The transcription file of one page (`frame` from 0) of a picture file, or None."""
    return Sidecars().find(image, frame, frame_count)


def may_be_sidecar(path: Path) -> bool:
    """Whether the name is one that transcription files have."""
    name = path.name.lower()
    return name.endswith((_XML_ENDING, LINE_TEXT_ENDING))


class Sidecars:
    """Looks in each folder once, so that thousands of pictures in it are quick."""

    def __init__(self) -> None:
        self._listings: dict[Path, _Listing] = {}

    def find(self, image: Path, frame: int = 0, frame_count: int = 1) -> Path | None:
        """As `find_sidecar`."""
        beside = self._listing(image.parent)
        names = [f"{image.stem}#{frame + 1}"] if frame_count > 1 else []
        if frame == 0:
            names += [image.name, image.stem, *_name_of_all_versions(image, beside)]
        inside = [self._listing(path) for name in _XML_FOLDERS if (path := beside.named(name)) is not None]
        for folder in (beside, *inside):
            for name in names:
                if (found := _of_this_picture(folder, name, _XML_ENDING, image, beside)) is not None:
                    return found
        texts = (_of_this_picture(beside, name, LINE_TEXT_ENDING, image, beside) for name in names)
        return next((text for text in texts if text is not None), None)

    def _listing(self, folder: Path) -> _Listing:
        if folder not in self._listings:
            self._listings[folder] = _Listing(folder)
        return self._listings[folder]


class _Listing:
    """What lies in a folder, found by name; nothing when it cannot be listed."""

    def __init__(self, folder: Path) -> None:
        self._alike: dict[str, list[Path]] = {}
        try:
            for path in sorted(folder.iterdir()):
                self._alike.setdefault(plain_name(path.name), []).append(path)
        except OSError:
            self._alike = {}

    def named(self, name: str) -> Path | None:
        """The file with this name; without one, a file whose name differs in capitals alone."""
        alike = self._alike.get(plain_name(name), [])
        return next((path for path in alike if _is_same(path.name, name)), alike[0] if alike else None)

    def holds(self, name: str) -> bool:
        """Whether there is a file with this very name."""
        return any(_is_same(path.name, name) for path in self._alike.get(plain_name(name), ()))


def _of_this_picture(folder: _Listing, name: str, ending: str, image: Path, beside: _Listing) -> Path | None:
    """The file `name` with `ending`, unless it is that of a picture whose name differs in capitals alone."""
    found = folder.named(name + ending)
    if found is None or is_special(found):
        return None
    stem = found.name[: -len(ending)]
    is_anothers = not _is_same(stem, name) and (beside.holds(stem + image.suffix) or beside.holds(stem))
    return None if is_anothers else found


def _name_of_all_versions(image: Path, beside: _Listing) -> list[str]:
    """The name without the word for its version, when no version before it is there; else none."""
    version = Path(image.stem).suffix
    if version.lower() not in _VERSIONS[1:]:
        return []
    name = image.stem.removesuffix(version)
    before = _VERSIONS[: _VERSIONS.index(version.lower())]
    is_foremost = not any(beside.named(f"{name}{other}{ending}") for other in before for ending in PICTURE_ENDINGS)
    return [name] if is_foremost else []


def _is_same(name: str, other: str) -> bool:
    return unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", other)
