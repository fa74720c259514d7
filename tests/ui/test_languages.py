"""The window in another language: words, numbers, direction, and how one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QMenu
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection
from seqclr_desktop.errors import CollectionError, UnreadableFileError
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.problems import PageProblem
from seqclr_desktop.ui.actions import MENUS, Entry
from seqclr_desktop.ui.app import main, make_application
from seqclr_desktop.ui.catalogue import Catalogue, read_catalogue, set_apart
from seqclr_desktop.ui.finding_view.replace_view import ReplaceView
from seqclr_desktop.ui.languages import LanguageChoice, put_on
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.preferences import Preferences
from seqclr_desktop.ui.steps import Step
from seqclr_desktop.ui.text import error_words, in_a_row, problem_words, speak, tr
from seqclr_desktop.ui.training_view.curves import Curves
from seqclr_desktop.ui.training_view.run_panel import RunPanel
from tests.builders import collection_with
from tests.ui.fakes import JobThatWaits


@pytest.fixture
def hebrew(qtbot: QtBot) -> Iterator[QApplication]:
    application = make_application()
    before = QLocale()
    Preferences().language = LanguageChoice.HEBREW
    put_on(application, LanguageChoice.HEBREW)
    yield application
    put_on(application, LanguageChoice.ENGLISH)
    QLocale.setDefault(before)


class MissingTexts(Catalogue):
    """A catalogue that remembers what it was asked for in vain."""

    def __init__(self, real: Catalogue) -> None:
        super().__init__(real.language, real._texts, real._counted)
        self.missing: set[str] = set()

    def plain(self, source: str) -> str | None:
        return self._noted(source, super().plain(source))

    def counted(self, source: str, n: int) -> str | None:
        return self._noted(source, super().counted(source, n))

    def _noted(self, source: str, text: str | None) -> str | None:
        if text is None:
            self.missing.add(source)
        return text


@pytest.mark.parametrize(
    ("device", "told"),
    [
        ("this computer’s processor (1 thread)", "\u2068המעבד של מחשב זה (תהליכון אחד)\u2069 ·"),
        ("this computer’s processor (4 threads)", "\u2068המעבד של מחשב זה (\u20684\u2069 תהליכונים)\u2069 ·"),
        ("NVIDIA H200", "\u2068NVIDIA H200\u2069 ·"),
    ],
)
def test_what_a_training_runs_on_is_told_in_hebrew_and_keeps_its_place(
    hebrew: QApplication, qtbot: QtBot, device: str, told: str
) -> None:
    panel = RunPanel(LineImages(), lambda _ids, _found: None)
    qtbot.addWidget(panel)
    panel.begin(Control(), Curves(device_name=device, lines_per_second=88.4), None)
    assert told in panel.words()


def test_what_is_wrong_with_a_pattern_is_told_in_hebrew(hebrew: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    view = ReplaceView()
    qtbot.addWidget(view)
    with collection_with(tmp_path / "c", "one") as collection:
        view.show_collection(collection)
        view.old.setText("(")
        view.is_pattern.setChecked(True)
        view.show_places()
    assert "אי אפשר להבין את התבנית" in view.sentence()


def test_hebrew_words_run_from_right_to_left_and_qts_own_too(hebrew: QApplication) -> None:
    assert tr("Scans") == "סריקות"
    assert tr("{n} line(s)", 2) == "שתי שורות"
    assert hebrew.layoutDirection() is Qt.LayoutDirection.RightToLeft
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert "Cancel" not in box.button(QDialogButtonBox.StandardButton.Cancel).text()
    assert put_on(hebrew, LanguageChoice.ENGLISH) == "en"
    assert tr("Scans") == "Scans"
    assert hebrew.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_keys_are_called_as_they_are_on_keyboards(hebrew: QApplication) -> None:
    for language in (LanguageChoice.HEBREW, LanguageChoice.ENGLISH):
        put_on(hebrew, language)
        for keys, name in {"Alt+Down": "Alt+↓", "Ctrl+Return": "Ctrl+Enter", "PgUp": "PgUp"}.items():
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            assert shown.replace("\N{LEFT-TO-RIGHT EMBEDDING}", "") == name
            assert shown.isascii() or language is LanguageChoice.HEBREW or "↓" in shown


def test_names_in_a_hebrew_text_do_not_draw_their_neighbours_out_of_order(hebrew: QApplication) -> None:
    assert tr("Model: {name}", name="lettres 1914") == "מודל: \u2068lettres 1914\u2069"


def test_signs_without_letters_stay_in_their_order_in_a_hebrew_text(hebrew: QApplication) -> None:
    assert set_apart("< (1), > (1)") == "\u2066< (1), > (1)\u2069"
    assert [set_apart(value)[0] for value in ("(א)", "(a)", "5")] == ["\u2068"] * 3
    assert set_apart("") == ""


def test_words_in_a_row_begin_at_the_right(hebrew: QApplication) -> None:
    row = in_a_row((tr("{n} line(s)", 3), "", "lettres 1914"))
    assert row == "\u200f\u20683 שורות\u2069 · \u2068lettres 1914\u2069"
    assert in_a_row(("", "")) == ""


def test_an_error_of_another_room_is_told_in_hebrew(hebrew: QApplication) -> None:
    error = CollectionError("There is no line 5 in this collection.", advice="It may have been removed.")
    assert error_words(error) == "אין באוסף זה שורה \u20685\u2069. ייתכן שהוסרה."


def test_what_is_wrong_with_a_page_is_told_in_hebrew(hebrew: QApplication) -> None:
    what, advice = "The PDF is damaged or incomplete.", "Copy it again from where it came from."
    said = problem_words(PageProblem.of("b", UnreadableFileError(what, where="/scans/b.pdf", advice=advice)))
    assert tr(what) != what
    assert said == f"b: /scans/b.pdf: {tr(what)} {tr(advice)}"


def test_every_word_of_the_window_is_looked_up_with_success(
    hebrew: QApplication, make_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    real = read_catalogue("he")
    assert real is not None
    catalogue = MissingTexts(real)
    collection_with(tmp_path / "c", "one", "two", "").close()
    window = make_window()
    speak(catalogue, QLocale("he"))
    window.workspace.open_collection(tmp_path / "c")
    window.workspace.run_job(JobThatWaits())
    for step in Step:
        window.go_to(step)
        QApplication.processEvents()
    window.deeds.do("shortcuts")
    window.deeds.do("about")
    window.deeds.do("export")
    QApplication.processEvents()
    assert catalogue.missing - {JobThatWaits.title} == set()
    speak(real, QLocale("he"))


def test_no_two_entries_of_a_hebrew_menu_share_their_letter(hebrew: QApplication) -> None:
    def marked(entries: tuple[Entry, ...]) -> list[str]:
        texts = [tr(entry.text) for entry in entries if entry.text]
        return sorted(text[text.index("&") + 1] for text in texts)

    for entries in [tuple(Entry("", title) for title in MENUS), *MENUS.values()]:
        assert len(set(marked(entries))) == len(marked(entries)), marked(entries)


def test_choosing_a_language_opens_the_window_anew_in_it_with_its_collection(qtbot: QtBot, tmp_path: Path) -> None:
    Collection.create(tmp_path / "c", "Letters").close()
    application = make_application()
    before = QLocale()
    seen: list[tuple[str, str]] = []

    def window() -> MainWindow:
        return next(top for top in QApplication.topLevelWidgets() if isinstance(top, MainWindow) and top.isVisible())

    def menu() -> str:
        first = window().menuBar().actions()[0].menu()
        assert isinstance(first, QMenu)
        return first.title()

    def choose() -> None:
        window().actions_.action("language_he").trigger()
        QTimer.singleShot(300, look)

    def look() -> None:
        seen.append((menu(), window().windowTitle()))
        window().close()

    QTimer.singleShot(200, choose)
    assert main([str(tmp_path / "c")]) == 0
    assert seen[0][0] == "&קובץ"
    assert seen[0][1].startswith("Letters")
    assert Preferences().language is LanguageChoice.HEBREW
    put_on(application, LanguageChoice.ENGLISH)
    QLocale.setDefault(before)


def test_a_running_job_is_not_stopped_for_a_language(window: MainWindow) -> None:
    window.workspace.run_job(JobThatWaits())
    window.deeds.do("language_he")
    assert window.isVisible()
    assert window.successor is None
    told = [label.text() for top in QApplication.topLevelWidgets() for label in top.findChildren(QLabel)]
    assert any("next opened" in text for text in told)
    assert Preferences().language is LanguageChoice.HEBREW
