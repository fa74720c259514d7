"""How long a person waits from Enter to the next line with its picture, in a large collection, while a model learns.

    python tests/benchmarks/enter.py [--lines 100000] [--enters 400] [--train-minutes 5]

A real window (offscreen where there is no display) on a collection whose pages show the scans of the
bundled sample, of which the first are transcribed. Keys come through the event loop, as from a
keyboard. A wait ends when the window has painted the next line with its picture. "Alone" is the wait
without the time the window's thread stood in line for a processor; own work is its processor time.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("SEQCLR_DESKTOP_HOME", tempfile.mkdtemp(prefix="enter-benchmark-"))
if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from seqclr_desktop.collection import Collection, is_collection
from seqclr_desktop.document import PageContent
from seqclr_desktop.jobs.job import Control, Failed
from seqclr_desktop.jobs.sample_collection import MakeSampleCollection
from seqclr_desktop.training.progress_record import FinetuneStep
from seqclr_desktop.ui.app import make_application, make_window
from seqclr_desktop.ui.garbage import WindowThreadGarbage
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.steps import Step
from tests.benchmarks.thread_time import Moment, Stretch

_TYPED = "et puis le "
_LETTER_S, _REST_S = 0.03, 0.25  # a quick typist, who looks up for a moment before Enter
_TRANSCRIBED_PAGES = 24
_GIVEN_UP_S = 5.0


def main() -> int:
    arguments = _arguments()
    folder = arguments.keep or Path(os.environ["SEQCLR_DESKTOP_HOME"]) / "large"
    if not is_collection(folder):
        _make_large(folder, arguments.lines)
    application = make_application()
    window = make_window()
    window.show()
    garbage = WindowThreadGarbage(window)
    window.workspace.open_collection(folder)
    window.views.warm_up()
    _until(lambda: window.views.is_warm)
    if arguments.train_minutes:
        _begin_training(window, folder, arguments.train_minutes)
    view: Any = window.go_to(Step.TRANSCRIBE)
    typist = Typist(window, view)
    _spin(1.0)
    waits = [typist.write_and_enter(_TYPED) for _ in range(arguments.enters)]
    was_learning = not window.workspace.jobs.is_idle
    print(f"{folder}: {window.workspace.collection.overview().line_count} lines, learning to the end: {was_learning}")
    _tell("Enter to the next line", [wait.line for wait in waits])
    _tell("… with its picture", [wait.picture for wait in waits])
    _tell("… on the same page", [wait.picture for wait in waits if not wait.turned_page])
    _tell("… on the next page", [wait.picture for wait in waits if wait.turned_page])
    window.close()
    _until(lambda: window.workspace.jobs.is_idle)
    _spin(0.5)
    garbage.end()
    application.quit()
    return 0


@dataclass(frozen=True)
class Wait:
    """From Enter until the next line was painted, and until it was with its picture."""

    line: Stretch
    picture: Stretch
    turned_page: bool


class Typist(QObject):
    """Writes into the editor through the event loop, and looks at what the window paints."""

    def __init__(self, window: MainWindow, view: Any) -> None:
        super().__init__(window)
        self._view = view
        self._window = window
        self._painted: Callable[[], None] | None = None
        window.installEventFilter(self)

    def write_and_enter(self, text: str) -> Wait:
        for letter in text:
            self._press(Qt.Key(ord(letter.upper())), letter)
            _spin(_LETTER_S)
        _spin(_REST_S)
        return self._enter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window paint, and look at the time when it has."""
        if event.type() is QEvent.Type.UpdateRequest and self._painted is not None:
            self._window.event(event)
            self._painted()
            return True
        return False

    def _enter(self) -> Wait:
        before = self._view._desk.line
        ends: dict[str, Moment] = {}

        def look() -> None:
            if self._view._desk.line.id == before.id:
                return
            ends.setdefault("line", Moment.now())
            if self._view._strip._picture.image is not None:
                ends.setdefault("picture", Moment.now())

        self._painted = look
        began = Moment.now()
        self._press(Qt.Key.Key_Return, "\r")
        _until(lambda: "picture" in ends or time.perf_counter() - began.clock > _GIVEN_UP_S)
        self._painted = None
        turned_page = self._view._desk.line.page_id != before.page_id
        return Wait(ends["line"].since(began), ends.get("picture", Moment.now()).since(began), turned_page)

    def _press(self, key: Qt.Key, text: str) -> None:
        field = self._view._strip.field
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.postEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def _begin_training(window: MainWindow, folder: Path, minutes: float) -> None:
    """Learn to read from the transcribed pages of this very collection; returns once it goes through batches."""
    view = window.go_to(Step.TRAIN)
    seen: list[object] = []
    window.workspace.jobs.progressed.connect(lambda _wanted, event: seen.append(event))

    def make() -> Any:
        from seqclr_desktop.jobs.finetune_model import FinetuneModel
        from seqclr_desktop.training.settings import FinetuneSettings

        # each scan once: the typist leaves the same pictures with other texts, and such lines teach nothing
        train, valid = [f"page {number}" for number in range(7)], ["page 7"]
        return FinetuneModel(folder, FinetuneSettings(minutes=minutes), train_pages=train, valid_pages=valid)

    window.workspace.jobs.ended.connect(lambda wanted: seen.append(wanted.outcome))
    window.workspace.error_happened.connect(seen.append)
    window.workspace.make_and_run(make, view)
    _until(lambda: any(isinstance(event, FinetuneStep | Failed | Exception) for event in seen))
    wrong = [event for event in seen if isinstance(event, Failed | Exception)]
    if wrong:
        raise SystemExit(f"The training did not begin: {wrong[0]}")


def _make_large(folder: Path, line_count: int) -> None:
    """The sample's pages over and over, the first ones with their texts."""
    with tempfile.TemporaryDirectory() as scratch:
        MakeSampleCollection(Path(scratch) / "sample").run(Control())
        with Collection.open(Path(scratch) / "sample") as sample:
            known = [(page, sample.lines(page.id or 0)) for page in sample.pages() if page.line_count]
        texts = {line.id: line.human for _, lines in known for line in lines}
        pages = folder.with_name(f"{folder.name} scans")
        pages.mkdir(parents=True, exist_ok=True)
        for page, _ in known:
            (pages / page.path.name).write_bytes(page.path.read_bytes())
    written = number = 0
    with Collection.create(folder, "Large") as collection:
        while written < line_count:
            page, lines = known[number % len(known)]
            has_text = number < _TRANSCRIBED_PAGES
            shown = tuple(replace(line, id=None, human=texts[line.id] if has_text else None) for line in lines)
            scan = replace(page, id=None, name=f"page {number}", path=pages / page.path.name, split=None)
            collection.add_page(scan, PageContent(page.width_px, page.height_px, lines=shown))
            written, number = written + len(lines), number + 1


def _tell(what: str, waits: Sequence[Stretch]) -> None:
    if not waits:
        return
    print(f"{what} ({len(waits)})")
    for name in ("clock", "alone", "own"):
        ordered = sorted(getattr(wait, f"{name}_ms") for wait in waits)
        p50, p99 = (ordered[round(share * (len(ordered) - 1))] for share in (0.5, 0.99))
        print(f"    {name:6} 50 % {p50:6.1f} ms   99 % {p99:6.1f} ms   worst {ordered[-1]:6.1f} ms", flush=True)


def _spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left_s := end - time.monotonic()) > 0:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        time.sleep(min(0.002, left_s))


def _until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=100_000, help="lines of the collection")
    parser.add_argument("--enters", type=int, default=400, help="how often Enter is pressed")
    parser.add_argument("--train-minutes", type=float, default=0.0, help="learn for at most so long meanwhile")
    parser.add_argument("--keep", type=Path, help="a folder to keep the collection in, or to take it from")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
