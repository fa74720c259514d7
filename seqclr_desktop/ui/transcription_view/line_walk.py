"""The way through the lines of a collection: what comes next, what still lacks a text. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class LineWalk:
    """All line ids in reading order, and a place among them. Made for 100 000 lines."""

    def __init__(
        self, line_ids: Sequence[int] = (), human_ids: Iterable[int] = (), unusable_ids: Iterable[int] = ()
    ) -> None:
        self._ids = list(line_ids)
        self._place = {line_id: place for place, line_id in enumerate(self._ids)}
        self._human = set(human_ids)
        self._unusable = set(unusable_ids)
        self.current: int | None = None

    @property
    def line_count(self) -> int:
        return len(self._ids)

    @property
    def human_count(self) -> int:
        return len(self._human)

    def __contains__(self, line_id: int | None) -> bool:
        return line_id in self._place

    def first(self) -> int | None:
        return self._ids[0] if self._ids else None

    def neighbour(self, steps: int) -> int | None:
        """The line `steps` after (or before, when negative) the current one, if there is one."""
        if self.current is None:
            return None
        place = self._place[self.current] + steps
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def next_without_text(self) -> int | None:
        """The next usable line that no person has transcribed; after the end it begins at the start again."""
        start = 0 if self.current is None else self._place[self.current] + 1
        return next((line_id for line_id in self._from(start) if self._lacks_text(line_id)), None)

    def note_text(self, line_id: int, has_text: bool) -> None:
        """Keep the counts right without asking the collection again."""
        (self._human.add if has_text else self._human.discard)(line_id)

    def note_unusable(self, line_id: int, is_unusable: bool) -> None:
        (self._unusable.add if is_unusable else self._unusable.discard)(line_id)

    def _from(self, start: int) -> Iterable[int]:
        for place in range(start, len(self._ids)):
            yield self._ids[place]
        for place in range(min(start, len(self._ids))):
            if self._ids[place] != self.current:
                yield self._ids[place]

    def _lacks_text(self, line_id: int) -> bool:
        return line_id not in self._human and line_id not in self._unusable
