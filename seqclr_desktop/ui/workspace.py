"""What is open, and the one place that turns wishes of widgets into calls and jobs.

The workspace knows no widgets. It holds the open collection with its window lock and the jobs; it
tells the views through signals what has changed, and of every error that a person should hear of.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from seqclr_desktop.collection import Collection, PageLines, WindowLock
from seqclr_desktop.document import Direction
from seqclr_desktop.errors import AppError
from seqclr_desktop.geometry import Box
from seqclr_desktop.jobs.job import Done, Failed, Job
from seqclr_desktop.jobs.writing_direction import FollowDirection, choose_direction
from seqclr_desktop.places import is_there
from seqclr_desktop.ui.background import Ask, Background
from seqclr_desktop.ui.job_runner import JobRunner, JobState, WantedJob
from seqclr_desktop.ui.lists.thumbnail_store import ThumbnailStore
from seqclr_desktop.ui.preferences import Preferences

_log = logging.getLogger(__name__)
_COUNTING_MS = 700  # counts in the rail follow a running job this often


class Workspace(QObject):
    """The open collection and what happens to it.

    Signals: `collection_changed(collection or None)`; `content_changed()` when pages, lines or texts are
    others than before; `overview_changed(Overview or None)`; `error_happened(exception)`;
    `files_refused(report)` after an import that refused files; `about_to_close()` while the collection is still open.
    """

    collection_changed = Signal(object)
    content_changed = Signal()
    overview_changed = Signal(object)
    error_happened = Signal(object)
    files_refused = Signal(object)
    about_to_close = Signal()

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.jobs = JobRunner(self)
        self.thumbnails = ThumbnailStore(self)
        self.collection: Collection | None = None
        self.may_close: Callable[[], bool] = lambda: True
        """Asked before the open collection is closed for another or for none; set by who shows it."""
        self._lock: WindowLock | None = None
        self._background = Background(self, is_patient=True)
        self._sample: Ask | None = None  # the sample that was asked for last is being made ready
        self._is_leaving = False  # as soon as the jobs have ended, for this one or for none
        self._next: Collection | None = None
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNTING_MS)
        self._counting.timeout.connect(self.count)
        self.jobs.progressed.connect(lambda _wanted, _event: self._count_soon())
        self.jobs.ended.connect(self._job_ended)
        self.jobs.became_idle.connect(self._idle)

    # collections -------------------------------------------------------------------------------------

    def new_collection(self, folder: Path, name: str = "", direction: Direction | None = None) -> None:
        """Make a collection whose writing runs in `direction` and open it; jobs of the one before are stopped first."""

        def made() -> Collection:
            with Collection.create(folder, name) as collection:
                choose_direction(collection, direction)
            return Collection.open(folder)

        self._go_to(made)

    def open_collection(self, folder: Path) -> None:
        """Open another collection, where that can be done; jobs of the one before are stopped first."""
        self._go_to(lambda: Collection.open(folder))

    def close_collection(self) -> None:
        self._leave_for(None)

    def try_sample(self) -> None:
        """Make a collection from the bundled sample and open it once its pages are there; one at a time."""
        if self._is_making_sample():
            return

        def make() -> Job[Any]:
            from seqclr_desktop.jobs.sample_collection import MakeSampleCollection, free_folder

            return MakeSampleCollection(free_folder())

        self._sample = self.make_and_run(make)

    def _is_making_sample(self) -> bool:
        """Whether a sample was asked for that is not there yet."""
        is_asked = self._sample is not None and self._background.is_open(self._sample)
        return is_asked or any(
            type(wanted.job).__name__ == "MakeSampleCollection" and wanted.state is not JobState.ENDED
            for wanted in self.jobs.jobs
        )

    # deeds -------------------------------------------------------------------------------------------

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Bring in files and folders of scans."""
        folder = self._folder()
        if folder is None or not paths:
            return

        def make() -> Job[Any]:
            from seqclr_desktop.jobs.import_pages import ImportPages

            return ImportPages(folder, list(paths))

        self.make_and_run(make)

    def find_lines(self, page_names: Sequence[str] = (), view: object | None = None) -> None:
        """Find the lines of the named pages anew, or of all that were never looked at; `view` can have it undone."""
        folder, begun = self._folder(), list[int]()
        if folder is None or not self.do(lambda collection: begun.append(collection.begin_finding())):
            return

        def make() -> Job[Any]:
            from seqclr_desktop.jobs.find_lines import FindLines

            return FindLines(folder, page_names, force=bool(page_names), finding_id=begun[0])

        self.make_and_run(make, view)

    def find_lines_again(self, page_id: int, box: Box | None, view: object) -> None:
        """Find the lines of a page again, or of a rectangle on it; `view` is told what came of it."""
        folder = self._folder()
        if folder is None:
            return

        def make() -> Job[Any]:
            from seqclr_desktop.jobs.find_lines_again import FindLinesAgain

            return FindLinesAgain(folder, page_id, box)

        self.make_and_run(make, view)

    def choose_direction(self, direction: Direction | None) -> None:
        """Say which way the writing runs, None for what the texts say; lines found before follow."""
        folder = self._folder()
        if folder is None or not self.do(lambda collection: choose_direction(collection, direction)):
            return
        self.run_job(FollowDirection(folder))

    def turn_page(self, page_id: int, quarters: int = 1) -> bool:
        """Turn a page by quarters, clockwise; false when that failed."""
        return self.turn_pages([page_id], quarters)

    def turn_pages(self, page_ids: Sequence[int], quarters: int = 1) -> bool:
        """Turn pages by quarters, clockwise, all or none; false when that failed."""
        return self.do(lambda collection: collection.turn_pages(page_ids, quarters))

    def remove_pages(self, page_ids: Sequence[int]) -> None:
        """Take pages out of the collection; the scans stay where they are."""
        self.do(lambda collection: collection.remove_pages(page_ids))

    def remove_models(self, names: Sequence[str]) -> None:
        """Take models out of the collection, their files with them."""
        self.do(lambda collection: collection.remove_models(names))

    def relink_page(self, page_id: int, path: Path) -> None:
        """Tell where the scan of a page lies now."""
        self.thumbnails.forget(page_id)
        self.do(lambda collection: collection.relink_page(page_id, path))

    def set_page_lines(self, before: PageLines, after: PageLines) -> PageLines | None:
        """Go from one state of a page's lines to another; None when that failed."""
        reached: list[PageLines] = []
        self.do(lambda collection: reached.append(collection.set_page_lines(before, after)))
        return reached[0] if reached else None

    def do(self, deed: Callable[[Collection], object]) -> bool:
        """Change the open collection by a short deed, tell the views, or tell of the error."""
        if self.collection is None:
            return False
        try:
            deed(self.collection)
        except AppError as error:
            self.error_happened.emit(error)
            return False
        self.changed()
        return True

    def changed(self) -> None:
        """Something in the collection is not as it was."""
        self.content_changed.emit()
        self.count()

    # jobs --------------------------------------------------------------------------------------------

    def run_job(self, job: Job[Any], view: object | None = None) -> WantedJob:
        """Run a job; `view` is who asked for it and is told of it."""
        return self.jobs.want(job, view)

    def make_and_run(self, make: Callable[[], Job[Any]], view: object | None = None) -> Ask:
        """Run a job whose making may import heavy things: that is done in the background.

        Not run is what comes when another collection is open than the one it was wanted for.
        """
        wanted_in = self.collection

        def run(job: Job[Any]) -> None:
            if self.collection is wanted_in:
                self.jobs.want(job, view)

        return self._background.ask(make, run, self.error_happened.emit)

    def count(self) -> None:
        """Count anew and tell the rail."""
        self._counting.stop()
        if self.collection is None:
            self.overview_changed.emit(None)
            return
        try:
            self.overview_changed.emit(self.collection.overview())
        except AppError as error:
            self.error_happened.emit(error)

    def shut_down(self) -> None:
        """Stop everything and wait for it; nothing may be asked of the workspace afterwards."""
        self._forget_next()
        self.jobs.stop_all_and_wait()
        self._background.finish()
        self.thumbnails.finish()
        self._close()

    def look_for_missing_scans(self) -> None:
        """Find out in the background which scans are no longer where they were."""
        folder = self._folder()
        if folder is not None:
            self._background.ask(lambda: missing_scans(folder), lambda found: self._note_missing(folder, found))

    # inner -------------------------------------------------------------------------------------------

    def _note_missing(self, folder: Path, page_ids: frozenset[int]) -> None:
        if folder == self._folder():
            self.thumbnails.note_missing(page_ids)

    def _folder(self) -> Path | None:
        return self.collection.folder if self.collection is not None else None

    def _go_to(self, opening: Callable[[], Collection]) -> None:
        """Leave for another collection than the present one, if it can be opened."""
        try:
            collection = opening()
        except AppError as error:
            self.error_happened.emit(error)
            return
        if collection.folder == self._folder():
            collection.close()
        else:
            self._leave_for(collection)

    def _leave_for(self, collection: Collection | None) -> None:
        """Stop the jobs, then have this collection in the place of the present one."""
        self._forget_next()
        self._is_leaving, self._next = True, collection
        if self.jobs.is_idle:
            self._idle()
        else:
            self.jobs.stop_all()

    def _forget_next(self) -> None:
        """Stay, or go elsewhere."""
        if self._next is not None:
            self._next.close()
        self._is_leaving, self._next = False, None

    def _idle(self) -> None:
        if self._is_leaving:
            collection, self._next, self._is_leaving = self._next, None, False
            if collection is not None:
                self._exchange(collection)
            else:
                self._close_if_allowed()

    def _exchange(self, collection: Collection) -> None:
        """Show an open collection; the present one stays when that fails."""
        lock = WindowLock(collection.folder)
        try:
            lock.acquire()
            collection.keep_drafts()  # what a killed program was told last
        except AppError as error:
            lock.release()
            collection.close()
            self.error_happened.emit(error)
            return
        if not self._close_if_allowed():  # tells the views while it can still be written to
            lock.release()
            collection.close()
            return
        self.collection, self._lock = collection, lock
        self.preferences.remember(collection.folder)
        self.thumbnails.use(collection.cache_folder)
        self.collection_changed.emit(collection)
        self.count()
        self.look_for_missing_scans()

    def _close_if_allowed(self) -> bool:
        """Close the open collection, if there is one; false when it stays open after all."""
        if self.collection is not None and not self.may_close():
            return False
        self._close()
        return True

    def _close(self) -> None:
        if self.collection is None:
            return
        self.about_to_close.emit()
        self.thumbnails.use(None)
        collection, self.collection = self.collection, None
        self.collection_changed.emit(None)
        self.count()
        _tidy_up(collection)
        collection.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _count_soon(self) -> None:
        if not self._counting.isActive():
            self._counting.start()

    def _job_ended(self, wanted: WantedJob) -> None:
        outcome = wanted.outcome
        if self.collection is not None:
            self.changed()
        if isinstance(outcome, Failed):
            self.error_happened.emit(outcome.error)
        elif isinstance(outcome, Done):
            self._look_at(outcome.result)

    def _look_at(self, report: object) -> None:
        sample_folder = getattr(report, "collection", None)
        if isinstance(sample_folder, Path):
            self.open_collection(sample_folder)
        refused = getattr(report, "refused", ())
        if refused:
            self.files_refused.emit(report)


def _tidy_up(collection: Collection) -> None:
    """Nothing can be undone any more; that lines taken off pages are still there then matters to nobody."""
    try:
        collection.forget_removed_lines()
    except AppError:  # a full or vanished disk must not keep the window from closing
        _log.warning("removed lines could not be deleted", exc_info=True)


def missing_scans(folder: Path) -> frozenset[int]:
    """The pages of a collection whose scans are gone. For a worker thread; empty when it cannot be told."""
    try:
        with Collection.open(folder) as collection:
            return frozenset(page.id for page in collection.pages() if page.id is not None and not is_there(page.path))
    except AppError:
        return frozenset()
