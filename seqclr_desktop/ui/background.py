"""Short questions answered off the window's thread: decode a picture, look whether files are there.

Long work with progress is a job and belongs to `job_thread`. Questions asked last are answered first,
because they are about what is on the screen now.

All `Background`s of the program share a few threads. Each thread more that runs Python is one more that
the window's thread has to wait for at every call into Qt, so that ten of them would halt the window.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

_log = logging.getLogger(__name__)
_PATIENT_THREADS = 2  # so that nobody who wants to begin something waits for a look through all texts

_answering_quickly = threading.RLock()

AnswerT = TypeVar("AnswerT")


class Ask:
    """One question on its way. After `cancel` nobody is told the answer."""

    def __init__(self, question: Callable[[], Any], tell: Callable[[Ask], None]) -> None:
        self.is_cancelled = False
        self.answer: Any = None
        self.error: Exception | None = None
        self._question = question
        self._tell = tell

    def cancel(self) -> None:
        self.is_cancelled = True

    def find_answer(self) -> None:
        """Called in a thread of the pool."""
        if not self.is_cancelled:
            try:
                self.answer = self._question()
            except Exception as error:  # noqa: BLE001 - handed on to whoever asked
                self.error = error
        self._tell(self)


@contextmanager
def no_pictures_meanwhile() -> Iterator[None]:
    """Inside, every question that is not patient waits; whoever enters waits for the one being answered."""
    with _answering_quickly:
        yield


class _Waiting:
    """The open questions of one `Background`, newest first. Thread-safe: the pool takes from it.

    One errand at a time is under way for it, so that its questions never run side by side.
    """

    def __init__(self, *, is_patient: bool) -> None:
        self._pool = _pool(_PATIENT_THREADS if is_patient else 1)
        self._gate = nullcontext() if is_patient else _answering_quickly
        self._asks: list[Ask] = []
        self._has_errand = False
        self._is_answering = False
        self._free = threading.Condition()

    def put(self, ask: Ask) -> None:
        with self._free:
            self._asks.append(ask)
            if not self._has_errand:
                self._has_errand = True
                self._pool.start(_Errand(self))

    def answer_one(self) -> None:
        """Called in a thread of the pool. What else waits goes to the end of the pool's queue: others want answers."""
        with self._free:
            self._is_answering = True
            ask = self._asks.pop() if self._asks else None
        if ask is not None:
            with self._gate:
                ask.find_answer()
        with self._free:
            self._is_answering = False
            self._has_errand = bool(self._asks)
            if self._has_errand:
                self._pool.start(_Errand(self))
            self._free.notify_all()

    def finish(self) -> list[Ask]:
        """Drop what waits, and block until nothing is being answered; what was dropped."""
        with self._free:
            dropped, self._asks = self._asks, []
            self._free.wait_for(lambda: not self._is_answering)
            return dropped


class _Errand(QRunnable):
    """Carries a question into a thread. The pool owns and deletes it, even when the window goes first."""

    def __init__(self, waiting: _Waiting) -> None:
        super().__init__()
        self._waiting = waiting

    def run(self) -> None:
        self._waiting.answer_one()


def is_orphan(callback: Callable[..., object]) -> bool:
    """Whether `callback` is a method of a Qt object that is gone by now."""
    owner = getattr(callback, "__self__", None)
    return isinstance(owner, QObject) and not shiboken6.isValid(owner)


class _Postman(QObject):
    """Carries answers into the window's thread. Lives longer than any window, unlike those who ask.

    One answer a turn of the event loop: what is done with them comes between keys and clicks, not before.
    """

    found = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._answers: deque[tuple[Background, Ask]] = deque()
        self._round = QTimer(self, interval=0, singleShot=True)
        self._round.timeout.connect(self._deliver_one)
        self.found.connect(self._collect)

    @Slot(object, object)
    def _collect(self, asker: Background, ask: Ask) -> None:
        self._answers.append((asker, ask))
        self._round.start()

    @Slot()
    def _deliver_one(self) -> None:
        asker, ask = self._answers.popleft()
        if self._answers:
            self._round.start()
        if shiboken6.isValid(asker):
            asker.pass_on(ask)


class Background(QObject):
    """Answers questions one after the other; the answers arrive in the window's thread, where it is made.

    `is_patient` is for questions that may take seconds: they keep no picture waiting.
    """

    def __init__(self, parent: QObject | None = None, *, is_patient: bool = False) -> None:
        super().__init__(parent)
        self._waiting = _Waiting(is_patient=is_patient)
        self._postman = _postman()
        self._open: dict[Ask, tuple[Callable[[Any], None], Callable[[Exception], None] | None]] = {}

    def ask(
        self,
        question: Callable[[], AnswerT],
        answered: Callable[[AnswerT], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Ask:
        """Call `question` in a thread, then `answered` (or `failed`) here unless it was cancelled."""
        ask = Ask(question, lambda ask: self._postman.found.emit(self, ask))
        self._open[ask] = (answered, failed)
        self._waiting.put(ask)
        return ask

    @property
    def open_count(self) -> int:
        """Questions not yet answered."""
        return len(self._open)

    def is_open(self, ask: Ask) -> bool:
        """Whether this question is not answered yet."""
        return ask in self._open

    def finish(self) -> None:
        """Cancel everything, and block until the question being answered is."""
        for ask in self._open:
            ask.cancel()
        for ask in self._waiting.finish():
            del self._open[ask]

    def pass_on(self, ask: Ask) -> None:
        """Tell whoever asked. Called when the answer has come into the window's thread."""
        answered, failed = self._open.pop(ask)
        if ask.is_cancelled or is_orphan(answered):
            return
        if ask.error is None:
            answered(ask.answer)
        elif failed is not None:
            failed(ask.error)
        else:
            _log.warning("a question in the background failed", exc_info=ask.error)


@cache
def _postman() -> _Postman:
    return _Postman()


@cache
def _pool(thread_count: int) -> QThreadPool:
    """The threads all share, with `thread_count` of them. They have ended before Qt or Python is taken down."""
    pool = QThreadPool()
    pool.setMaxThreadCount(thread_count)

    def end() -> None:
        pool.clear()
        pool.waitForDone()

    atexit.register(end)
    return pool
