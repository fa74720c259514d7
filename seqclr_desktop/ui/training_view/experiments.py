"""The experiments of a collection, and the small one that the window offers. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass

from seqclr_desktop.collection import Collection, RunRecord, RunState
from seqclr_desktop.document import Split
from seqclr_desktop.training.enough_lines import LEAST_LINES
from seqclr_desktop.training.protocols import training_count
from seqclr_desktop.ui.training_view.plan import LearningPlan

KIND = "experiment"
MINUTES = 5
_WAYS = 2  # the base model as it is, and after pretraining went on from it
_SMALLER_SHARE = "25%"
_FEWEST_TO_DIVIDE = 8 * LEAST_LINES  # a quarter of these is twice what a training needs


@dataclass(frozen=True)
class QuickExperiment:
    """Semi-supervised, on all transcribed lines and on a quarter of them; `minutes` for each training by itself.

    All begin with the model that comes with the program, as one click on *Learn* does.
    """

    labels: tuple[str, ...] = (_SMALLER_SHARE, "100%")
    minutes: float = MINUTES
    seed_count: int = 3

    @classmethod
    def of(cls, plan: LearningPlan, minutes: float) -> QuickExperiment:
        """Without the quarter where that would be too little to learn from."""
        is_small = plan.share(Split.TRAIN).human_count < _FEWEST_TO_DIVIDE
        return cls(("100%",) if is_small else (_SMALLER_SHARE, "100%"), minutes)

    @property
    def training_count(self) -> int:
        return training_count(_WAYS, len(self.labels), self.seed_count)

    @property
    def seconds(self) -> float:
        """About how long it takes in all."""
        return 60 * self.minutes * self.training_count


def can_compare(plan: LearningPlan) -> bool:
    """Whether there are transcribed lines to learn from and others to test with."""
    return plan.share(Split.TRAIN).human_count >= LEAST_LINES and plan.share(Split.TEST).human_count > 0


@dataclass(frozen=True)
class Experiments:
    """The newest run of a kind of experiment that came to its end, and a newer one that can go on."""

    finished: RunRecord | None = None
    unfinished: RunRecord | None = None

    @classmethod
    def of(cls, collection: Collection, kind: str = KIND) -> Experiments:
        runs = [run for run in collection.runs() if run.kind == kind]
        finished = next((run for run in runs if run.state is RunState.FINISHED), None)
        newer = [run for run in runs if finished is None or run.id > finished.id]
        can_go_on = (RunState.RUNNING, RunState.PAUSED)
        return cls(finished, next((run for run in newer if run.state in can_go_on), None))
