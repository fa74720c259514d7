"""How soon the window appears, and how long its event loop is ever blocked.

    python tests/benchmarks/window.py [--lines 100000] [--train-minutes 0.5]

A timer of 5 ms runs in the window's thread; what it is late by is what a person would wait for. "Alone" is
the delay without the time the thread stood in line for a processor (Linux tells it), which is other
programs' work on a busy machine; own work is processor time of that thread. The
figures are of a real window (offscreen where there is no display) on a collection of the asked size,
then on the bundled sample while lines are found and, when asked for, while a model learns, and while
a training goes on in the window that was killed in a terminal.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("SEQCLR_DESKTOP_HOME", tempfile.mkdtemp(prefix="window-benchmark-"))
if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import AuthorKind, Line, Page, PageContent, TextVersion
from seqclr_desktop.ui.app import make_application, make_window
from seqclr_desktop.ui.background import Background
from seqclr_desktop.ui.garbage import WindowThreadGarbage
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.steps import Step
from tests.benchmarks.thread_time import Moment, Stretch

_TICK_MS = 5
_LATE_S = 0.06
_LINES_PER_PAGE = 50
_SAVED_AFTER_S = 25
_START = """
import time; began = time.perf_counter()
from seqclr_desktop.ui.app import make_application, make_window
application = make_application(); window = make_window(); window.show(); application.processEvents()
print(time.perf_counter() - began); window.close()
"""


@dataclass
class Lateness:
    """How late a regular timer was, in milliseconds."""

    ticks: list[Stretch] = field(default_factory=list)
    last: Moment = field(default_factory=Moment.now)
    stacks: Stacks | None = None

    def tick(self) -> None:
        now = Moment.now()
        tick = now.since(self.last)
        self.ticks.append(tick)
        if self.stacks is not None and tick.clock_ms > 1000 * _LATE_S:
            self.stacks.sum_up(tick.clock_ms - _TICK_MS, tick.own_ms)
        self.last = now

    def take(self, what: str) -> None:
        """Print and forget."""
        ordered = sorted(tick.clock_ms - _TICK_MS for tick in self.ticks) or [0.0]
        p99 = ordered[int(0.99 * (len(ordered) - 1))]
        own = max((tick.own_ms for tick in self.ticks), default=0.0)
        alone = max((tick.alone_ms - _TICK_MS for tick in self.ticks), default=0.0)
        if self.stacks is not None:
            self.stacks.end(what)
        figures = f"worst {ordered[-1]:6.1f} ms, alone {alone:6.1f} ms, own {own:6.1f} ms   99 % {p99:6.1f} ms"
        print(f"{what:42} {figures}", flush=True)
        self.ticks.clear()
        self.restart()

    def restart(self) -> None:
        """Forget the time since the last tick: nobody waited for it."""
        self.last = Moment.now()


class Stacks:
    """What all threads were doing when the loop was late, as soon as Python's lock could be had."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8")

    def watch(self, lateness: Lateness) -> None:
        """Look every two milliseconds, for good. In a thread of its own."""
        told_of = 0.0
        looked_at = time.perf_counter()
        while True:
            time.sleep(0.002)
            now = time.perf_counter()
            late_s, last = now - lateness.last.clock, lateness.last.clock
            if late_s > _LATE_S and last != told_of:
                told_of = last
                self._tell(1000 * late_s, 1000 * (now - looked_at))
            looked_at = time.perf_counter()

    def sum_up(self, late_ms: float, own_ms: float) -> None:
        self._file.write(f"  in the end {late_ms:.0f} ms, of it own work {own_ms:.0f} ms\n")

    def end(self, what: str) -> None:
        self._file.write(f"^^^ {what}\n\n")
        self._file.flush()

    def _tell(self, late_ms: float, waited_ms: float) -> None:
        self._file.write(f"late by {late_ms:.0f} ms; waited {waited_ms:.0f} ms for Python's lock\n")
        for thread_id, frame in sys._current_frames().items():
            if thread_id != threading.get_ident():
                entries = [entry for entry in traceback.extract_stack(frame) if "importlib" not in entry.filename]
                places = [(entry.filename.split("site-packages/")[-1], entry.lineno, entry.name) for entry in entries]
                words = [f"{file}:{line} {name}" for file, line, name in places[-8:]]
                self._file.write("  " + " < ".join(reversed(words)) + "\n")


def main() -> int:
    arguments = _arguments()
    starts = sorted(_start_seconds() for _ in range(3))
    print(f"{'window in sight, warm (best, worst of 3)':42} {starts[0]:.2f} s, {starts[-1]:.2f} s")
    application = make_application()
    window = make_window()
    window.show()
    garbage = WindowThreadGarbage(window)
    lateness = Lateness(stacks=Stacks(arguments.stacks) if arguments.stacks else None)
    if lateness.stacks is not None:
        threading.Thread(target=lateness.stacks.watch, args=(lateness,), daemon=True).start()
    timer = QTimer(window)
    timer.setInterval(_TICK_MS)
    timer.timeout.connect(lateness.tick)
    timer.start()
    _spin(0.5)
    lateness.take("idle")
    window.views.warm_up()
    _until(lambda: window.views.is_warm)
    lateness.take("load the other views, as the program does")
    large = Path(os.environ["SEQCLR_DESKTOP_HOME"]) / "large"
    _make_large(large, arguments.lines)
    lateness.restart()
    _measure_large(window, large, lateness)
    _measure_sample(window, lateness, arguments.train_minutes)
    garbage.end()
    window.close()
    _spin(0.2)
    application.quit()
    return 0


def _measure_large(window: MainWindow, folder: Path, lateness: Lateness) -> None:
    window.workspace.open_collection(folder)
    _spin(1.0)
    lateness.take("open a large collection")
    scans: Any = window.current_view
    for share in range(11):
        bar = scans.grid.verticalScrollBar()
        bar.setValue(bar.maximum() * share // 10)
        _spin(0.1)
    lateness.take("scroll through its scans")
    for step in Step:
        window.go_to(step)
        _spin(0.5)
        lateness.take(f"go to {step.value}")
    window.workspace.changed()
    _spin(0.5)
    lateness.take("refresh after a change")
    _replace_everywhere(window, lateness)
    window.workspace.close_collection()


def _replace_everywhere(window: MainWindow, lateness: Lateness) -> None:
    """Every text of the collection gets another word, and the old one back."""
    window.deeds.show_replacing()
    view: Any = window.current_view
    view.old.setText("line")
    view.new.setText("word")
    view.show_places()
    _until(view.replace.isEnabled)
    _spin(0.3)
    lateness.take("show every place of a word in all lines")
    for what, deed in (("replace", view.replace_ticked), ("undo", view.undo_stack.undo)):
        deed()
        _until(lambda: not window.workspace.jobs.is_idle)
        _until(lambda: window.workspace.jobs.is_idle)
        _spin(0.3)
        lateness.take(f"{what} in all lines")


def _measure_sample(window: MainWindow, lateness: Lateness, train_minutes: float) -> None:
    window.workspace.try_sample()
    _until(lambda: window.workspace.collection is not None)
    lateness.take("make and open the sample")
    window.go_to(Step.LINES)
    window.workspace.find_lines()
    _until(lambda: not window.workspace.jobs.is_idle)
    _until(lambda: window.workspace.jobs.is_idle)
    lateness.take("find lines")
    if train_minutes:
        _load_torch(window)
        lateness.take("load PyTorch in the background")
        _train(window, train_minutes)
        lateness.take(f"learn for {train_minutes:g} minutes")
        _kill_a_training(window, lateness, train_minutes)
        _resume(window, lateness)
        lateness.take("resume a training that was killed")


def _load_torch(window: MainWindow) -> None:
    """Loading shared libraries holds Python's lock; it happens once, so it is measured apart."""
    loaded = Background(window)
    loaded.ask(lambda: import_module("torch") and None, lambda _none: None)
    _until(lambda: loaded.open_count == 0)


def _train(window: MainWindow, minutes: float) -> None:
    collection = window.workspace.collection
    assert collection is not None
    folder = collection.folder
    view = window.go_to(Step.TRAIN)

    def make() -> Any:
        from seqclr_desktop.jobs.learn import LearnFromCollection, LearnSettings
        from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings

        half = minutes / 2
        return LearnFromCollection(
            folder, LearnSettings(PretrainSettings(minutes=half), FinetuneSettings(minutes=half))
        )

    window.workspace.make_and_run(make, view)
    _until(lambda: not window.workspace.jobs.is_idle)
    _until(lambda: window.workspace.jobs.is_idle)


def _kill_a_training(window: MainWindow, lateness: Lateness, minutes: float) -> None:
    """Let the terminal learn from a copy of the collection until it has saved its state, and end it by force."""
    collection = window.workspace.collection
    assert collection is not None
    folder, copy = collection.folder, collection.folder.with_name("killed")
    window.workspace.close_collection()
    _spin(1.0)  # jobs and views let go of the file one after the other
    shutil.copytree(folder, copy)
    verb = [sys.executable, "-m", "seqclr_desktop", "learn", str(copy), "--minutes", str(minutes + _SAVED_AFTER_S / 60)]
    with subprocess.Popen(verb, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as learning:
        while learning.poll() is None and not list(copy.rglob("*-state.safetensors")):
            _spin(0.5)
        learning.kill()
    lateness.restart()
    window.workspace.open_collection(copy)
    _spin(1.0)


def _resume(window: MainWindow, lateness: Lateness) -> None:
    view: Any = window.go_to(Step.TRAIN)
    _spin(0.5)
    lateness.take("open a collection whose training was killed")
    view.overview.unfinished.button.click()
    _until(lambda: not window.workspace.jobs.is_idle)
    _until(lambda: window.workspace.jobs.is_idle)


def _make_large(folder: Path, line_count: int) -> None:
    content = PageContent(
        1000,
        1400,
        lines=tuple(
            Line(
                ((100, 25 * turn), (900, 25 * turn)),
                human=TextVersion("a line", AuthorKind.IMPORT) if turn % 3 else None,
            )
            for turn in range(1, _LINES_PER_PAGE + 1)
        ),
    )
    with Collection.create(folder, "Large") as collection:
        for number in range(line_count // _LINES_PER_PAGE):
            collection.add_page(Page(f"page {number}", folder / f"{number}.jpg", 1000, 1400), content)


def _start_seconds() -> float:
    ran = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True)
    return float(ran.stdout.split()[-1])


def _spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=100_000, help="lines of the large collection")
    parser.add_argument("--train-minutes", type=float, default=0.0, help="also learn from the sample for so long")
    parser.add_argument("--stacks", type=Path, help="write there what every thread does whenever the loop is late")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
