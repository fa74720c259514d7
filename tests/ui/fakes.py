"""Small classes that play a person, or a job."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from seqclr_desktop.jobs.job import Control, Progress


class AnswersAtOnce:
    """Plays the person who is asked by dialogs."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.files: list[Path] = []
        self.sure = True
        self.meanwhile: Callable[[], object] = lambda: None  # happens while the person thinks

    def collection_folder(self) -> Path | None:
        return self.folder

    def scans_folder(self) -> Path | None:
        return self.folder

    def scan_files(self) -> list[Path]:
        return self.files

    def scan_of(self, page_name: str) -> Path | None:
        return self.files[0] if self.files else None

    def is_sure(self, question: str, consequence: str, verb: str) -> bool:
        self.meanwhile()
        return self.sure


class JobThatReports:
    """Reports the events it was given and returns `result`, or raises it when it is an exception."""

    title = "A job that reports"

    def __init__(self, *events: object, result: object = "done") -> None:
        self._events = events
        self._result = result

    def run(self, control: Control) -> object:
        for event in self._events:
            control.report(event)
        if isinstance(self._result, Exception):
            raise self._result
        return self._result


class JobThatGoesOn:
    """Works until it is stopped, as a training would."""

    title = "A job that goes on"

    def __init__(self) -> None:
        self.has_begun = threading.Event()
        self.has_ended = threading.Event()

    def run(self, control: Control) -> object:
        self.has_begun.set()
        step = threading.Event()
        try:
            while True:
                control.report(Progress(1, 2, "steps"))
                step.wait(0.005)  # plays work; nothing depends on how long it takes
        finally:
            self.has_ended.set()


class JobThatWaits:
    """Ends when it is told to."""

    title = "A job that waits"

    def __init__(self, deed: Callable[[], object] = lambda: None) -> None:
        self.has_begun = threading.Event()
        self.may_end = threading.Event()
        self._deed = deed

    def run(self, control: Control) -> object:
        self.has_begun.set()
        while not self.may_end.wait(0.005):
            control.checkpoint()
        return self._deed()
