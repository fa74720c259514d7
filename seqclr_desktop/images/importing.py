"""From folders as archives hand them over to pages: what can be read, what is refused and why.

Nothing is copied and nothing changed. Every page is decoded once, which finds copies that broke off,
so that no later step meets them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.images.folder_walk import ClosedDoor, LeftBehind, ListFolder, Met, NoFile, WalkedFile, walk
from seqclr_desktop.images.formats import claims_to_be_a_picture, picture_format, read_head
from seqclr_desktop.images.reading import PageFile, content_hash, open_pages
from seqclr_desktop.images.refusals import NO_FILE
from seqclr_desktop.images.sidecars import Sidecars, may_be_sidecar


@dataclass(frozen=True)
class FoundPage:
    """A page that can be read. `frame` counts from 0 within its file, the size is that of the upright page.

    `sidecar` is the transcription file that belongs to it by name.
    """

    path: Path
    frame: int
    frame_count: int
    width_px: int
    height_px: int
    content_hash: str
    sidecar: Path | None = None


@dataclass(frozen=True)
class RefusedFile:
    """A file that is, or claims to be, a picture and cannot be taken, or a folder that cannot be opened."""

    path: Path
    reason: str


@dataclass(frozen=True)
class PassedOver:
    """A file that neither is nor claims to be a picture."""

    path: Path


@dataclass(frozen=True)
class LooseTranscription:
    """A file with the name of a transcription, where no picture has that name, or several have.

    `is_chosen` when a person named it, or its name is that of pictures.
    """

    path: Path
    is_chosen: bool


Finding = FoundPage | RefusedFile | PassedOver | LooseTranscription


class PageFinder:
    """Everything in some files and folders, in natural order, page by page; one bad file never ends it.

    Tells how far it is: `done` of `total` files, both 0 until the first finding.
    """

    def __init__(
        self, paths: Sequence[Path], *, skip: Sequence[Path] = (), list_folder: ListFolder | None = None
    ) -> None:
        """`skip` names folders to leave alone; `list_folder` says what lies in a folder."""
        options = {"list_folder": list_folder} if list_folder else {}
        self._walk = walk(paths, skip=skip, **options)
        self._sidecars = Sidecars()
        self._used_sidecars: set[Path] = set()
        self._shared_sidecars: set[Path] = set()
        self.done = 0
        self.total = 0

    def __iter__(self) -> Iterator[Finding]:
        walked = list(self._walk)
        self.total = len(walked)
        self._shared_sidecars = self._of_several_pictures(walked)
        perhaps_sidecars = []
        for met in walked:
            if isinstance(met, WalkedFile) and may_be_sidecar(met.path):
                perhaps_sidecars.append(met)  # whether one is used is known at the end
            else:
                yield from self._findings(met)
            self.done += 1
        loose = {met.path: met.is_chosen for met in perhaps_sidecars if met.path not in self._used_sidecars}
        loose |= dict.fromkeys(sorted(self._shared_sidecars), True)
        yield from (LooseTranscription(path, is_chosen) for path, is_chosen in loose.items())

    def _of_several_pictures(self, walked: Sequence[Met]) -> set[Path]:
        """Transcriptions that by their names belong to more than one of the pictures, as to `a.jpg` and `a.tif`."""
        pictures = (met.path for met in walked if isinstance(met, WalkedFile) and claims_to_be_a_picture(met.path))
        counts = Counter(self._sidecars.find(picture) for picture in pictures)
        return {sidecar for sidecar, count in counts.items() if sidecar is not None and count > 1}

    def _findings(self, met: Met) -> Iterator[Finding]:
        match met:
            case LeftBehind(path):
                yield PassedOver(path)
            case ClosedDoor(path, reason):
                yield RefusedFile(path, reason)
            case NoFile(path, is_chosen):
                is_told = is_chosen or claims_to_be_a_picture(path)
                yield RefusedFile(path, NO_FILE) if is_told else PassedOver(path)
            case WalkedFile(path, is_chosen):
                try:
                    yield from self._look_at(path, is_chosen)
                except UnreadableFileError as error:
                    self._sidecar(path)
                    yield RefusedFile(path, reason_of(error))

    def _look_at(self, path: Path, is_chosen: bool) -> Iterator[Finding]:
        if not is_chosen and not claims_to_be_a_picture(path) and not _is_picture(path):
            yield PassedOver(path)
            return
        with open_pages(path) as pages:
            digest = content_hash(path)
            for frame in range(pages.count):
                yield self._page(path, pages, frame, digest)

    def _page(self, path: Path, pages: PageFile, frame: int, digest: str) -> FoundPage | RefusedFile:
        sidecar = self._sidecar(path, frame, pages.count)
        try:
            width_px, height_px = pages.size_px(frame)
            pages.check(frame)
        except UnreadableFileError as error:
            return RefusedFile(path, reason_of(error))
        return FoundPage(path, frame, pages.count, width_px, height_px, digest, sidecar)

    def _sidecar(self, path: Path, frame: int = 0, frame_count: int = 1) -> Path | None:
        """The transcription of this page alone, which is loose no more, even when the page is refused."""
        sidecar = self._sidecars.find(path, frame, frame_count)
        if sidecar is None or sidecar in self._shared_sidecars:
            return None
        self._used_sidecars.add(sidecar)
        return sidecar


def reason_of(error: UnreadableFileError) -> str:
    """The error's sentences without the file, which is named beside them."""
    return f"{error.what} {error.advice}".strip()


def _is_picture(path: Path) -> bool:
    try:
        return picture_format(read_head(path)) is not None
    except OSError:
        return False
