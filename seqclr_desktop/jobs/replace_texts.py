"""Replace in the texts of many lines as one act, take such an act back, and make it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from seqclr_desktop.collection import ActReport, Collection, LineChange
from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.acts_followed import followed
from seqclr_desktop.jobs.job import Control, Progress


@dataclass(frozen=True)
class TextsChanged:
    """How far it came. `problem` ended it before its time; without one an incomplete act was stopped by a person."""

    act: ActReport
    problem: AppError | None = None


class ReplaceTexts:
    """Make `changes` as one act called `act_title`. What was done before a stop or an error stands for Undo."""

    title = "Find and replace"

    def __init__(self, collection_folder: Path, act_title: str, changes: Sequence[LineChange]) -> None:
        self.collection_folder = collection_folder
        self.act_title = act_title
        self.changes = tuple(changes)

    def run(self, control: Control) -> TextsChanged:
        """Raises CollectionError, StorageError and Cancelled when nothing was changed yet."""
        with Collection.open(self.collection_folder) as collection:
            return _followed(collection.replacing(self.act_title, self.changes), control)


class UndoAct:
    """Give the lines of an act the texts they had before."""

    title = "Take a replacement back"

    def __init__(self, collection_folder: Path, act_id: int) -> None:
        self.collection_folder = collection_folder
        self.act_id = act_id

    def run(self, control: Control) -> TextsChanged:
        """Raises CollectionError when it was taken back already; otherwise as `ReplaceTexts`."""
        with Collection.open(self.collection_folder) as collection:
            return _followed(collection.undoing(self.act_id), control)


class RedoAct:
    """Make an act again that was taken back."""

    title = "Replace again"

    def __init__(self, collection_folder: Path, act_id: int) -> None:
        self.collection_folder = collection_folder
        self.act_id = act_id

    def run(self, control: Control) -> TextsChanged:
        """Raises CollectionError when the act stands; otherwise as `ReplaceTexts`."""
        with Collection.open(self.collection_folder) as collection:
            return _followed(collection.redoing(self.act_id), control)


def _followed(steps: Iterator[ActReport], control: Control) -> TextsChanged:
    """Go through an act and tell of it. A stop or an error after the first step leaves it incomplete."""

    def reach(act: ActReport) -> Progress:
        return Progress(act.lines_done, act.line_count, "lines")

    return TextsChanged(*followed(steps, reach, control))
