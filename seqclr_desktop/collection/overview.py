"""How far the work on a collection is, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from seqclr_desktop.collection.models import ModelKind
from seqclr_desktop.collection.shelf import Shelf


@dataclass(frozen=True)
class Overview:
    """The counts behind the five steps.

    `pages_looked_at`: pages whose lines were looked for or came with them. `human_count`, `machine_count`:
    lines with such a text; `machine_only_count`: with a machine's and no human's; `checked_count`: whose
    human text was checked. Lines marked unusable are counted like all others, and in `unusable_count`.
    """

    page_count: int = 0
    pages_looked_at: int = 0
    line_count: int = 0
    human_count: int = 0
    checked_count: int = 0
    machine_count: int = 0
    machine_only_count: int = 0
    unusable_count: int = 0
    recogniser_count: int = 0
    pretrained_count: int = 0


# grouped in the order of the index `lines_by_state`, so that nothing is sorted and no row is opened
_LINES_BY_STATE = """SELECT text_state, has_machine, is_unusable, count(*) FROM lines WHERE is_removed = 0
    GROUP BY text_state, has_machine, is_unusable"""


class Overviews(Shelf):
    """Counts over the whole collection."""

    def overview(self) -> Overview:
        """Cheap enough (some milliseconds for 100 000 lines) to be asked after every change."""
        with self._database.reading() as connection:
            states = connection.execute(_LINES_BY_STATE).fetchall()
            page_count, looked_at = connection.execute(
                "SELECT count(*), coalesce(sum(lines_looked_for), 0) FROM pages"
            ).fetchone()
            models = dict(connection.execute("SELECT kind, count(*) FROM models GROUP BY kind").fetchall())
        return Overview(
            page_count=page_count,
            pages_looked_at=looked_at,
            line_count=sum(count for *_, count in states),
            human_count=sum(count for text, _, _, count in states if text),
            checked_count=sum(count for text, _, _, count in states if text == 2),
            machine_count=sum(count for _, machine, _, count in states if machine),
            machine_only_count=sum(count for text, machine, _, count in states if machine and not text),
            unusable_count=sum(count for _, _, unusable, count in states if unusable),
            recogniser_count=models.get(ModelKind.RECOGNISER.value, 0),
            pretrained_count=models.get(ModelKind.PRETRAINED.value, 0),
        )
