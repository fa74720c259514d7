"""What an experiment compares: the paper's two protocols, the ways of learning, how many labels and seeds.

*Decoder evaluation* freezes what is contrasted and teaches the rest on it; its control is an encoder of
random weights, frozen as far. *Semi-supervised* teaches the whole network on some of the labels; its
control begins from scratch. Everything but the way of learning is the same (arXiv 2012.10873, section 4).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from seqclr_desktop.errors import TrainingError, UsageError
from seqclr_desktop.model.settings import WHOLE_LINES, Mapping, ProjectionKind
from seqclr_desktop.training.protocols import (
    FROM_BASE,
    MINUTES,
    WHOLE_LINE,
    Beginning,
    Objective,
    Protocol,
    training_count,
)
from seqclr_desktop.training.settings import Budget, FinetuneSettings, PretrainSettings

_MAPPING_WORDS = {
    Mapping.PICTURE: WHOLE_LINE,
    Mapping.ALL: "all frames as one",
    Mapping.WINDOW_COUNT: "fixed number of windows",
    Mapping.WINDOW_WIDTH: "windows of one width",
    Mapping.FRAME: "frames",
}
_LABELS = re.compile(r"^(?:(?P<share>\d+(?:\.\d+)?)\s*%|(?P<count>\d+))$")


@dataclass(frozen=True)
class Arm:
    """A way of learning: without `objective` it is not pretrained, and `begins_with` chance unless told otherwise.

    `name` is what the table calls it, `key` a file name.
    """

    name: str
    key: str
    objective: Objective | None = None
    mapping: Mapping = Mapping.WINDOW_WIDTH
    projection: ProjectionKind = ProjectionKind.MLP
    begins_with: Beginning = Beginning.SCRATCH


@dataclass(frozen=True)
class ExperimentSettings:
    """An experiment. `pretrain` is how every arm is pretrained, but for what is the arm's own, and `finetune` how all
    are taught, each with the budget of one training by itself. Network, device and threads are those of `finetune`.

    `labels` are entries like `5%` or `30`. The first training at each number of labels takes its budget,
    the others as many steps as it did.
    `beginnings` with the base give two rows: the model that comes with the program taught as it is, and the same
    after pretraining goes on from it by the first way asked for. Without scratch there are no others.
    The weights of `pretrain` are those of both tasks together, each 1 where it has none.
    """

    protocol: Protocol = Protocol.SEMI_SUPERVISED
    labels: tuple[str, ...] = ("5%", "10%", "100%")
    mappings: tuple[Mapping, ...] = (Mapping.WINDOW_WIDTH,)
    projections: tuple[ProjectionKind, ...] = (ProjectionKind.MLP,)
    objectives: tuple[Objective, ...] = (Objective.CONTRAST,)
    seed_count: int = 3
    beginnings: tuple[Beginning, ...] = (Beginning.SCRATCH,)
    pretrain: PretrainSettings = field(default_factory=lambda: PretrainSettings(minutes=MINUTES))
    finetune: FinetuneSettings = field(default_factory=lambda: FinetuneSettings(minutes=MINUTES))

    def __post_init__(self) -> None:
        if self.seed_count < 1:
            raise UsageError("At least one seed is needed.")
        if not self.labels:
            raise UsageError("At least one number of labels is needed.")
        if not self.beginnings:
            raise UsageError("Something to begin with is needed: scratch, base or both.")
        for entry in self.labels:
            _matched(entry)
        for arm in self.arms:
            if arm.objective is not None:
                self.pretraining(arm, 0)  # checks features and layers
        if Beginning.BASE in self.beginnings and self.finetune.asks_for_network:
            raise UsageError(
                "The model that comes with the program has a network and a decoder of its own.",
                advice="Leave out the network and the decoder, or the start from that model.",
            )

    @property
    def control(self) -> Arm:
        if Beginning.SCRATCH not in self.beginnings:
            return _BASE_ARM
        if self.protocol is Protocol.DECODER_EVALUATION:
            return Arm("random encoder (control)", "control")
        return Arm("from scratch (control)", "control")

    @property
    def arms(self) -> tuple[Arm, ...]:
        """The control first, then SimCLR, then the others as they were asked for, and what begins with the base."""
        contrasts = [_contrast_arm(objective, m, p) for objective, m, p in self._contrasts()]
        masked = [Arm("hidden strips restored", "masked", Objective.MASKED)] * (Objective.MASKED in self.objectives)
        from_scratch = (self.control, *contrasts, *masked) if Beginning.SCRATCH in self.beginnings else ()
        return (*from_scratch, *self._from_base([*contrasts, *masked]))

    def control_of(self, arm: Arm) -> Arm | None:
        """What the arm is held against: the same beginning without pretraining. The base model as it is is held
        against the start from scratch, where there is one.
        """
        if arm == self.control:
            return None
        is_pretrained_base = arm.begins_with is Beginning.BASE and arm.objective is not None
        return _BASE_ARM if is_pretrained_base else self.control

    def _from_base(self, pretrained: Sequence[Arm]) -> list[Arm]:
        """The model of many hands as it is, and pretrained on by the first way that is not of whole lines."""
        if Beginning.BASE not in self.beginnings:
            return []
        arms = [_BASE_ARM]
        own = [arm for arm in pretrained if arm.mapping not in WHOLE_LINES]
        for arm in [*own, *pretrained][:1]:
            name, key = f"{FROM_BASE}, then {arm.name}", f"base-{arm.key}"
            arms.append(replace(arm, name=name, key=key, begins_with=Beginning.BASE))
        return arms

    def _contrasts(self) -> list[tuple[Objective, Mapping, ProjectionKind]]:
        objectives = [objective for objective in self.objectives if objective is not Objective.MASKED]
        asked = [(o, m, p) for o in objectives for m in self.mappings for p in self.projections]
        simclr = [(Objective.CONTRAST, Mapping.PICTURE, ProjectionKind.MLP)] if objectives else []
        return list(dict.fromkeys([*simclr, *asked]))

    def pretraining(self, arm: Arm, seed: int) -> PretrainSettings:
        """Without checks, which would look at transcribed lines that the arm must not have: its last state is kept."""
        assert arm.objective is not None, "the control is not pretrained"
        contrast_weight, masked_weight = self._weights(arm.objective)
        return replace(
            self.pretrain,
            seed=seed,
            device=self.finetune.device,
            threads=self.finetune.threads,
            preset=self.finetune.preset,
            context_layers=self.finetune.context_layers,
            mapping=arm.mapping,
            projection=arm.projection,
            contrastive_weight=contrast_weight,
            masked_weight=masked_weight,
            checks=0,
        )

    def _weights(self, objective: Objective) -> tuple[float, float]:
        """Of the contrast and of the hidden strips."""
        if objective is Objective.BOTH:
            return self.pretrain.contrastive_weight or 1.0, self.pretrain.masked_weight or 1.0
        return (1.0, 0.0) if objective is Objective.CONTRAST else (0.0, 1.0)

    def finetuning(self, seed: int, steps: int | None = None) -> FinetuneSettings:
        """With `steps` it takes so many, whatever its budget was."""
        budget = {} if steps is None else asdict(Budget(steps=steps))
        return replace(self.finetune, seed=seed, **budget)

    @property
    def training_count(self) -> int:
        """Pretrainings, which serve every number of labels, and the trainings after them."""
        return self.count_for(len(self.labels))

    @property
    def seconds(self) -> float | None:
        """About how long it takes in all; None where steps are counted, of which nobody knows how long they take."""
        to_pretrain, to_read = self.pretrain.budget.minutes, self.finetune.budget.minutes
        if to_pretrain is None or to_read is None:
            return None
        reader_count = self.seed_count * len(self.arms) * len(self.labels)
        return 60 * ((self.training_count - reader_count) * to_pretrain + reader_count * to_read)

    def count_for(self, label_count: int) -> int:
        """The same, for so many different numbers of labels."""
        plain = sum(arm.objective is None for arm in self.arms)
        return training_count(len(self.arms), label_count, self.seed_count, plain)

    def to_record(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        return cls(
            **{
                **record,
                "protocol": Protocol(record["protocol"]),
                "labels": tuple(record["labels"]),
                "mappings": tuple(map(Mapping, record["mappings"])),
                "projections": tuple(map(ProjectionKind, record["projections"])),
                "objectives": tuple(map(Objective, record["objectives"])),
                "beginnings": tuple(map(Beginning, record["beginnings"])),
                "pretrain": PretrainSettings.from_record(record["pretrain"]),
                "finetune": FinetuneSettings.from_record(record["finetune"]),
            }
        )


_BASE_ARM = Arm(FROM_BASE, "base", begins_with=Beginning.BASE)


def label_counts(entries: Sequence[str], available: int, least: int) -> tuple[int, ...]:
    """How many lines each entry means, each once. Raises TrainingError when there are too few or too many."""
    counts = []
    for entry in entries:
        match = _matched(entry)
        count = int(match["count"]) if match["count"] else round(available * float(match["share"]) / 100)
        if count > available:
            raise TrainingError(
                f"{entry} transcribed lines were asked for, but only {available} are there to learn from.",
                advice="Ask for fewer, or transcribe more.",
            )
        if count < least:
            raise TrainingError(
                f"{entry} of {available} transcribed lines are {count}, and learning to read needs at least {least}.",
                advice="Ask for more labels, or transcribe more.",
            )
        counts.append(count)
    return tuple(dict.fromkeys(counts))


def _matched(entry: str) -> re.Match[str]:
    match = _LABELS.match(entry.strip())
    if match is None or (match["share"] and not 0 < float(match["share"]) <= 100):
        raise UsageError(
            f"“{entry}” is no number of labels.", advice="Write shares like 5% (up to 100%), or numbers like 30."
        )
    return match


def _contrast_arm(objective: Objective, mapping: Mapping, projection: ProjectionKind) -> Arm:
    beside = " with hidden strips" if objective is Objective.BOTH else ""
    name = f"{_MAPPING_WORDS[mapping]}, {projection} head{beside}"
    return Arm(name, f"{objective}-{mapping}-{projection}", objective, mapping, projection)
