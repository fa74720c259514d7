"""Pictures of every view, made from the bundled sample: light, dark, in Hebrew, and with text twice as large.

    python tests/screenshots.py OUT [--size 1280x800] [--only light]

Without a display: `QT_QPA_PLATFORM=offscreen`, or under `xvfb-run` for what a person really sees.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

_HOME = tempfile.mkdtemp(prefix="screenshots-")
os.environ.setdefault("SEQCLR_DESKTOP_HOME", _HOME)

from PySide6.QtCore import QEventLoop  # noqa: E402 - the home must be set before
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from seqclr_desktop.jobs.job import Control  # noqa: E402
from seqclr_desktop.jobs.sample_collection import MakeSampleCollection  # noqa: E402
from seqclr_desktop.ui.app import make_application, make_window  # noqa: E402
from seqclr_desktop.ui.background import Background  # noqa: E402
from seqclr_desktop.ui.languages import LanguageChoice, put_on  # noqa: E402
from seqclr_desktop.ui.main_window import MainWindow  # noqa: E402
from seqclr_desktop.ui.steps import Step  # noqa: E402
from seqclr_desktop.ui.theme import ThemeChoice, theme  # noqa: E402

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
)


def main() -> int:
    arguments = _arguments()
    width, height = (int(part) for part in arguments.size.split("x"))
    application = make_application()
    point_size = application.font().pointSizeF()
    sample = Path(_HOME) / "Sample collection"
    MakeSampleCollection(sample).run(Control())
    for look in LOOKS:
        if arguments.only and look.name not in arguments.only:
            continue
        _dress(application, look, point_size)
        window = make_window()
        window.resize(width, height)
        window.show()
        _take_all(window, sample, arguments.out / look.name)
        window.close()
        window.deleteLater()
        _settle()
    return 0


def _take_all(window: MainWindow, sample: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _shoot(window, folder / "0-start.png")
    window.workspace.open_collection(sample)
    for number, step in enumerate(Step, start=1):
        try:
            window.go_to(step)
        except ImportError as error:
            print(f"{step}: {error}", file=sys.stderr)
            continue
        _shoot(window, folder / f"{number}-{step.value}.png")
    window.go_to(Step.LINES)
    window.views.view(Step.LINES).choose_line_by(+3)  # type: ignore[attr-defined]
    window.jobs_panel.show()
    _shoot(window, folder / "6-lines-chosen-jobs.png")
    window.jobs_panel.hide()
    for name, deed in _dialogs(window).items():
        _shoot_dialog(deed, folder / f"{name}.png")


def _dialogs(window: MainWindow) -> dict[str, Callable[[], object]]:
    return {
        "7-new-collection": window.deeds.ask_for_new,
        "8-refused-files": window.deeds.show_refusals,
        "9-export": window.deeds.show_export,
    }


def _shoot_dialog(open_it: Callable[[], object], path: Path) -> None:
    try:
        open_it()
    except ImportError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        _shoot(dialog, path)
        dialog.close()
        _settle()


def _shoot(widget: QWidget, path: Path) -> None:
    _settle()
    widget.grab().save(str(path))
    print(path)


def _settle() -> None:
    """Let pictures arrive from the background and layouts come to rest."""
    begin = time.monotonic()
    while (waited := time.monotonic() - begin) < _SETTLED_S or (waited < _PATIENCE_S and _is_asking()):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


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
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
