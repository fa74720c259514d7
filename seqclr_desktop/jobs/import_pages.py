"""Scans and the transcriptions beside them come into a collection, wherever they lie; nothing is copied or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Page, PageContent
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange import read_transcription
from seqclr_desktop.exchange.published import PublishedFolder, PublishedPicture, recognise
from seqclr_desktop.images.importing import Finding, FoundPage, LooseTranscription, PageFinder, RefusedFile, reason_of
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.loose_transcriptions import read_loose
from seqclr_desktop.places import is_there

_MOST_BAD_ROWS = 100  # told one by one; a set that is there in part has a bad row for each picture that is not


@dataclass(frozen=True)
class ImportReport:
    """What came of it. `refused` names files that could not be taken, each with its reason in a sentence.

    `already_there` counts pages with the same content as one of the collection (which takes over the
    transcription beside the copy, if it had none), `passed_over` files that are no pictures. A
    transcription that cannot be read, or that belongs to no picture, is refused by itself: its page is added.
    `recognised` tells the published data sets that were known by their form, a sentence each. `lost_tags` counts by
    their names the tags on letters that have no place in a text of a person's.
    """

    pages_added: int
    lines_added: int
    texts_added: int
    refused: tuple[tuple[Path, str], ...]
    already_there: int
    passed_over: int
    recognised: tuple[str, ...] = ()
    lost_tags: Mapping[str, int] = field(default_factory=dict)

    @property
    def told(self) -> tuple[str, ...]:
        """What a person should know besides the counts, in sentences."""
        if not self.lost_tags:
            return self.recognised
        names = ", ".join(f"{name} ({count})" for name, count in sorted(self.lost_tags.items()))
        return (*self.recognised, f"Tags that stand on no text of a person's were left out: {names}.")


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
            control.checkpoint()
            published = [folder for path in self.paths for folder in recognise(path)]
            tally = _Tally(collection, published)
            finder = PageFinder(_places(self.paths, published), skip=[*own, *(form.folder for form in published)])
            for finding in finder:
                control.report(Progress(finder.done, finder.total, "files", note=finding.path.name))
                tally.take(finding)
            tally.take_loose(control)
            control.show(Progress(finder.total, finder.total, "files"))
            return tally.report()


def _places(paths: Sequence[Path], published: Sequence[PublishedFolder]) -> list[Path]:
    """What to look through: for a published folder the pictures it speaks of, for any other path itself."""
    whole = {form.folder for form in published}
    pictures = [picture.path for form in published for picture in form.pictures]
    return [*pictures, *(path for path in paths if path.absolute() not in whole)]


@dataclass
class _Tally:
    """Takes findings into the collection and keeps count."""

    collection: Collection
    published: Sequence[PublishedFolder] = ()
    pages: int = 0
    lines: int = 0
    texts: int = 0
    already_there: int = 0
    passed_over: int = 0
    refused: list[tuple[Path, str]] = field(default_factory=list)
    lost_tags: Counter[str] = field(default_factory=Counter)
    _stated: dict[Path, PublishedPicture] = field(default_factory=dict)
    _met: dict[int, Page] = field(default_factory=dict)
    _loose: list[LooseTranscription] = field(default_factory=list)

    def __post_init__(self) -> None:
        for form in self.published:
            self._stated.update(form.by_path)
            bad: dict[Path, list[str]] = {}
            for row in form.bad_rows:
                bad.setdefault(row.table, []).append(row.reason)
            for table, reasons in bad.items():
                self._refuse_rows(table, reasons)

    def take(self, finding: Finding) -> None:
        match finding:
            case FoundPage():
                self._take_page(finding)
            case RefusedFile(path, reason):
                self._refuse(path, reason)
            case LooseTranscription():
                self._loose.append(finding)
            case _:
                self.passed_over += 1

    def take_loose(self, control: Control) -> None:
        """Transcriptions beside no picture of their name go to the page they name, if it has no texts yet."""
        reading = read_loose(self._loose, self._met, control)
        self.passed_over += reading.passed_over
        for path, reason in reading.refused:
            self._refuse(path, reason)
        for page_id, (content, path) in reading.contents.items():
            self._put_on(page_id, content)
            self._tell_left_out(path, content)

    def report(self) -> ImportReport:
        return ImportReport(
            self.pages,
            self.lines,
            self.texts,
            tuple(self.refused),
            self.already_there,
            self.passed_over,
            tuple(form.sentence for form in self.published),
            dict(self.lost_tags),
        )

    def _take_page(self, found: FoundPage) -> None:
        known = self.collection.page_with_hash(found.content_hash, found.frame)
        if known is not None:
            self._take_copy(found, known)
            return
        content = self._content(found)
        stated = self._stated.get(found.path)
        page = self.collection.add_page(replace(_page(found), split=stated.split if stated else None), content)
        self._meet(page)
        self.pages += 1
        self._count(content)

    def _take_copy(self, found: FoundPage, known: Page) -> None:
        """The page is there: learn from its copy where the scan is now, or what is written on it."""
        assert known.id is not None
        self.already_there += 1
        if not is_there(known.path):
            self.collection.relink_page(known.id, found.path)
        if known.split is None and (stated := self._stated.get(found.path)) is not None and stated.split is not None:
            self.collection.set_splits({known.id: stated.split})
        content = None if known.human_count or known.rotation else self._content(found)
        if content is not None and any(line.human for line in content.lines):
            self._put_on(known.id, content)
        self._meet(self.collection.page(known.id))

    def _meet(self, page: Page) -> None:
        assert page.id is not None
        self._met[page.id] = page

    def _put_on(self, page_id: int, content: PageContent) -> None:
        self.collection.replace_lines(page_id, content.regions, content.lines)
        self._count(content)

    def _count(self, content: PageContent | None) -> None:
        if content is not None:
            self.lines += len(content.lines)
            self.texts += sum(line.human is not None for line in content.lines)
            self.lost_tags.update(content.lost_tags)

    def _content(self, found: FoundPage) -> PageContent | None:
        stated = self._stated.get(found.path)
        if stated is not None and (stated.has_text or found.sidecar is None):
            return stated.content((found.width_px, found.height_px))
        if found.sidecar is None:
            return None
        try:
            content = read_transcription(found.sidecar, image_size=(found.width_px, found.height_px))
        except UnreadableFileError as error:
            self._refuse(found.sidecar, reason_of(error))
            return None
        self._tell_left_out(found.sidecar, content)
        return content

    def _tell_left_out(self, transcription: Path, content: PageContent) -> None:
        if content.left_out:
            self._refuse(transcription, " ".join(content.left_out))

    def _refuse(self, path: Path, reason: str) -> None:
        self.refused.append((path, reason))
        self.collection.note_refusal(path, reason)

    def _refuse_rows(self, table: Path, reasons: Sequence[str]) -> None:
        """Each bad row is told; the collection remembers them together, as what is wrong with the table."""
        told = list(reasons[:_MOST_BAD_ROWS])
        untold = len(reasons) - len(told)
        if untold:
            told.append(f"{untold} more rows could not be used.")
        self.refused += [(table, reason) for reason in told]
        self.collection.note_refusal(table, " ".join(told))


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
