"""Pictures of every view and dialog: light and dark, in English and in Hebrew, with text as it is and twice as large.

    python tests/screenshots.py OUT [--size 1280x800] [--only light] [--collection FOLDER] [--learn]

Made from copies of the bundled sample, or of a collection of one's own: one with a model, such as `demo` makes,
shows more. Empty views come from an empty collection.

Without a display: `QT_QPA_PLATFORM=offscreen`, or under `xvfb-run` for what a person really sees.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

_HOME = tempfile.mkdtemp(prefix="screenshots-")
os.environ.setdefault("SEQCLR_DESKTOP_HOME", _HOME)
_SCREEN = Path(_HOME, "screen.json")  # as large as a common one: dialogs ask how much room they have
_SCREEN.write_text('{"screens": [{"width": 1920, "height": 1080}]}')
if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_SCREEN}"

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer  # noqa: E402 - the home must be set before
from PySide6.QtGui import QAction, QKeyEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget  # noqa: E402

from seqclr_desktop.collection import Collection  # noqa: E402
from seqclr_desktop.errors import UnreadableFileError  # noqa: E402
from seqclr_desktop.jobs.job import Control  # noqa: E402
from seqclr_desktop.jobs.sample_collection import MakeSampleCollection  # noqa: E402
from seqclr_desktop.ui.app import make_application, make_window  # noqa: E402
from seqclr_desktop.ui.background import Background  # noqa: E402
from seqclr_desktop.ui.error_dialogs import show_error  # noqa: E402
from seqclr_desktop.ui.languages import LanguageChoice, put_on  # noqa: E402
from seqclr_desktop.ui.main_window import MainWindow  # noqa: E402
from seqclr_desktop.ui.steps import Step  # noqa: E402
from seqclr_desktop.ui.text import tr  # noqa: E402
from seqclr_desktop.ui.theme import ThemeChoice, theme  # noqa: E402
from seqclr_desktop.ui.training_view.learn_wish import LearnWish  # noqa: E402
from seqclr_desktop.ui.transcription_view.line_field import LineField  # noqa: E402

_SETTLED_S = 0.6
_PATIENCE_S = 10.0


@dataclass(frozen=True)
class Look:
    """One way to see the window."""

    name: str
    theme: ThemeChoice = ThemeChoice.LIGHT
    language: LanguageChoice = LanguageChoice.ENGLISH
    text_factor: float = 1.0


LOOKS = (
    Look("light"),
    Look("dark", theme=ThemeChoice.DARK),
    Look("hebrew", language=LanguageChoice.HEBREW),
    Look("large-text", text_factor=2.0),
    Look("dark-hebrew", ThemeChoice.DARK, LanguageChoice.HEBREW),
    Look("dark-large-text", ThemeChoice.DARK, text_factor=2.0),
    Look("hebrew-large-text", language=LanguageChoice.HEBREW, text_factor=2.0),
    Look("dark-hebrew-large-text", ThemeChoice.DARK, LanguageChoice.HEBREW, 2.0),
)


def main() -> int:
    arguments = _arguments()
    width, height = (int(part) for part in arguments.size.split("x"))
    application = make_application()
    point_size = application.font().pointSizeF()
    original = _collection_to_picture(arguments.collection)
    for look in LOOKS:
        if arguments.only and look.name not in arguments.only:
            continue
        collection = Path(_HOME) / look.name / original.name  # taking pictures writes to it
        shutil.copytree(original, collection)
        _dress(application, look, point_size)
        window = make_window()
        window.resize(width, height)
        window.show()
        _take_all(window, collection, Shooting(arguments.out / look.name))
        _take_empty(window, Path(_HOME) / look.name / "Empty", Shooting(arguments.out / look.name))
        if arguments.learn:
            window.workspace.open_collection(collection)
            _take_learning(window, Shooting(arguments.out / look.name))
        window.close()
        while window.isVisible():  # a training is asked to stop first
            _settle()
        window.deleteLater()
        _settle()
    return 0


def _collection_to_picture(chosen: Path | None) -> Path:
    """The chosen collection, or the sample made anew."""
    if chosen is not None:
        return chosen
    sample = Path(_HOME) / "Sample collection"
    MakeSampleCollection(sample).run(Control())
    return sample


@dataclass
class Shooting:
    """Where the pictures go."""

    folder: Path

    def shoot(self, widget: QWidget, name: str) -> None:
        _settle()
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{name}.png"
        widget.grab().save(str(path))
        print(path)

    def shoot_dialog(self, name: str, open_it: Callable[[], object]) -> None:
        open_it()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog), name
        self.shoot(dialog, name)
        dialog.reject()
        _settle()

    def shoot_menu(self, menu: QMenu, name: str) -> None:
        menu.popup(QPoint(0, 0))
        self.shoot(menu, name)
        menu.close()


def _take_all(window: MainWindow, collection: Path, shooting: Shooting) -> None:
    shooting.shoot(window, "00-start")
    shooting.shoot_dialog("01-new-collection", window.deeds.ask_for_new)
    window.workspace.open_collection(collection)
    for number, step in enumerate(Step, start=1):
        window.go_to(step)
        shooting.shoot(window, f"{number}0-{step.value}")
    for number, menu in enumerate(window.menuBar().findChildren(QMenu)):
        if menu.actions():
            shooting.shoot_menu(menu, f"9{number}-menu")
    _take_lines(window, shooting)
    _take_transcribing(window, shooting)
    _take_finding(window, shooting)
    shooting.shoot_dialog("11-refused-files", window.deeds.show_refusals)
    shooting.shoot_dialog("51-export", window.deeds.show_export)
    shooting.shoot_dialog("71-manual", lambda: window.deeds.do("manual"))
    shooting.shoot_dialog("70-shortcuts", lambda: window.deeds.do("shortcuts"))
    train: Any = window.go_to(Step.TRAIN)
    _settle()
    train.overview.verticalScrollBar().setValue(train.overview.verticalScrollBar().maximum())
    shooting.shoot(window, "41-train-below")
    train.overview.verticalScrollBar().setValue(0)
    train.overview.plan.more.link.click()
    train.overview.ensureWidgetVisible(train.overview.plan.more.voters)
    shooting.shoot(window, "47-train-more-choices")
    train.overview.plan.more.link.click()
    QTimer.singleShot(800, lambda: _shoot_and_close(shooting, "42-splits"))
    train.change_splits()
    QTimer.singleShot(4000, lambda: _shoot_and_close(shooting, "46-views"))
    train.show_gallery()


def _take_empty(window: MainWindow, folder: Path, shooting: Shooting) -> None:
    """What each step says before there is anything, and an error."""
    Collection.create(folder).close()
    window.workspace.open_collection(folder)
    for number, step in enumerate(Step, start=1):
        window.go_to(step)
        shooting.shoot(window, f"8{number}-empty-{step.value}")
    error = UnreadableFileError(
        "The file is no picture.", where="/archive/scans/box 12/page 3.tif", advice="Scan it again, or leave it out."
    )
    shooting.shoot_dialog("86-error", lambda: show_error(error, window))
    shooting.shoot_dialog("87-about", lambda: window.deeds.do("about"))


def _shoot_and_close(shooting: Shooting, name: str) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog), name
    shooting.shoot(dialog, name)
    dialog.reject()


def _take_lines(window: MainWindow, shooting: Shooting) -> None:
    view: Any = window.go_to(Step.LINES)
    view.choice.go_by(+3)
    window.jobs_panel.show()
    shooting.shoot(window, "21-lines-chosen-jobs")
    window.jobs_panel.hide()
    for place in range(view.lists.count()):
        view.lists.setCurrentIndex(place)
        shooting.shoot(window, f"22-lines-list-{place}")


def _take_transcribing(window: MainWindow, shooting: Shooting) -> None:
    view: Any = window.go_to(Step.TRANSCRIBE)
    _settle()
    field = view.findChild(LineField)
    QTest.keyClicks(field, "Et le lendemain il alla")
    field.setSelection(3, 2)
    view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier))
    field.setSelection(6, 9)
    view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier))
    field.deselect()
    shooting.shoot(window, "31-transcribe-marks")
    view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier))
    shooting.shoot(window, "32-transcribe-palette")
    view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier))
    shooting.shoot_dialog("33-history", view.show_history)
    for number, menu in enumerate(view.findChildren(QMenu)):
        if menu.actions():
            shooting.shoot_menu(menu, f"34-transcribe-menu-{number}")
    adjust = next(a for a in view.findChildren(QAction) if a.text() == tr("&Adjust…"))
    shooting.shoot_dialog("35-look", adjust.trigger)
    field.setSelection(6, 9)
    note = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    shooting.shoot_dialog("36-note", lambda: view.keyPressEvent(note))


def _take_finding(window: MainWindow, shooting: Shooting) -> None:
    window.title_row.field.setText("lendemain")
    window.deeds.find("lendemain")
    shooting.shoot(window, "60-find")
    window.deeds.find("zzzzz")
    shooting.shoot(window, "61-find-nothing")
    window.deeds.show_replacing("lendemain")
    shooting.shoot(window, "62-replace")
    window.deeds.leave_finding()


def _take_learning(window: MainWindow, shooting: Shooting) -> None:
    """A short training for real, in its midst and at its end."""
    view: Any = window.go_to(Step.TRAIN)
    view.learn(LearnWish(1, 1))
    shooting.shoot(window, "43-train-begins")
    _wait(100)
    shooting.shoot(window, "44-train-during")
    while not window.workspace.jobs.is_idle:
        _wait(1)
    shooting.shoot(window, "45-train-after")


def _wait(seconds: float) -> None:
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _settle() -> None:
    """Let pictures arrive from the background and layouts come to rest."""
    begin = time.monotonic()
    while time.monotonic() - begin < _PATIENCE_S and _is_asking():
        _wait(0.05)
    _wait(_SETTLED_S)


def _is_asking() -> bool:
    asked = [background for top in QApplication.topLevelWidgets() for background in top.findChildren(Background)]
    return any(background.open_count for background in asked)


def _dress(application: QApplication, look: Look, point_size: float) -> None:
    font = application.font()
    font.setPointSizeF(point_size * look.text_factor)
    application.setFont(font)
    put_on(application, look.language)
    theme().choose(look.theme)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--size", default="1280x800", help="width x height of the window in pixels")
    parser.add_argument("--only", nargs="*", choices=[look.name for look in LOOKS], help="only these looks")
    parser.add_argument("--collection", type=Path, metavar="FOLDER", help="picture a copy of this collection")
    parser.add_argument("--learn", action="store_true", help="also a short training; takes three minutes a look")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
