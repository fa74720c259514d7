"""Training and evaluation runs: their settings, the events they yielded, their result.

Events are plain JSON values; `training.progress_record` knows what they mean.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from seqclr_desktop.collection.shelf import Shelf
from seqclr_desktop.collection.stored_values import now, read_json, write_json
from seqclr_desktop.errors import CollectionError, StorageError

_COLUMNS = "id, kind, title, state, settings, result, started_at, ended_at"


class RunState(StrEnum):
    """RUNNING is also what a killed program leaves behind: such a run can be resumed."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


_UNFINISHED = (RunState.RUNNING, RunState.PAUSED)


@dataclass(frozen=True)
class RunRecord:
    """One run. `folder` is its own place for checkpoints; times are UTC in ISO 8601, `ended_at` empty until then."""

    id: int
    kind: str
    title: str
    state: RunState
    folder: Path
    settings: Mapping[str, Any] = field(default_factory=dict)
    result: Mapping[str, Any] = field(default_factory=dict)
    started_at: str = ""
    ended_at: str = ""


class Runs(Shelf):
    """The runs of a collection. Unknown ids raise CollectionError."""

    @property
    def runs_folder(self) -> Path:
        return self.folder / "runs"

    def begin_run(self, kind: str, title: str, settings: Mapping[str, Any]) -> RunRecord:
        """Record that a run begins, and make its folder. Raises StorageError when that cannot be made."""
        with self._database.writing() as connection:
            number = connection.execute(
                """INSERT INTO runs (kind, title, state, settings, result, started_at, ended_at)
                   VALUES (?, ?, ?, ?, '{}', ?, '')""",
                (kind, title, RunState.RUNNING.value, write_json(settings), now()),
            ).lastrowid
            assert number is not None
            run = self.run(number)
            _make(run.folder)
            return run

    def add_events(self, run_id: int, events: Sequence[Mapping[str, Any]]) -> None:
        """Append what the run yielded, in one transaction."""
        with self._database.writing() as connection:
            self.run(run_id)
            (first,) = connection.execute(
                "SELECT coalesce(max(number) + 1, 0) FROM run_events WHERE run_id = ?", (run_id,)
            ).fetchone()
            connection.executemany(
                "INSERT INTO run_events (run_id, number, event) VALUES (?, ?, ?)",
                [(run_id, first + n, write_json(event)) for n, event in enumerate(events)],
            )

    def events(self, run_id: int) -> list[dict[str, Any]]:
        """All events of the run, in the order they were added."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT event FROM run_events WHERE run_id = ? ORDER BY number", (run_id,))
            return [read_json(event) for (event,) in rows]

    def end_run(self, run_id: int, state: RunState, result: Mapping[str, Any] | None = None) -> None:
        """Record how the run ended."""
        with self._database.writing() as connection:
            self.run(run_id)
            connection.execute(
                "UPDATE runs SET state = ?, result = ?, ended_at = ? WHERE id = ?",
                (state.value, write_json(result or {}), now(), run_id),
            )

    def set_run_state(self, run_id: int, state: RunState) -> None:
        """Record a pause or a resumption; a run that goes on again has not ended."""
        with self._database.writing() as connection:
            self.run(run_id)
            connection.execute("UPDATE runs SET state = ? WHERE id = ?", (state.value, run_id))
            if state in _UNFINISHED:
                connection.execute("UPDATE runs SET ended_at = '' WHERE id = ?", (run_id,))

    def runs(self) -> list[RunRecord]:
        """Newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM runs ORDER BY id DESC")
            return [self._run_from_row(row) for row in rows]

    def run(self, run_id: int) -> RunRecord:
        with self._database.reading() as connection:
            row = connection.execute(f"SELECT {_COLUMNS} FROM runs WHERE id = ?", (run_id,)).fetchone()
        if row is None:
            raise CollectionError(f"There is no run {run_id} in this collection.")
        return self._run_from_row(row)

    def unfinished_runs(self) -> list[RunRecord]:
        """Runs that are going on, are paused, or were cut off; newest first."""
        return [run for run in self.runs() if run.state in _UNFINISHED]

    def _run_from_row(self, row: tuple[Any, ...]) -> RunRecord:
        number, kind, title, state, settings, result, started_at, ended_at = row
        return RunRecord(
            id=number,
            kind=kind,
            title=title,
            state=RunState(state),
            folder=self.runs_folder / str(number),
            settings=json.loads(settings),
            result=read_json(result),
            started_at=started_at,
            ended_at=ended_at,
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            "The folder for this run cannot be made.",
            where=str(folder),
            advice="Check that the disk has space and that you may write to the collection's folder.",
        ) from error
