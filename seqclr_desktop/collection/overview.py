"""How far the work on a collection is, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from seqclr_desktop.collection.model_record import ModelKind
from seqclr_desktop.collection.shelf import Shelf


@dataclass(frozen=True)
class Overview:
    """The counts behind the five steps.

    `pages_looked_at`: pages whose lines were looked for, came with them or were drawn. `human_count`, `machine_count`:
    lines with such a text; `machine_only_count`: with a machine's and no human's; `checked_count`: whose
    human text was checked. Lines marked unusable are counted like all others, and in `unusable_count`; not so in
    `to_transcribe_count`, the usable lines without a human text.
    """

    page_count: int = 0
    pages_looked_at: int = 0
    line_count: int = 0
    human_count: int = 0
    checked_count: int = 0
    machine_count: int = 0
    machine_only_count: int = 0
    unusable_count: int = 0
    to_transcribe_count: int = 0
    recogniser_count: int = 0
    pretrained_count: int = 0

    @property
    def usable_count(self) -> int:
        """The lines there are to read or transcribe."""
        return self.line_count - self.unusable_count

    @property
    def transcribed_count(self) -> int:
        """Those of the usable lines that have a human text."""
        return self.usable_count - self.to_transcribe_count


# the counts that triggers keep for each page
_COUNTS = (
    "line_count",
    "human_count",
    "checked_count",
    "machine_count",
    "machine_only_count",
    "unusable_count",
    "to_transcribe_count",
)

_LOOKED_AT = "lines_looked_for OR line_count > 0"  # as `Page.needs_search` has it


class Overviews(Shelf):
    """Counts over the whole collection."""

    def overview(self) -> Overview:
        """Cheap enough (a millisecond or two for 100 000 lines) to be asked after every change."""
        sums = ", ".join(f"coalesce(sum({counted}), 0)" for counted in (_LOOKED_AT, *_COUNTS))
        with self._database.reading() as connection:
            page_count, looked_at, *counts = connection.execute(f"SELECT count(*), {sums} FROM pages").fetchone()
            models = dict(connection.execute("SELECT kind, count(*) FROM models GROUP BY kind").fetchall())
        return Overview(
            page_count=page_count,
            pages_looked_at=looked_at,
            recogniser_count=models.get(ModelKind.RECOGNISER.value, 0),
            pretrained_count=models.get(ModelKind.PRETRAINED.value, 0),
            **dict(zip(_COUNTS, counts, strict=True)),
        )
