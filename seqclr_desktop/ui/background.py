"""Short questions answered off the window's thread: decode a picture, look whether files are there.

Long work with progress is a job and belongs to `job_thread`. Questions asked last are answered first,
because they are about what is on the screen now.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

_log = logging.getLogger(__name__)

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


class _Errand(QRunnable):
    """Carries an `Ask` into a thread. The pool owns and deletes it, even when the window goes first."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask

    def run(self) -> None:
        self._ask.find_answer()


def is_orphan(callback: Callable[..., object]) -> bool:
    """Whether `callback` is a method of a Qt object that is gone by now."""
    owner = getattr(callback, "__self__", None)
    return isinstance(owner, QObject) and not shiboken6.isValid(owner)


class Background(QObject):
    """A few threads that answer questions; the answers arrive in the thread that owns this object."""

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None, thread_count: int = 1) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(thread_count)
        self._asked_count = 0
        self._open: dict[Ask, tuple[Callable[[Any], None], Callable[[Exception], None] | None]] = {}
        self._answered.connect(self._pass_on)

    def ask(
        self,
        question: Callable[[], AnswerT],
        answered: Callable[[AnswerT], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Ask:
        """Call `question` in a thread, then `answered` (or `failed`) here unless it was cancelled."""
        ask = Ask(question, self._tell)
        self._open[ask] = (answered, failed)
        self._asked_count += 1
        self._pool.start(_Errand(ask), self._asked_count)
        return ask

    @property
    def open_count(self) -> int:
        """Questions not yet answered."""
        return len(self._open)

    def finish(self) -> None:
        """Cancel what waits and block until the threads are free."""
        for ask in self._open:
            ask.cancel()
        self._pool.waitForDone()

    def _tell(self, ask: Ask) -> None:
        try:
            self._answered.emit(ask)
        except RuntimeError:  # the window went away meanwhile
            _log.debug("an answer came after its window was gone")

    @Slot(object)
    def _pass_on(self, ask: Ask) -> None:
        answered, failed = self._open.pop(ask)
        if ask.is_cancelled or is_orphan(answered):
            return
        if ask.error is None:
            answered(ask.answer)
        elif failed is not None:
            failed(ask.error)
        else:
            _log.warning("a question in the background failed", exc_info=ask.error)
