"""Scans and the transcriptions beside them come into a collection, wherever they lie; nothing is copied or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Page, PageContent
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange import read_transcription
from seqclr_desktop.images.importing import Finding, FoundPage, PageFinder, RefusedFile, reason_of
from seqclr_desktop.jobs.job import Control, Progress


@dataclass(frozen=True)
class ImportReport:
    """What came of it. `refused` names files that could not be taken, each with its reason in a sentence.

    `already_there` counts pages with the same content as one of the collection (which takes over the
    transcription beside the copy, if it had none), `passed_over` files that are no pictures. A
    transcription that cannot be read is refused by itself: its page is added.
    """

    pages_added: int
    lines_added: int
    texts_added: int
    refused: tuple[tuple[Path, str], ...]
    already_there: int
    passed_over: int


class ImportPages:
    """Add every page found in `paths` (files and folders) to a collection, with its lines and texts."""

    title = "Add pages"

    def __init__(self, collection_folder: Path, paths: Sequence[Path]) -> None:
        self.collection_folder = collection_folder
        self.paths = tuple(paths)

    def run(self, control: Control) -> ImportReport:
        """Raises CollectionError or StorageError of the collection itself; Cancelled keeps what was added."""
        with Collection.open(self.collection_folder) as collection:
            own = (collection.models_folder, collection.runs_folder, collection.cache_folder)
            finder = PageFinder(self.paths, skip=own)
            tally = _Tally(collection)
            for finding in finder:
                control.report(Progress(finder.done, finder.total, "files", note=finding.path.name))
                tally.take(finding)
            control.show(Progress(finder.total, finder.total, "files"))
            return tally.report()


@dataclass
class _Tally:
    """Takes findings into the collection and keeps count."""

    collection: Collection
    pages: int = 0
    lines: int = 0
    texts: int = 0
    already_there: int = 0
    passed_over: int = 0
    refused: list[tuple[Path, str]] = field(default_factory=list)

    def take(self, finding: Finding) -> None:
        match finding:
            case FoundPage():
                self._take_page(finding)
            case RefusedFile(path, reason):
                self._refuse(path, reason)
            case _:
                self.passed_over += 1

    def report(self) -> ImportReport:
        return ImportReport(
            self.pages, self.lines, self.texts, tuple(self.refused), self.already_there, self.passed_over
        )

    def _take_page(self, found: FoundPage) -> None:
        known = self.collection.page_with_hash(found.content_hash, found.frame)
        if known is not None:
            self._take_copy(found, known)
            return
        content = self._content(found)
        self.collection.add_page(_page(found), content)
        self.pages += 1
        self._count(content)

    def _take_copy(self, found: FoundPage, known: Page) -> None:
        """The page is there: learn from its copy where the scan is now, or what is written on it."""
        assert known.id is not None
        self.already_there += 1
        if not known.path.exists():
            self.collection.relink_page(known.id, found.path)
        if known.human_count or known.rotation:
            return
        content = self._content(found)
        if content is not None and any(line.human for line in content.lines):
            self.collection.replace_lines(known.id, content.regions, content.lines)
            self._count(content)

    def _count(self, content: PageContent | None) -> None:
        if content is not None:
            self.lines += len(content.lines)
            self.texts += sum(line.human is not None for line in content.lines)

    def _content(self, found: FoundPage) -> PageContent | None:
        if found.sidecar is None:
            return None
        try:
            return read_transcription(found.sidecar, image_size=(found.width_px, found.height_px))
        except UnreadableFileError as error:
            self._refuse(found.sidecar, reason_of(error))
            return None

    def _refuse(self, path: Path, reason: str) -> None:
        self.refused.append((path, reason))
        self.collection.note_refusal(path, reason)


def _page(found: FoundPage) -> Page:
    name = found.path.stem if found.frame_count == 1 else f"{found.path.stem}#{found.frame + 1}"
    return Page(
        name=name,
        path=found.path.absolute(),
        width_px=found.width_px,
        height_px=found.height_px,
        frame=found.frame,
        content_hash=found.content_hash,
    )
