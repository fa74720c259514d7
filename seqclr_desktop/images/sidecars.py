"""Which transcription file belongs to a picture: told by names and places alone, the file is not opened.

Beside the picture `NAME.xml` or `NAME.jpg.xml`, in a folder `page` or `alto` beside it (as Transkribus
exports), or, for a picture of one line, `NAME.gt.txt`. A page of a multi-page file has `NAME#2.xml`;
a plain `NAME.xml` goes with the first.
"""

from __future__ import annotations

from pathlib import Path

from seqclr_desktop.images.file_names import plain_name

LINE_TEXT_ENDING = ".gt.txt"
_XML_ENDING = ".xml"
_XML_FOLDERS = ("page", "alto")


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
        self._listings: dict[Path, dict[str, Path]] = {}

    def find(self, image: Path, frame: int = 0, frame_count: int = 1) -> Path | None:
        """As `find_sidecar`."""
        names = [f"{image.stem}#{frame + 1}"] if frame_count > 1 else []
        if frame == 0:
            names += [image.stem, image.name]
        beside = self._listing(image.parent)
        folders = [beside, *(self._listing(beside[name]) for name in _XML_FOLDERS if name in beside)]
        for folder in folders:
            for name in names:
                if (found := folder.get(plain_name(name + _XML_ENDING))) is not None:
                    return found
        return next((text for name in names if (text := beside.get(plain_name(name + LINE_TEXT_ENDING)))), None)

    def _listing(self, folder: Path) -> dict[str, Path]:
        """What lies in a folder, by plain name; nothing when it cannot be listed."""
        if folder not in self._listings:
            try:
                self._listings[folder] = {plain_name(path.name): path for path in folder.iterdir()}
            except OSError:
                self._listings[folder] = {}
        return self._listings[folder]
