"""Short questions answered off the window's thread."""

from __future__ import annotations

import threading
import time

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.background import Background


class Listener(QObject):
    """Hears answers."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[int] = set()

    def hear(self, answer: object) -> None:
        self.heard.append(answer)
        self.threads.add(threading.get_ident())


def test_answers_come_in_the_thread_that_asked(qtbot: QtBot) -> None:
    background, listener = Background(), Listener()
    background.ask(threading.get_ident, listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.threads == {threading.get_ident()}
    assert listener.heard != [threading.get_ident()]


def test_a_failure_is_told_to_who_wants_to_know(qtbot: QtBot) -> None:
    background, listener = Background(), Listener()
    background.ask(lambda: 1 // 0, listener.hear, listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert isinstance(listener.heard[0], ZeroDivisionError)


def test_what_was_asked_last_is_answered_first(qtbot: QtBot) -> None:
    background, listener = Background(), Listener()
    begun, gate = threading.Event(), threading.Event()
    background.ask(lambda: begun.set() or gate.wait(), listener.hear)
    qtbot.waitUntil(begun.is_set)
    for number in range(3):
        background.ask(lambda number=number: number, listener.hear)
    gate.set()
    qtbot.waitUntil(lambda: background.open_count == 0)
    assert listener.heard == [True, 2, 1, 0]


def test_questions_of_one_asker_are_never_answered_side_by_side(qtbot: QtBot) -> None:
    background, other, listener = Background(is_patient=True), Background(is_patient=True), Listener()
    at_once, most = threading.Semaphore(1), []

    def question() -> bool:
        alone = at_once.acquire(blocking=False)
        time.sleep(0.01)
        if alone:
            at_once.release()
        return alone

    for _ in range(5):
        background.ask(question, listener.hear)
        other.ask(threading.get_ident, most.append)
    qtbot.waitUntil(lambda: background.open_count == other.open_count == 0)
    assert listener.heard == [True] * 5
    assert len(most) == 5


def test_a_question_that_takes_long_keeps_no_picture_waiting(qtbot: QtBot) -> None:
    patient, quick, listener = Background(is_patient=True), Background(), Listener()
    gate = threading.Event()
    patient.ask(gate.wait, listener.hear)
    quick.ask(lambda: "picture", listener.hear)
    qtbot.waitUntil(lambda: listener.heard == ["picture"])
    gate.set()
    qtbot.waitUntil(lambda: patient.open_count == 0)


def test_finishing_drops_what_nobody_has_begun(qtbot: QtBot) -> None:
    background, listener = Background(), Listener()
    begun, gate = threading.Event(), threading.Event()
    background.ask(lambda: begun.set() or gate.wait(), listener.hear)
    qtbot.waitUntil(begun.is_set)
    background.ask(lambda: "never", listener.hear)
    gate.set()
    background.finish()
    qtbot.waitUntil(lambda: background.open_count == 0)
    assert listener.heard == []


def test_a_cancelled_question_is_not_answered(qtbot: QtBot) -> None:
    background, listener = Background(), Listener()
    gate = threading.Event()
    background.ask(gate.wait, listener.hear)
    background.ask(lambda: "no", listener.hear).cancel()
    gate.set()
    qtbot.waitUntil(lambda: background.open_count == 0)
    assert listener.heard == [True]


def test_nobody_is_told_after_they_are_gone(qtbot: QtBot) -> None:
    background, listener = Background(), Listener()
    gate = threading.Event()
    background.ask(gate.wait, listener.hear)
    shiboken6.delete(listener)
    gate.set()
    qtbot.waitUntil(lambda: background.open_count == 0)
    assert listener.heard == []


def test_finishing_waits_for_the_threads(qtbot: QtBot) -> None:
    background, listener = Background(), Listener()
    begun, gate = threading.Event(), threading.Event()

    def question() -> bool:
        begun.set()
        return gate.wait()

    ask = background.ask(question, listener.hear)
    qtbot.waitUntil(begun.is_set)
    gate.set()
    background.finish()
    assert ask.answer is True
