"""What is known of an act that changes many texts, and of what it does to each line."""

from __future__ import annotations

from dataclasses import dataclass

from seqclr_desktop.collection.replacement import Change, changed_text


@dataclass(frozen=True)
class LineChange:
    """What a replacement would do to a line. `number` counts the lines of its page from 1."""

    line_id: int
    page_name: str
    number: int
    text: str
    changes: tuple[Change, ...]
    is_checked: bool

    @property
    def new_text(self) -> str:
        return changed_text(self.text, self.changes)


@dataclass(frozen=True)
class Act:
    """An act as it was made. `undone_at` is empty while it stands; times are UTC in ISO 8601."""

    id: int
    title: str
    made_at: str
    undone_at: str
    line_count: int


@dataclass(frozen=True)
class ActReport:
    """What an act, or taking one back, has done so far of its `line_count` lines.

    `passed_over` lines had another text by then and were left alone.
    """

    act_id: int
    line_count: int
    lines_changed: int = 0
    passed_over: int = 0

    @property
    def lines_done(self) -> int:
        return self.lines_changed + self.passed_over

    @property
    def is_complete(self) -> bool:
        return self.lines_done == self.line_count
