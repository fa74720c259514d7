"""Cycles are collected where the window lives."""

from __future__ import annotations

import gc
import sys
import threading
from types import ModuleType

from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.garbage import WindowThreadGarbage


class Cycle:
    """Tells in which thread it was taken apart."""

    ended_in: int | None = None

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        Cycle.ended_in = threading.get_ident()


def test_a_busy_thread_leaves_collecting_to_the_thread_of_the_window(qtbot: QtBot) -> None:
    garbage = WindowThreadGarbage()
    try:
        Cycle()  # a cycle at once out of reach
        thread = threading.Thread(target=lambda: [[] for _ in range(200_000)])
        thread.start()
        thread.join()
        assert Cycle.ended_in is None
        kept = [[] for _ in range(5_000)]
        garbage.look()
        assert Cycle.ended_in == threading.get_ident()
        del kept
    finally:
        garbage.end()
    assert gc.isenabled()


def test_what_an_import_has_made_is_set_aside_without_looking_through_it(qtbot: QtBot) -> None:
    garbage = WindowThreadGarbage()
    try:
        before = gc.get_freeze_count()
        sys.modules["just_imported"] = ModuleType("just_imported")
        made = [[] for _ in range(5_000)]
        garbage.look()
        assert gc.get_freeze_count() >= before + len(made)
    finally:
        del sys.modules["just_imported"]
        garbage.end()
