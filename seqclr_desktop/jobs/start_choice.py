"""Which model a fine-tuning starts from: one that was named, or that of several which reads the validation lines best.

A model of many hands is mostly the best start, studying the collection's own pictures may make it better or
worse, and nobody should have to know beforehand. Reading a few lines with each decides it within seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seqclr_desktop.collection import Collection, ModelKind, ModelRecord
from seqclr_desktop.jobs.job import Control

if TYPE_CHECKING:
    import torch

    from seqclr_desktop.training.lines import LabelledLines
    from seqclr_desktop.training.settings import FinetuneSettings

_LINES_READ = 60


@dataclass(frozen=True)
class Start:
    """The model to start from (an empty name: none), and how each one asked read the validation lines (CER, 0–1)."""

    name: str = ""
    scores: dict[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        """A sentence where there was a choice, else nothing."""
        if len(self.scores) < 2:
            return ""
        told = ", ".join(f"“{name}” {100 * cer:.1f} %" for name, cer in self.scores.items())
        return f"Wrong letters before learning to read: {told}; it starts from “{self.name}”."


def possible_starts(collection: Collection, settings: FinetuneSettings, wanted: str = "") -> list[str]:
    """`wanted` alone; else the newest pretrained model and the one that comes with the program.

    Where the settings ask for a network or a decoder of their own, models that can read already, and so
    have theirs, are left out. Raises CollectionError for an unknown name.
    """
    from seqclr_desktop.model.checkpoint import describe_model

    if wanted:
        return [collection.model(wanted).name]
    known: list[ModelRecord] = [*collection.models(ModelKind.PRETRAINED)[:1], *collection.base_models_to_start_from()]
    if settings.asks_for_network:
        known = [model for model in known if describe_model(model.path).alphabet is None]
    return [model.name for model in known]


def best_start(
    collection: Collection, names: Sequence[str], valid: LabelledLines, device: torch.device, control: Control
) -> Start:
    """The one that reads best. One that cannot read yet was made for this collection, and is taken untried."""
    from seqclr_desktop.model.checkpoint import describe_model, load_recognizer
    from seqclr_desktop.training.error_rates import error_rates
    from seqclr_desktop.training.evaluate import read_lines
    from seqclr_desktop.training.lines import spread_over

    if len(names) < 2 or not len(valid):
        return Start(names[0] if names else "")
    paths = {name: collection.model(name).path for name in names}
    first = describe_model(paths[names[0]])
    if first.alphabet is None:
        return Start(names[0])
    chosen = spread_over(len(valid), _LINES_READ)
    scores: dict[str, float] = {}
    for name, path in paths.items():
        if describe_model(path).encoder.height_px != first.encoder.height_px:
            continue  # it wants other pictures
        read: list[tuple[str, str]] = []
        for batch in read_lines(load_recognizer(path).to(device), valid, chosen):
            read += [(valid.texts[index], reading.text) for index, reading in batch]
            control.checkpoint()
        scores[name] = round(error_rates(read).cer, 4)
    return Start(min(scores, key=lambda name: scores[name]), scores)
