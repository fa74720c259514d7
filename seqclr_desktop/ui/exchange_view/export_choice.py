"""What a person chose to export, and whether that can be done. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seqclr_desktop import places
from seqclr_desktop.document import Page
from seqclr_desktop.exchange.formats import ExportFormat
from seqclr_desktop.jobs.job import Job
from seqclr_desktop.ui.text import tr


@dataclass(frozen=True)
class ExportChoice:
    """A format, a folder as it was typed, and whether pages without any text are left out."""

    kind: ExportFormat
    folder: str
    only_with_text: bool = False


def pages_to_export(pages: Sequence[Page], choice: ExportChoice) -> list[Page]:
    """The pages that will be written."""
    return [page for page in pages if page.human_count or page.machine_count or not choice.only_with_text]


def refusal(choice: ExportChoice, collection_folder: Path, pages: Sequence[Page]) -> str:
    """Why this cannot be done, as a sentence; empty when it can."""
    if not choice.folder:
        return tr("Choose a folder to write to.")
    folder = places.typed(choice.folder)
    if not folder.is_absolute():
        return tr("The folder must be a whole path, such as {example}.", example=str(Path.home() / "export"))
    if places.is_file(folder):
        return tr("This is a file. Choose a folder.")
    if folder == collection_folder or collection_folder in folder.parents:
        return tr("This is inside the collection's own folder. Choose another one.")
    if not pages_to_export(pages, choice):
        return tr("There is no page to write.")
    return ""


def export_job(collection_folder: Path, choice: ExportChoice, page_names: Sequence[str]) -> Job[Any]:
    """The job that writes the pages."""
    from seqclr_desktop.jobs.export_pages import ExportPages

    return ExportPages(collection_folder, choice.kind, places.typed(choice.folder), page_names)
