"""Which lines teach at which step of a fine-tuning: transcribed ones, and by turns those a reader labelled itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from seqclr_desktop.document import Direction
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.text_order import to_visual
from seqclr_desktop.training.label_checks import lines_to_leave_out, refuse_hopeless, refuse_unusable
from seqclr_desktop.training.lines import BatchOrder, LabelledLines, LineImages
from seqclr_desktop.training.self_training import SelfTraining, UnlabelledLines
from seqclr_desktop.training.settings import FinetuneSettings
from seqclr_desktop.training.view_settings import AugmentationSettings


@dataclass(frozen=True)
class Lesson:
    """What one step learns from: places in `images`, what stands there, and how far it is changed."""

    images: LineImages
    places: Sequence[int]
    targets: Sequence[list[int]]
    augmentation: AugmentationSettings


class Lessons:
    """The lessons of one training. `left_out` are transcribed lines that cannot be learned from, with the reasons.

    `own` are the lines it labels itself, None where it is not to do that or there are none.
    """

    def __init__(
        self,
        recognizer: Recognizer,
        train: LabelledLines,
        unlabelled: UnlabelledLines | None,
        settings: FinetuneSettings,
    ) -> None:
        """Raises TrainingError when nothing can be learned from the lines."""
        self._recognizer = recognizer
        self._settings = settings
        self._images = train.images
        labels = train.labels or train.texts
        self._targets = [self._target(*line) for line in zip(labels, train.directions, strict=True)]
        self.left_out = lines_to_leave_out(train, self._targets, self._has_room)
        left_out = {index for _, indices in self.left_out for index in indices}
        self._usable = [index for index in range(len(train)) if index not in left_out]
        refuse_unusable(len(train), self.left_out)
        refuse_hopeless([train.texts[index] for index in self._usable])
        widths = [train.images.width_px(index) for index in self._usable]
        self._order = BatchOrder(widths, settings.batch_lines, settings.seed)
        self.own: SelfTraining | None = None
        if settings.self_training is not None and unlabelled is not None and len(unlabelled):
            self.own = SelfTraining(
                unlabelled, settings.self_training, settings.batch_lines, settings.seed, self._target, self._has_room
            )

    @property
    def batches_per_epoch(self) -> int:
        """Of the transcribed lines."""
        return self._order.batches_per_epoch

    def passes(self, step: int) -> float:
        """How often the transcribed lines have been gone through before this step."""
        return self._transcribed_steps(step) / self.batches_per_epoch

    def next(self, step: int, fraction: float) -> Lesson:
        """The lesson of a step, when `fraction` of the schedule is done. To be asked for once a step, in order."""
        own = self._own_lesson(step)
        if own is not None:
            return own
        places = [self._usable[place] for place in self._order.batch(self._transcribed_steps(step))]
        gentle = self._settings.gentle_start
        strength = min(1.0, gentle + (1 - gentle) * fraction / 0.5)
        augmentation = self._settings.augmentation.scaled(strength)
        return Lesson(self._images, places, [self._targets[place] for place in places], augmentation)

    def _transcribed_steps(self, step: int) -> int:
        """Of the steps before this one, those that learned from transcribed lines."""
        return step - (self.own.step if self.own is not None else 0)

    def _own_lesson(self, step: int) -> Lesson | None:
        """Under heavy masking; None at steps that are not for own labels, and while there are none."""
        own = self.own
        if own is None or int((step + 1) * own.settings.own_share) == int(step * own.settings.own_share):
            return None
        batch = own.batch()
        if batch is None:
            return None
        return Lesson(own.lines.images, *batch, replace(self._settings.augmentation, spans=own.settings.spans))

    def _target(self, label: str, direction: Direction) -> list[int]:
        return self._recognizer.alphabet.encode(to_visual(label, direction))

    def _has_room(self, target: list[int], width_px: int) -> bool:
        frames = -(-width_px // self._recognizer.settings.frame_px)
        return self._recognizer.decoder.can_spell(target, frames)
