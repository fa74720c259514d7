"""What a training would learn from, counted from the pages. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from seqclr_desktop.document import Page, Split

FEWEST_LINES = 5  # with fewer the job refuses to begin
WORTHWHILE_LINES = 100


@dataclass(frozen=True)
class Share:
    """The part of the collection that serves one purpose."""

    page_count: int = 0
    line_count: int = 0
    human_count: int = 0


@dataclass(frozen=True)
class LearningPlan:
    """The collection as a training sees it. `undecided` are pages that have no purpose yet."""

    shares: Mapping[Split, Share] = field(default_factory=dict)
    undecided: Share = Share()

    @property
    def all(self) -> Share:
        parts = (*self.shares.values(), self.undecided)
        return Share(
            sum(part.page_count for part in parts),
            sum(part.line_count for part in parts),
            sum(part.human_count for part in parts),
        )

    @property
    def can_begin(self) -> bool:
        return self.all.human_count >= FEWEST_LINES

    @property
    def missing_count(self) -> int:
        """How many more lines must be transcribed before anything can be learnt."""
        return max(FEWEST_LINES - self.all.human_count, 0)


def learning_plan(pages: Sequence[Page]) -> LearningPlan:
    """Count what is there for each purpose."""
    shares = {split: _share([page for page in pages if page.split is split]) for split in Split}
    return LearningPlan(shares, _share([page for page in pages if page.split is None]))


def _share(pages: Sequence[Page]) -> Share:
    return Share(len(pages), sum(page.line_count for page in pages), sum(page.human_count for page in pages))
