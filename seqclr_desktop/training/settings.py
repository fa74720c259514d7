"""What a person or a script can choose about learning. Each field states its default, bounds and meaning once."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, ClassVar, Self

from seqclr_desktop.errors import UsageError
from seqclr_desktop.model.settings import WHOLE_LINES, DecoderKind, FeatureKind, Mapping, ProjectionKind
from seqclr_desktop.training.view_settings import FOR_FINETUNING, FOR_PRETRAINING, AugmentationSettings

_LONGEST_MINUTES = 60 * 24 * 30
_MOST_CONTEXT_LAYERS = 4
_LAST_SEED = 2**32 - 1
MOST_VOTERS = 5
_MOST_PREPARATION = 0.9  # of the time
_MOST_WINDOWS, _NARROWEST_HEIGHTS = 1000, 0.05  # more or narrower ones hold no letters and fill the memory


class ViewKind(StrEnum):
    """Which list of changes makes two views: the one for lines, or the published one for word pictures."""

    LINES = "lines"
    WORDS = "words"


class Negatives(StrEnum):
    """What a window is told apart from: all windows of the batch as in the paper, or the others of its own line."""

    BATCH = "batch"
    LINE = "line"


@dataclass(frozen=True)
class TrainingSettings:
    """What both kinds of learning share.

    `minutes` of wall-clock time, `steps`, or `epochs` over the lines; the first of them that is given counts,
    and without any there is a default time. `device` is `auto`, `cpu`, `cuda` or `mps`; `threads` None leaves a
    core to the window where there are more than two; `preset` is `auto`, `small`, `base` or `paper`, and
    `context_layers` another number of BiLSTM layers than it has. `seed` decides every random choice.
    `augmentation` is how lines are changed while they are learned from.
    """

    minutes: float | None = None
    epochs: int | None = None
    steps: int | None = None
    seed: int = 0
    device: str = "auto"
    threads: int | None = None
    preset: str = "auto"
    context_layers: int | None = None
    augmentation: AugmentationSettings = FOR_FINETUNING

    default_minutes: ClassVar[float] = 10
    choices: ClassVar[dict[str, type[StrEnum]]] = {}  # fields that are one of a few words

    def __post_init__(self) -> None:
        if self.minutes is not None and not 0 < self.minutes <= _LONGEST_MINUTES:
            raise UsageError("The time to learn must be more than nothing and less than a month.")
        if self.epochs is not None and self.epochs < 1:
            raise UsageError("At least one epoch is needed.")
        if self.steps is not None and self.steps < 1:
            raise UsageError("At least one step is needed.")
        if not 0 <= self.seed <= _LAST_SEED:
            raise UsageError(f"The seed must be a whole number from 0 to {_LAST_SEED}.")
        if self.threads is not None and self.threads < 1:
            raise UsageError("At least one thread is needed.")
        if self.context_layers is not None and not 0 <= self.context_layers <= _MOST_CONTEXT_LAYERS:
            raise UsageError(f"There may be no BiLSTM layer or up to {_MOST_CONTEXT_LAYERS}.")

    @property
    def budget(self) -> Budget:
        """What `minutes`, `steps` and `epochs` come to."""
        if self.minutes is not None:
            return Budget(minutes=self.minutes)
        if self.steps is not None:
            return Budget(steps=self.steps)
        return Budget(epochs=self.epochs) if self.epochs is not None else Budget(minutes=self.default_minutes)

    @property
    def asks_for_network(self) -> bool:
        """Whether a certain network is wanted rather than the one that suits machine and collection."""
        return self.preset != "auto" or self.context_layers is not None

    def to_record(self) -> dict[str, Any]:
        """Plain JSON values; `from_record` of the same class reads them."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        values = {**record, "augmentation": AugmentationSettings(**record["augmentation"])}
        values.update({name: kind(values[name]) for name, kind in cls.choices.items() if name in values})
        return cls(**values)


@dataclass(frozen=True)
class PretrainSettings(TrainingSettings):
    """Learning from pictures alone; ten minutes unless told otherwise.

    `batch_lines` lines are contrasted with each other at a time: their `features`, through a `projection`, cut
    as `mapping` says into windows of `window_heights` line heights (half a height holds one to three letters)
    or `window_count` windows, `temperature` as in the paper. Few lines, since within minutes many steps teach
    more than many negatives. The `negatives` are those of all these lines; where many hands are learned, those
    of the same line teach more, because others are told apart without knowing letters. Whole lines always have
    those of the batch. Windows with less than `least_ink` (share of area) are left out. Views are made by the
    list of `views`, and on lines cut by up to `crop_share` of their width, so that the place in the line does
    not give the twin away.

    `contrastive_weight` and `masked_weight` mix the two tasks; `masked_share` of the strips are hidden.

    It is looked at from the side `checks` times at most; on up to `probe_lines` transcribed lines small
    readers tell which of those states is the best, and that one is kept (0: the last one is).

    When it goes on from a model, the learning rate is `continued_rate` of what it is from chance.
    """

    batch_lines: int = 6
    learning_rate: float = 2e-3
    continued_rate: float = 0.1
    weight_decay: float = 1e-4
    temperature: float = 0.1
    window_heights: float = 0.5
    least_ink: float = 0.02
    crop_share: float = 0.3
    augmentation: AugmentationSettings = FOR_PRETRAINING
    features: FeatureKind = FeatureKind.VISUAL
    projection: ProjectionKind = ProjectionKind.MLP
    mapping: Mapping = Mapping.WINDOW_WIDTH
    window_count: int = 5
    views: ViewKind = ViewKind.LINES
    negatives: Negatives = Negatives.BATCH
    contrastive_weight: float = 1.0
    masked_weight: float = 0.0
    masked_share: float = 0.5
    checks: int = 8
    probe_lines: int = 64

    default_minutes: ClassVar[float] = 10
    choices: ClassVar[dict[str, type[StrEnum]]] = {
        "features": FeatureKind, "projection": ProjectionKind, "mapping": Mapping, "views": ViewKind,
        "negatives": Negatives,
    }  # fmt: skip

    def __post_init__(self) -> None:
        super().__post_init__()
        weights = (self.contrastive_weight, self.masked_weight)
        if min(weights) < 0 or max(weights) <= 0:
            raise UsageError("The weights of the two tasks must not be below nothing, and one of them above it.")
        if not 0 < self.masked_share < 1:
            raise UsageError("The share of hidden strips must lie between 0 and 1.")
        if self.checks < 0 or self.probe_lines < 0:
            raise UsageError("Checks and lines for them cannot be fewer than none.")
        if not 1 <= self.window_count <= _MOST_WINDOWS:
            raise UsageError(f"A line must be cut into one to {_MOST_WINDOWS} windows.")
        if self.window_heights < _NARROWEST_HEIGHTS:
            raise UsageError(f"Windows must be at least {_NARROWEST_HEIGHTS} line heights wide.")
        if self.mapping in WHOLE_LINES and self.contrastive_weight > 0 and self.batch_lines < 2:
            raise UsageError(
                "A whole line is contrasted with other lines, and there is only one at a time.",
                advice="Take more lines at a time, or contrast windows.",
            )
        if self.features is FeatureKind.CONTEXTUAL and self.context_layers == 0:
            raise UsageError(
                "Contextual features come from the BiLSTM, and it was left out.",
                advice="Contrast the visual features, or keep a BiLSTM layer.",
            )


@dataclass(frozen=True)
class SelfTrainingSettings:
    """How a reader teaches itself on lines nobody transcribed (`training.self_training`).

    In each of the `rounds`, from `first_round` to `last_round` of the time (shares of it), the lines are read
    anew, but not before the transcribed ones have been gone through `least_passes` times. Learned from are
    letters that are `sure_enough` (probability after calibration), on lines of which at least `least_share` is.
    From then on `own_share` of the steps learn from them, with `spans` of their columns wiped out.
    """

    rounds: int = 3
    first_round: float = 0.25
    last_round: float = 0.7
    least_passes: int = 20
    sure_enough: float = 0.8
    least_share: float = 0.4
    own_share: float = 0.5
    spans: float = 0.3

    def __post_init__(self) -> None:
        if self.rounds < 1 or not 0 <= self.first_round <= self.last_round < 1:
            raise UsageError("Self-training needs at least one round, begun before the time is over.")
        if self.least_passes < 0:
            raise UsageError("The transcribed lines cannot be gone through fewer times than never.")
        shares = (self.sure_enough, self.least_share, self.own_share, self.spans)
        if min(shares) < 0 or max(shares) >= 1:
            raise UsageError("The shares of self-training must lie between 0 and 1.")


@dataclass(frozen=True)
class FinetuneSettings(TrainingSettings):
    """Learning to read from transcribed lines; twenty minutes unless told otherwise.

    `encoder_rate` is the learning rate of the encoder as a share of the decoder's. `averaging` is the
    memory of the running mean of the weights (0 takes the weights as they are); the mean is what is
    validated and kept. `validations` is how often the validation lines are read at most. The
    augmentation begins at `gentle_start` of its strength and reaches it halfway. `decoder` is how letters
    are spelled; one with attention may learn CTC beside it with the weight `ctc_auxiliary`. A model to
    start from that can read already keeps its own decoder, and the learning rate is `continued_rate` of
    what it is otherwise; with `mixes` it is mixed with what it has learned (`model.mixture`), as much of each as
    reads the validation lines best. With `self_training` it learns from its own readings too, where there are lines
    for that; None is without.
    Of several `voters` each learns for its share of the minutes (`training.folds`), and they vote (`model.voters`).
    """

    batch_lines: int = 4
    learning_rate: float = 2e-3
    continued_rate: float = 0.5
    weight_decay: float = 1e-2
    encoder_rate: float = 1.0
    averaging: float = 0.995
    validations: int = 20
    gentle_start: float = 0.4
    decoder: DecoderKind = DecoderKind.CTC
    ctc_auxiliary: float = 0.0
    mixes: bool = True
    self_training: SelfTrainingSettings | None = field(default_factory=SelfTrainingSettings)
    voters: int = 1

    default_minutes: ClassVar[float] = 20
    choices: ClassVar[dict[str, type[StrEnum]]] = {"decoder": DecoderKind}

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.voters <= MOST_VOTERS:
            raise UsageError(f"There may be one reader or up to {MOST_VOTERS} that vote.")
        if self.ctc_auxiliary < 0:
            raise UsageError("The weight of the CTC loss must not be below nothing.")
        if self.ctc_auxiliary > 0 and self.decoder is DecoderKind.CTC:
            raise UsageError(
                "A CTC loss beside the decoder is for the decoder with attention.",
                advice="Choose the decoder “attention”, or leave the CTC loss out.",
            )

    def switched(
        self, *, self_training: bool = True, mixing: bool = True, augmentation: bool = True, averaging: bool = True
    ) -> Self:
        """The same without what is switched off."""
        off: dict[str, Any] = {}
        if not self_training:
            off["self_training"] = None
        if not mixing:
            off["mixes"] = False
        if not augmentation:
            off["augmentation"] = self.augmentation.scaled(0)
        if not averaging:
            off["averaging"] = 0.0
        return replace(self, **off)

    @property
    def asks_for_network(self) -> bool:
        return super().asks_for_network or self.decoder is not DecoderKind.CTC

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        kept = record.get("self_training")
        return super().from_record({**record, "self_training": SelfTrainingSettings(**kept) if kept else None})


@dataclass(frozen=True)
class Budget:
    """How long to learn: exactly one of `minutes`, `epochs` and `steps` is given."""

    minutes: float | None = None
    epochs: int | None = None
    steps: int | None = None

    def __str__(self) -> str:
        amounts = ((self.minutes, "minutes"), (self.epochs, "epochs"), (self.steps, "steps"))
        return next(f"{amount:.10g} {unit}" for amount, unit in amounts if amount is not None)

    def step_total(self, steps_per_epoch: int) -> int:
        """How many steps it is; a step at least, which is also what minutes are, being counted otherwise."""
        return max(self.steps or (self.epochs or 0) * steps_per_epoch, 1)

    def counted_s(self, preparation_s: float) -> float:
        """How much of a preparation counts: whatever it took, some of the time is left to learn in."""
        return preparation_s if self.minutes is None else min(preparation_s, _MOST_PREPARATION * 60 * self.minutes)
