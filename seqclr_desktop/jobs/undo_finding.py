"""Take a search for lines on many pages back, and make it again without searching anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from seqclr_desktop.collection import Collection, FindingReport
from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.acts_followed import followed
from seqclr_desktop.jobs.job import Control, Progress


@dataclass(frozen=True)
class FindingChanged:
    """How far it came. `problem` ended it before its time; without one an incomplete act was stopped by a person."""

    is_made_again: bool
    finding: FindingReport
    problem: AppError | None = None


class UndoFinding:
    """Give the pages of a search the lines they had before it. Pages changed since are left alone."""

    title = "Take found lines back"

    def __init__(self, collection_folder: Path, finding_id: int) -> None:
        self.collection_folder = collection_folder
        self.finding_id = finding_id

    def run(self, control: Control) -> FindingChanged:
        """Raises CollectionError when it was taken back already; that and Cancelled only before anything is changed."""
        with Collection.open(self.collection_folder) as collection:
            return _followed(False, collection.undoing_finding(self.finding_id), control)


class RedoFinding:
    """Give the pages the lines that were found, after the search was taken back."""

    title = "Bring found lines again"

    def __init__(self, collection_folder: Path, finding_id: int) -> None:
        self.collection_folder = collection_folder
        self.finding_id = finding_id

    def run(self, control: Control) -> FindingChanged:
        """Raises CollectionError when the search stands; otherwise as `UndoFinding`."""
        with Collection.open(self.collection_folder) as collection:
            return _followed(True, collection.redoing_finding(self.finding_id), control)


def _followed(is_made_again: bool, steps: Iterator[FindingReport], control: Control) -> FindingChanged:
    def reach(finding: FindingReport) -> Progress:
        return Progress(finding.pages_done, finding.page_count, "pages")

    return FindingChanged(is_made_again, *followed(steps, reach, control))
