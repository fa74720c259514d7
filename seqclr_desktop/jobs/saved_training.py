"""Trainings that are steps of something larger: gone through with their state saved, on some of the lines."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from seqclr_desktop.errors import Cancelled

if TYPE_CHECKING:
    from seqclr_desktop.training.lines import LabelledLines

_SAVE_EVERY_S = 20.0


class SavedTraining(Protocol):
    """A training that can be saved and taken up again (`training.pretrain`, `training.finetune`)."""

    def save(self, path: Path) -> None: ...

    def resume(self, path: Path) -> None: ...

    def run(self) -> Iterator[Any]: ...


def saved_events(training: SavedTraining, state: Path, save_every_s: float = _SAVE_EVERY_S) -> Iterator[Any]:
    """What a training yields, from its state in the file `state` on if there is one; it is saved there now and then."""
    if state.exists():
        training.resume(state)
    saved_at = time.monotonic()
    for event in training.run():
        yield event
        if time.monotonic() - saved_at > save_every_s:
            training.save(state)
            saved_at = time.monotonic()


def follow_saved(training: SavedTraining, state: Path, tell: Callable[[float | None], None]) -> None:
    """Go through a training from its state in the file `state`, if there is one; what it learns is saved there.

    `tell` gets the share that is done, or None where nothing is known of it, and may raise Cancelled;
    then the file stays, and the next start goes on from it.
    """
    try:
        for event in saved_events(training, state):
            tell(getattr(event, "fraction", None))
    except Cancelled:
        training.save(state)
        raise
    state.unlink(missing_ok=True)


def shuffled(count: int, seed: int) -> list[int]:
    """An order of the lines; fewer labels are the beginning of more, so that only the number differs."""
    order = list(range(count))
    random.Random(seed).shuffle(order)
    return order


def only(lines: LabelledLines, indices: Sequence[int]) -> LabelledLines:
    """These lines of `lines`."""
    from seqclr_desktop.training.lines import LabelledLines

    images: Any = lines.images
    return LabelledLines(
        images.only(indices),
        texts=[lines.texts[i] for i in indices],
        directions=[lines.directions[i] for i in indices],
        labels=None if lines.labels is None else [lines.labels[i] for i in indices],
    )
