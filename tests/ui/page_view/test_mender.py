"""What mending leads to, there and back, also while the collection cannot be written to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, PageLines
from seqclr_desktop.ui.page_view.mender import Mender
from tests.builders import PAGE_HEIGHT_PX, PAGE_WIDTH_PX, add_line, collection_with, line_texts, make_line


class KeeperOnADisk:
    """Plays the workspace; while the disk `is_full`, nothing can be changed."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.is_full = False

    def set_page_lines(self, before: PageLines, after: PageLines) -> PageLines | None:
        return None if self.is_full else self.collection.set_page_lines(before, after)

    def turn_page(self, page_id: int, quarters: int = 1) -> bool:
        if not self.is_full:
            self.collection.turn_pages([page_id], quarters)
        return not self.is_full


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[KeeperOnADisk]:
    with collection_with(tmp_path / "c", "one", "two", "three") as collection:
        yield KeeperOnADisk(collection)


@pytest.fixture
def mender(keeper: KeeperOnADisk, qtbot: QtBot) -> Mender:
    """Shows the page, and after each step the page as it then is, as the view does."""
    mender = Mender(keeper)

    def show(page_id: int, _lines: object = ()) -> None:
        mender.show(keeper.collection.page(page_id), keeper.collection.page_lines(page_id))

    mender.done.connect(show)
    show(1)
    return mender


def texts(keeper: KeeperOnADisk) -> list[str]:
    return line_texts(keeper.collection.lines(1))


def test_a_step_that_could_not_be_undone_is_undone_first_the_next_time(mender: Mender, keeper: KeeperOnADisk) -> None:
    mender.delete([1])
    mender.delete([2])
    keeper.is_full = True
    mender.undo_stack.undo()
    assert mender.undo_stack.index() == 2
    assert not mender.undo_stack.canRedo()
    keeper.is_full = False
    mender.undo_stack.undo()
    assert texts(keeper) == ["two", "three"]
    mender.undo_stack.undo()
    assert texts(keeper) == ["one", "two", "three"]


def test_a_step_that_could_not_be_redone_is_redone_first_the_next_time(mender: Mender, keeper: KeeperOnADisk) -> None:
    mender.delete([1])
    mender.delete([2])
    mender.undo_stack.undo()
    mender.undo_stack.undo()
    keeper.is_full = True
    mender.undo_stack.redo()
    assert mender.undo_stack.index() == 0
    assert not mender.undo_stack.canUndo()
    keeper.is_full = False
    mender.undo_stack.redo()
    assert texts(keeper) == ["two", "three"]
    mender.undo_stack.redo()
    assert texts(keeper) == ["three"]


def test_a_page_that_could_not_be_turned_is_not_turned_back(mender: Mender, keeper: KeeperOnADisk) -> None:
    keeper.is_full = True
    mender.turn_page()
    keeper.is_full = False
    assert not mender.undo_stack.canUndo()


def test_a_turn_that_could_not_be_undone_or_redone_is_still_to_be_done(mender: Mender, keeper: KeeperOnADisk) -> None:
    mender.turn_page()
    for deed, rotation in ((mender.undo_stack.undo, 0), (mender.undo_stack.redo, 90)):
        before = keeper.collection.page(1).rotation
        keeper.is_full = True
        deed()
        assert keeper.collection.page(1).rotation == before
        keeper.is_full = False
        deed()
        assert keeper.collection.page(1).rotation == rotation
    assert mender.undo_stack.index() == 1


def test_shapes_stay_on_the_page(mender: Mender, keeper: KeeperOnADisk) -> None:
    mender.change_height([1, 3], 500, 2000)
    first, _, third = keeper.collection.lines(1)
    assert [line.box.top for line in (first, third)] == [0, 0]
    assert [line.box.bottom for line in (first, third)] == [PAGE_HEIGHT_PX, PAGE_HEIGHT_PX]
    mender.give_shape(replace(first, baseline=((-30, 80), (500, -20), (PAGE_WIDTH_PX + 90, 80))))
    assert keeper.collection.line(1).baseline == ((0, 80), (500, 0), (PAGE_WIDTH_PX, 80))


def test_shapes_that_nobody_changes_stay_as_they_came(mender: Mender, keeper: KeeperOnADisk) -> None:
    beyond = add_line(keeper.collection, make_line(3, "four", page_id=1, left=-40, position=3))
    assert beyond.id is not None
    mender.show(keeper.collection.page(1), keeper.collection.page_lines(1))
    mender.move_word([beyond.id - 1, beyond.id], back=True)
    assert keeper.collection.line(beyond.id).baseline[0] == (-40, 320)
