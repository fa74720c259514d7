"""Whose a transcription is that lies beside no picture of its name, or beside several: asked of the file, and of the
folders around it.

METS folders and OCR-D workspaces keep pictures and PAGE files in folders beside one another, often under
different names; what was exported to a folder of its own is like that too.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path, PureWindowsPath

from seqclr_desktop.document import Page
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.images.file_names import legal_name, plain_name

_TOGETHER = "Put it beside its picture, under the same name, and add both."


class PictureOwners:
    """Finds the page of a transcription among those met with."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._folders: set[Path] = set()
        self._by_name: dict[str, list[Page]] = defaultdict(list)
        for page in pages:
            self._folders.add(page.path.parent)
            for name in {plain_name(page.path.stem), *_own_names(page)}:
                self._by_name[name].append(page)

    def pages_of(self, transcription: Path, stated: str) -> list[Page]:
        """The page that `transcription` is for, by the picture's name as `stated` in it (perhaps none).

        The picture has that name, whatever its ending, or else the transcription's own; it lies in the same
        folder, or at most a folder up and a folder down where no pictures lie beside the transcription.
        Several where these are one picture in several formats, the first met with coming first.
        Raises UnreadableFileError when there is no such page, or several different ones.
        """
        picture = PureWindowsPath(stated)  # takes both slashes for what they are
        names = dict.fromkeys((plain_name(picture.stem), plain_name(transcription.stem)))
        candidates = {page.id: page for name in names for page in self._by_name[name]}
        near = [page for page in candidates.values() if self._is_near(page, transcription)]
        ranks = {page.id: _rank(page, picture.name, transcription) for page in near}
        best = [page for page in near if ranks[page.id] == min(ranks.values())]
        if not best:
            named = f"It belongs to no picture here; it names {picture.name}."
            what = named if picture.name else "It belongs to no picture here."
            raise UnreadableFileError(what, where=str(transcription), advice=_TOGETHER)
        if len({page.path.with_suffix("") for page in best}) > 1:
            what = f"It may belong to several pages, {best[0].path} and {best[1].path} among them."
            raise UnreadableFileError(what, where=str(transcription), advice=_TOGETHER)
        return best

    def _is_near(self, page: Page, transcription: Path) -> bool:
        furthest = 0 if transcription.parent in self._folders else 1
        return max(_steps(transcription.parent, page.path.parent)) <= furthest


def _own_names(page: Page) -> set[str]:
    """The names that transcriptions of the page alone have; the second is that of exports."""
    return {plain_name(page.name), plain_name(legal_name(f"{page.path.parent.name}_{page.name}"))}


def _rank(page: Page, picture: str, transcription: Path) -> tuple[int, bool, int]:
    """How badly the page fits: by the picture's name, by the transcription's, and by the way between them."""
    alike = (
        unicodedata.normalize("NFC", page.file_name) == unicodedata.normalize("NFC", picture),
        plain_name(page.file_name) == plain_name(picture),
        plain_name(page.path.stem) == plain_name(PureWindowsPath(picture).stem),
        True,
    )
    is_named = plain_name(transcription.stem) in _own_names(page)
    return alike.index(True), not is_named, sum(_steps(transcription.parent, page.path.parent))


def _steps(start: Path, goal: Path) -> tuple[int, int]:
    """How many folders up and how many down it is from one folder to another."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(start.parts, goal.parts, strict=False)))
    return len(start.parts) - shared, len(goal.parts) - shared
