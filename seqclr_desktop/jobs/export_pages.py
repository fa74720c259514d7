"""Pages of a collection written to a folder in a format that other programs and people take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line, Page, PageContent
from seqclr_desktop.errors import UnreadableFileError, UsageError
from seqclr_desktop.exchange import line_pairs, page_xml
from seqclr_desktop.exchange.export_folder import ExportFolder
from seqclr_desktop.exchange.formats import ExportFormat
from seqclr_desktop.exchange.page_naming import file_names
from seqclr_desktop.exchange.plain_text import page_text
from seqclr_desktop.images.reading import read_page
from seqclr_desktop.images.sidecars import LINE_TEXT_ENDING
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.problems import PageProblem
from seqclr_desktop.marks import has_gap

__all__ = ["ExportFormat", "ExportPages", "ExportReport"]

LINE_PICTURE_HEIGHT_PX = 96


@dataclass(frozen=True)
class ExportReport:
    """What came of it. `lines_written` counts lines with a text, in PAGE XML all lines.

    `problems` names what could not be written as it is, page by page.
    """

    files_written: int
    lines_written: int
    problems: tuple[PageProblem, ...]


class ExportPages:
    """Write the named pages, or all, to the folder `out`, which is made if missing.

    Pairs hold texts by people only, unless `include_machine` is set; the other formats give the
    machine's text where there is no other. Files that others put into `out` are left as they are.
    """

    title = "Export pages"

    def __init__(
        self,
        collection_folder: Path,
        format: ExportFormat | str,  # noqa: A002 - what people call it, here as in the terminal
        out: Path,
        page_names: Sequence[str] = (),
        *,
        include_machine: bool = False,
        open_folder: Callable[[Path], ExportFolder] = ExportFolder,
    ) -> None:
        self.collection_folder = collection_folder
        self.format = ExportFormat(format)
        self.out = out
        self.page_names = tuple(page_names)
        self.include_machine = include_machine
        self._open_folder = open_folder

    def _keep_out_of_the_collection(self) -> None:
        out, own = self.out.resolve(), self.collection_folder.resolve()
        if out == own or own in out.parents:
            raise UsageError(
                "This is inside the collection's own folder.", where=str(self.out), advice="Choose another one."
            )

    def run(self, control: Control) -> ExportReport:
        """Raises StorageError when the folder cannot be written, CollectionError for unknown page names.

        UsageError when the folder is the collection's own or inside it. Cancelled keeps what was written.
        """
        self._keep_out_of_the_collection()
        with Collection.open(self.collection_folder) as collection:
            everything = collection.pages()
            pages = collection.pages_named(self.page_names) if self.page_names else everything
            names = file_names(everything)
            tally = _Tally(self._open_folder(self.out))
            for done, known in enumerate(pages):
                control.report(Progress(done, len(pages), "pages", note=known.name))
                assert known.id is not None
                for page in collection.pages_by_id([known.id]):  # as it is by now; none when it was taken out
                    self._export(page, _content(collection, page), names[known.id], tally, control)
            control.show(Progress(len(pages), len(pages), "pages"))
            return ExportReport(tally.files, tally.lines, tuple(tally.problems))

    def _export(self, page: Page, content: PageContent, name: str, tally: _Tally, control: Control) -> None:
        match self.format:
            case ExportFormat.PAGE:
                tally.put(page, f"{name}.xml", page_xml.to_bytes(content, page), len(content.lines))
                tally.note_lost_characters(page, content.lines)
            case ExportFormat.TEXT:
                count = sum(bool(line.best_text) for line in content.lines)
                tally.put(page, f"{name}.txt", page_text(content.lines).encode(), count)
            case ExportFormat.PAIRS:
                self._export_pairs(page, content, name, tally, control)

    def _export_pairs(self, page: Page, content: PageContent, name: str, tally: _Tally, control: Control) -> None:
        from seqclr_desktop.images.line_crop import page_extents, straighten  # late, because it takes SciPy

        if not any(map(self._text, content.lines)):
            return
        try:
            picture = read_page(page.path, page.frame, page.rotation)
        except UnreadableFileError as error:
            tally.note(page, f"{error.what} {error.advice}".strip())
            return
        if picture.size != (page.width_px, page.height_px):
            tally.note(page, "The scan has another size than when it was added; its lines may lie elsewhere now.")
            return
        extents = page_extents([(line.baseline, line.polygon) for line in content.lines])
        for number, (line, extent) in enumerate(zip(content.lines, extents, strict=True), start=1):
            text = self._text(line)
            if not text:
                continue
            control.checkpoint()
            crop = straighten(picture, line.baseline, line.polygon, LINE_PICTURE_HEIGHT_PX, extent)
            stem = f"{name}_{number:04}"
            if tally.put(page, f"{stem}.png", line_pairs.picture_bytes(crop), 0):
                tally.put(page, stem + LINE_TEXT_ENDING, line_pairs.text_bytes(text), 1)

    def _text(self, line: Line) -> str:
        """The text a line is paired with; empty when it is left out, as lines with a gap are."""
        if line.is_unusable or not (self.include_machine or line.human is not None):
            return ""
        return "" if line.human is not None and has_gap(line.human.marks) else line.best_text


@dataclass
class _Tally:
    """Writes files and keeps count."""

    folder: ExportFolder
    files: int = 0
    lines: int = 0
    problems: list[PageProblem] = field(default_factory=list)

    def put(self, page: Page, name: str, content: bytes, line_count: int) -> bool:
        if not self.folder.put(name, content):
            self.note(page, f"{name} is already there and not from an export; it was left as it is.")
            return False
        self.files += 1
        self.lines += line_count
        return True

    def note(self, page: Page, reason: str) -> None:
        self.problems.append(PageProblem(page.name, reason))

    def note_lost_characters(self, page: Page, lines: Sequence[Line]) -> None:
        for number, line in enumerate(lines, start=1):
            if page_xml.legal_text(line.best_text) != line.best_text:
                self.note(page, f"Line {number} has control characters, which XML cannot hold; they were left out.")


def _content(collection: Collection, page: Page) -> PageContent:
    assert page.id is not None
    regions, lines = collection.regions(page.id), collection.lines(page.id)
    content = PageContent(page.width_px, page.height_px, tuple(regions), tuple(lines), page.file_name)
    moments = collection.page_moments(page.id)
    return replace(content, added_at=moments.added_at, changed_at=moments.changed_at) if moments else content
