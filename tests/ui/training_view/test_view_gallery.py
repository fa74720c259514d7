"""The gallery of views: pairs with their windows, sliders that change them, a choice that is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection
from seqclr_desktop.errors import StorageError
from seqclr_desktop.jobs.chosen_views import kept_ranges
from seqclr_desktop.training.shown_views import ShownView, ShownWindow, ViewPair
from seqclr_desktop.ui.training_view.gallery_maker import LINES_SHOWN
from seqclr_desktop.ui.training_view.view import TrainingView
from seqclr_desktop.ui.training_view.view_gallery import ViewGallery
from seqclr_desktop.ui.training_view.view_picture import ViewPicture
from tests.jobs.learning import sample_of


def a_pair(width: int = 80) -> ViewPair:
    """Four windows of 20 pixels, of which the last holds no ink; the second view begins one window later."""
    image = np.zeros((40, width), np.uint8)
    image[10:30, :60] = 255
    first = tuple(ShownWindow(number, 20 * number, 20 * number + 20) for number in range(4))
    second = tuple(ShownWindow(number, 20 * number - 20, 20 * number) for number in range(1, 4))
    return ViewPair(5, ShownView(image, first), ShownView(image, second), frozenset({1, 2}), frozenset({3}))


class PairsByRequest:
    """Plays the maker; remembers what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[Mapping[str, float], int, int]] = []

    def __call__(self, ranges: Mapping[str, float], lines: int, views: int) -> list[ViewPair]:
        self.asked.append((dict(ranges), lines, views))
        return [a_pair(), a_pair(120)]


@pytest.fixture
def maker() -> PairsByRequest:
    return PairsByRequest()


@pytest.fixture
def gallery(qtbot: QtBot, maker: PairsByRequest) -> ViewGallery:
    return opened(qtbot, maker)


def opened(qtbot: QtBot, maker: PairsByRequest, values: Mapping[str, float] | None = None) -> ViewGallery:
    dialog = ViewGallery(maker, values or {})
    qtbot.addWidget(dialog, before_close_func=lambda widget: widget.done(0))
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog.pictures) == 2)
    return dialog


def test_it_shows_pairs_and_says_how_many_windows_are_compared(gallery: ViewGallery) -> None:
    assert "4 windows are compared here; 2 hold too little ink" in gallery.words()


def test_a_slider_draws_the_pairs_anew_with_its_value(
    qtbot: QtBot, gallery: ViewGallery, maker: PairsByRequest
) -> None:
    gallery.sliders["slant"].set_value(0.8)
    qtbot.waitUntil(lambda: len(maker.asked) == 2)
    assert maker.asked[-1][0]["slant"] == 0.8
    assert maker.asked[-1][1:] == (0, 0)


def test_other_lines_and_other_views_can_be_had(qtbot: QtBot, gallery: ViewGallery, maker: PairsByRequest) -> None:
    qtbot.mouseClick(gallery.other_lines, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(gallery.other_views, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: maker.asked[-1][1:] == (1, 1))


def test_what_was_chosen_before_is_set_and_standard_values_bring_back_the_rest(
    qtbot: QtBot, maker: PairsByRequest
) -> None:
    dialog = opened(qtbot, maker, {"slant": 0.6})
    assert dialog.chosen == {"slant": 0.6}
    qtbot.mouseClick(dialog.standard, Qt.MouseButton.LeftButton)
    assert dialog.chosen == {}


def test_the_pointer_marks_a_window_in_both_views(qtbot: QtBot, gallery: ViewGallery) -> None:
    picture = gallery.pictures[0]
    heard: list[int] = []
    picture.window_chosen.connect(heard.append)
    scale = picture._box(0).height() / 40
    qtbot.mouseMove(picture, QPoint(round(30 * scale), 10))
    assert picture.chosen == 1
    below = round(picture._box(1).top()) + 5
    qtbot.mouseMove(picture, QPoint(round(30 * scale), below))
    assert picture.chosen == 2  # the second view shows the line from its second window on
    assert heard == [1, 2]


def test_arrow_keys_walk_through_the_windows(qtbot: QtBot, gallery: ViewGallery) -> None:
    picture = gallery.pictures[0]
    picture.setFocus()
    for _ in range(2):
        qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert picture.chosen == 1
    for _ in range(5):
        qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert picture.chosen == 3
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    assert picture.chosen == 2


def test_windows_that_are_left_out_are_faded(qtbot: QtBot) -> None:
    picture = ViewPicture(a_pair())
    qtbot.addWidget(picture)
    picture.resize(80, picture.heightForWidth(80))
    shown = picture.grab().toImage()
    contrasted, left_out = (shown.pixelColor(x, 20).lightness() for x in (30, 10))
    assert contrasted < left_out  # both are black ink on the line


def test_an_error_is_told_in_its_place(qtbot: QtBot) -> None:
    def broken(ranges: Mapping[str, float], lines: int, views: int) -> list[ViewPair]:
        raise StorageError("The disk is full.", advice="Make room.")

    dialog = ViewGallery(broken, {})
    qtbot.addWidget(dialog, before_close_func=lambda widget: widget.done(0))
    qtbot.waitUntil(lambda: "The disk is full. Make room." in dialog.words())


def test_it_can_be_closed_while_views_are_on_their_way(qtbot: QtBot, maker: PairsByRequest) -> None:
    dialog = ViewGallery(maker, {})
    qtbot.addWidget(dialog)
    dialog.reject()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_from_the_card_to_real_views_and_back_to_what_the_next_pretraining_takes(qtbot: QtBot, tmp_path: Path) -> None:
    with Collection.open(sample_of(tmp_path, 2)) as collection:
        view = TrainingView()
        qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
        view.show_collection(collection)
        looking = QTimer(view, interval=50)
        shown: list[int] = []

        def use_what_is_shown() -> None:
            dialog = view.findChild(ViewGallery)
            if dialog is not None and dialog.pictures:
                looking.stop()
                shown.append(len(dialog.pictures))
                dialog.sliders["slant"].set_value(0.7)
                dialog.accept()

        looking.timeout.connect(use_what_is_shown)
        looking.start()
        view.overview.plan._views.click()
        assert shown == [LINES_SHOWN]
        assert kept_ranges(collection) == {"slant": 0.7}
        assert not view.overview.plan._views_about.isHidden()
        view.show_collection(None)
