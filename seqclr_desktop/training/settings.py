"""What a person or a script can choose about learning. Each field states its default, bounds and meaning once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

from seqclr_desktop.errors import UsageError
from seqclr_desktop.training.augmentation import FOR_FINETUNING, FOR_PRETRAINING, AugmentationSettings

_LONGEST_MINUTES = 60 * 24 * 30


@dataclass(frozen=True)
class TrainingSettings:
    """What both kinds of learning share.

    `minutes` of wall-clock time or `epochs` over the lines; minutes win when both are given, and with
    neither there is a default time. `device` is `auto`, `cpu`, `cuda` or `mps`; `threads` None leaves a
    core to the window where there are more than two; `preset` is `auto`, `small` or `base`. `seed`
    decides every random choice. `augmentation` is how lines are changed while they are learned from.
    """

    minutes: float | None = None
    epochs: int | None = None
    seed: int = 0
    device: str = "auto"
    threads: int | None = None
    preset: str = "auto"
    augmentation: AugmentationSettings = FOR_FINETUNING

    default_minutes: ClassVar[float] = 10

    def __post_init__(self) -> None:
        if self.minutes is not None and not 0 < self.minutes <= _LONGEST_MINUTES:
            raise UsageError("The time to learn must be more than nothing and less than a month.")
        if self.epochs is not None and self.epochs < 1:
            raise UsageError("At least one epoch is needed.")
        if self.threads is not None and self.threads < 1:
            raise UsageError("At least one thread is needed.")

    @property
    def budget(self) -> Budget:
        """What `minutes` and `epochs` come to."""
        if self.minutes is not None:
            return Budget(minutes=self.minutes)
        return Budget(epochs=self.epochs) if self.epochs is not None else Budget(minutes=self.default_minutes)

    def to_record(self) -> dict[str, Any]:
        """Plain JSON values; `from_record` of the same class reads them."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        return cls(**{**record, "augmentation": AugmentationSettings(**record["augmentation"])})


@dataclass(frozen=True)
class PretrainSettings(TrainingSettings):
    """Learning from pictures alone; ten minutes unless told otherwise.

    `batch_lines` lines are contrasted with each other at a time, in windows of `window_heights` line
    heights (half a height holds one to three letters), `temperature` as in the paper. Windows with less
    than `least_ink` (share of area) are left out. Views are cut by up to `crop_share` of their width, so
    that the place in the line does not give the twin away.
    """

    batch_lines: int = 24
    learning_rate: float = 1e-3
    weight_decay: float = 1e-4
    temperature: float = 0.1
    window_heights: float = 0.5
    least_ink: float = 0.02
    crop_share: float = 0.3
    augmentation: AugmentationSettings = FOR_PRETRAINING

    default_minutes: ClassVar[float] = 10


@dataclass(frozen=True)
class FinetuneSettings(TrainingSettings):
    """Learning to read from transcribed lines; twenty minutes unless told otherwise.

    `encoder_rate` is the learning rate of the encoder as a share of the decoder's. `averaging` is the
    memory of the running mean of the weights (0 takes the weights as they are); the mean is what is
    validated and kept. `validations` is how often the validation lines are read at most. The
    augmentation begins at `gentle_start` of its strength and reaches it halfway.
    """

    batch_lines: int = 4
    learning_rate: float = 2e-3
    weight_decay: float = 1e-2
    encoder_rate: float = 1.0
    averaging: float = 0.995
    validations: int = 20
    gentle_start: float = 0.4

    default_minutes: ClassVar[float] = 20


@dataclass(frozen=True)
class Budget:
    """How long to learn: exactly one of `minutes` and `epochs` is given."""

    minutes: float | None = None
    epochs: int | None = None
