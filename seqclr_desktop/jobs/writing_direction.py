"""Which way the writing of a collection runs: what a person has chosen, and the lines that follow a new choice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from seqclr_desktop.collection import Collection, PageLines
from seqclr_desktop.document import Direction, majority_direction
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.layout.other_direction import running

_SETTING = "direction"  # "ltr" or "rtl"; empty: what most transcribed lines of the collection say


def chosen_direction(collection: Collection) -> Direction | None:
    """What a person has chosen for the collection; None where its texts are to tell."""
    setting = collection.setting(_SETTING)
    return Direction(setting) if setting in tuple(Direction) else None


def choose_direction(collection: Collection, direction: Direction | None) -> None:
    """Keep a choice with the collection. Lines there already follow by `FollowDirection`."""
    collection.set_setting(_SETTING, direction.value if direction is not None else "")


def collection_direction(collection: Collection) -> Direction:
    """The direction chosen for the collection, else that of most of some human texts, else left to right."""
    chosen = chosen_direction(collection)
    if chosen is not None:
        return chosen
    return majority_direction(collection.some_texts())


@dataclass(frozen=True)
class DirectionReport:
    """The collection's `direction`, and how many lines found before run so since this job."""

    direction: Direction
    lines_turned: int


class FollowDirection:
    """Have the lines that were found before the direction was chosen run as the collection's writing does.

    What people wrote, shaped or put into order themselves stays as it is.
    """

    title = "Turn the lines found before"

    def __init__(self, collection_folder: Path) -> None:
        self.collection_folder = collection_folder

    def run(self, control: Control) -> DirectionReport:
        """Raises Cancelled when stopped; finished pages are kept."""
        with Collection.open(self.collection_folder) as collection:
            direction = collection_direction(collection)
            page_ids = [page.id for page in collection.pages() if page.id is not None and page.line_count]
            turned_count = 0
            for done, page_id in enumerate(page_ids, start=1):
                turned_count += _follow(collection, collection.page_lines(page_id), direction)
                control.report(Progress(done, len(page_ids), "pages"))
            return DirectionReport(direction, turned_count)


def _follow(collection: Collection, before: PageLines, direction: Direction) -> int:
    """How many lines of the page were turned."""
    after = before.with_lines(running(before.lines, direction))
    if after == before:
        return 0
    collection.set_page_lines(before, after)
    old = {line.id: line.direction for line in before.lines}
    return sum(line.direction is not old[line.id] for line in after.lines)
