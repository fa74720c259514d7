"""What a training would learn from. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from seqclr_desktop.collection import Share
from seqclr_desktop.document import Split

FEWEST_LINES = 5  # with fewer the job refuses to begin
WORTHWHILE_LINES = 100


@dataclass(frozen=True)
class LearningPlan:
    """The collection as a training sees it."""

    shares: Mapping[Split | None, Share] = field(default_factory=dict)

    def share(self, purpose: Split) -> Share:
        """The pages that serve `purpose`."""
        return self.shares.get(purpose, Share())

    @property
    def undecided(self) -> Share:
        """The pages that have no purpose yet."""
        return self.shares.get(None, Share())

    @property
    def all(self) -> Share:
        parts = self.shares.values()
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
