"""The runs of a collection as the training view needs them. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass

from seqclr_desktop.collection import Collection, RunRecord, RunState
from seqclr_desktop.ui.training_view.curves import Curves, curves_of

_DRAWN_KINDS = ("learn", "finetune", "pretrain")
_ENDED = (RunState.FINISHED, RunState.STOPPED, RunState.FAILED)


@dataclass(frozen=True)
class RunHistory:
    """The newest run that ended, the one before it, and one that was cut off, each with its curves."""

    last: RunRecord | None = None
    last_curves: Curves | None = None
    before_curves: Curves | None = None
    unfinished: RunRecord | None = None
    unfinished_curves: Curves | None = None
    runs: tuple[RunRecord, ...] = ()

    @classmethod
    def of(cls, collection: Collection, known: RunHistory | None = None) -> RunHistory:
        """Read from the record, at most three curves; `known` is given back when no run has changed since."""
        runs = tuple(run for run in collection.runs() if run.kind in _DRAWN_KINDS)
        if known is not None and runs and runs == known.runs:
            return known
        ended = [run for run in runs if run.state in _ENDED]
        cut_off = next((run for run in runs if run.state not in _ENDED), None)
        curves = [curves_of(collection.events(run.id)) for run in ended[:2]]
        return cls(
            last=ended[0] if ended else None,
            last_curves=curves[0] if curves else None,
            before_curves=curves[1] if len(curves) > 1 else None,
            unfinished=cut_off,
            unfinished_curves=curves_of(collection.events(cut_off.id)) if cut_off else None,
            runs=runs,
        )
