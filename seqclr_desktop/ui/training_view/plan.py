"""What a training would learn from. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from seqclr_desktop.collection import Share
from seqclr_desktop.document import Split
from seqclr_desktop.training.enough_lines import LEAST_LINES, LEAST_TO_LEARN_FROM

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
        return not self.missing_count and not self.missing_to_learn_from

    @property
    def missing_count(self) -> int:
        """How many more lines must be transcribed, on whatever pages, before anything can be learnt."""
        return max(LEAST_LINES - self.all.human_count, 0)

    @property
    def missing_to_learn_from(self) -> int:
        """How many more must be transcribed on pages to learn from, those without a purpose being counted as such.

        Where no page watches the learning, one of their lines does.
        """
        least = LEAST_TO_LEARN_FROM + (not self.share(Split.VALID).human_count)
        return max(least - self.share(Split.TRAIN).human_count - self.undecided.human_count, 0)
