"""A training as the collection remembers it: its settings, its curve, its saved state, how it ended."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from filelock import FileLock, Timeout

from seqclr_desktop.collection import Collection, RunRecord, RunState
from seqclr_desktop.errors import AppError, Cancelled, CollectionError, StorageError, UnstableError
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.training.progress_record import FinetuneStep, PretrainStep, TrainingEvent, to_record

_SAVE_EVERY_S = 20.0
_WRITE_EVERY_S = 2.0
_POINTS_PER_RUN = 600  # about; a curve of days must not grow without end


class Resumable(Protocol):
    """A training whose state can be saved (`training.pretrain`, `training.finetune`)."""

    def save(self, path: Path) -> None: ...


class TrainingRun:
    """One run of a collection, open for writing."""

    def __init__(self, collection: Collection, record: RunRecord) -> None:
        self.record = record
        self._collection = collection
        self._waiting: list[Mapping[str, Any]] = []
        self._written_at = time.monotonic()
        self._last_point_s = 0.0

    @property
    def id(self) -> int:
        return self.record.id

    @property
    def learned_folder(self) -> Path:
        """What was learned so far, for whoever goes on with the run: saved states, and what its parts came to."""
        return self.record.folder / "learned"

    def state_path(self, stage: str) -> Path:
        """Where the saved state of a stage lies; the file is there once it was saved."""
        return self.learned_folder / f"{stage}-state.safetensors"

    def tell(self, event: TrainingEvent, control: Control) -> None:
        """Remember the event and report it. Raises Cancelled when a stop was asked for."""
        if self._is_worth_keeping(event):
            self._waiting.append(to_record(event))
        if time.monotonic() - self._written_at > _WRITE_EVERY_S:
            self.write_events()
        control.report(event)

    def follow(self, training: Resumable, stage: str, events: Iterable[TrainingEvent | None], control: Control) -> bool:
        """Go through a training, telling its events and saving its state now and then.

        Returns whether a person stopped it before its end. Raises Cancelled, its state saved, when the
        program is closing: then the run stays unfinished.
        """
        path = self.state_path(stage)
        saved_at = time.monotonic()
        try:
            for event in events:
                if event is None:
                    control.checkpoint()
                else:
                    self.tell(event, control)
                if time.monotonic() - saved_at > _SAVE_EVERY_S:
                    training.save(path)
                    self.write_events()
                    saved_at = time.monotonic()
        except Cancelled:
            if control.is_interrupted:
                training.save(path)
                raise
            return True
        finally:
            self.write_events()
        return False

    def write_events(self) -> None:
        if self._waiting:
            self._collection.add_events(self.id, self._waiting)
            self._waiting = []
        self._written_at = time.monotonic()

    def _is_worth_keeping(self, event: TrainingEvent) -> bool:
        if not isinstance(event, PretrainStep | FinetuneStep):
            return True
        if event.elapsed_s - self._last_point_s < max(1.0, event.elapsed_s * 4 / _POINTS_PER_RUN) and (
            event.elapsed_s >= self._last_point_s
        ):
            return False
        self._last_point_s = event.elapsed_s
        return True


@contextmanager
def open_run(
    collection: Collection, kind: str, title: str, settings: Mapping[str, Any], resume_run: int | None
) -> Iterator[TrainingRun]:
    """Begin a run, or take up an unfinished one.

    An error leaves it marked as failed, unless something was learned in it already: whoever brings the scans or the
    device back may go on. `Cancelled` and a full disk leave it to be resumed too. Raises
    CollectionError when the run is of another kind or is going on elsewhere.
    """
    record = collection.begin_run(kind, title, settings) if resume_run is None else collection.run(resume_run)
    if record.kind != kind:
        raise CollectionError(
            f"Run {record.id} is a “{record.kind}”, not a “{kind}”.", advice="Resume it by its own kind."
        )
    run = TrainingRun(collection, record)
    run.learned_folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(record.folder / "running.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise CollectionError(
            "This training is going on in another window or terminal.", advice="Wait for it, or stop it there."
        ) from error
    try:
        collection.set_run_state(record.id, RunState.RUNNING)
        yield run
    except (Cancelled, StorageError):
        collection.set_run_state(record.id, RunState.PAUSED)
        raise
    except AppError as error:
        if isinstance(error, UnstableError) or not any(run.learned_folder.iterdir()):
            collection.end_run(record.id, RunState.FAILED)
        else:
            collection.set_run_state(record.id, RunState.PAUSED)
        raise
    except Exception:
        collection.end_run(record.id, RunState.FAILED)
        raise
    finally:
        lock.release()
