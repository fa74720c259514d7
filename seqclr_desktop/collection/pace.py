"""How fast people transcribe here: from the moments at which they left lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from seqclr_desktop.collection.shelf import Shelf

_LONGEST_S = 300  # a longer silence is a pause, not work
_FEWEST_LINES = 10
_NEWEST_LINES = 500


@dataclass(frozen=True)
class Pace:
    """What the newest lines a person typed tell. `line_count` is how many of them were timed."""

    lines_per_hour: float
    letters_per_minute: float
    line_count: int

    @property
    def seconds_a_line(self) -> float:
        return 3600 / self.lines_per_hour


class Paces(Shelf):
    """The speed of transcribing."""

    def pace(self) -> Pace | None:
        """None while too few lines were typed one after another to tell."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT strftime('%s', created_at), length(text) FROM text_versions v
                   WHERE author_kind = 'person' AND text <> '' AND NOT EXISTS
                       (SELECT 1 FROM act_changes c WHERE c.before_id = v.id OR c.after_id = v.id)
                   ORDER BY id DESC LIMIT ?""",
                (_NEWEST_LINES,),
            ).fetchall()
        moments = [(int(moment), length) for moment, length in reversed(rows)]
        timed = [
            (after - before, length)
            for (before, _), (after, length) in pairwise(moments)
            if 0 < after - before <= _LONGEST_S
        ]
        seconds = sum(taken for taken, _ in timed)
        if len(timed) < _FEWEST_LINES:
            return None
        letters = sum(length for _, length in timed)
        return Pace(round(3600 * len(timed) / seconds, 1), round(60 * letters / seconds, 1), len(timed))
