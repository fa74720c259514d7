"""SeqCLR pretraining: learn to see from lines nobody has transcribed (arXiv 2012.10873).

Each line is changed twice (`augmentation`), both views are cut into the same windows
(`model.instance_mapping`), and the encoder learns to tell a window's twin from all other windows of
the batch (`contrastive_loss`). Contrasted are the visual features, before the BiLSTM: that one knows
the place in the line, and a twin could be found by its place instead of its letters.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from pathlib import Path

import torch

from seqclr_desktop.errors import TrainingError
from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.instance_mapping import WindowGrid, Windows, frame_places, inked_windows, pool_windows
from seqclr_desktop.model.line_batch import LineBatch, make_batch
from seqclr_desktop.model.projection import MlpProjection
from seqclr_desktop.training.augmentation import View, make_view
from seqclr_desktop.training.clock import Clock
from seqclr_desktop.training.contrastive_loss import ContrastiveResult, contrastive_loss
from seqclr_desktop.training.lines import BatchOrder, LineImages, seeded_generator
from seqclr_desktop.training.progress_record import PretrainStep
from seqclr_desktop.training.saved_state import load_state, restore, save_state
from seqclr_desktop.training.settings import PretrainSettings

LEAST_LINES = 4
_REPORT_EVERY_S = 0.4


class Pretraining:
    """A pretraining that can be stopped, saved and resumed. `encoder` is what it has learned so far."""

    def __init__(
        self,
        encoder: Encoder,
        images: LineImages,
        settings: PretrainSettings,
        device: torch.device,
        spent_s: float = 0.0,
    ) -> None:
        """Raises TrainingError when there are too few lines to contrast."""
        if len(images) < LEAST_LINES:
            raise TrainingError(
                f"Pretraining needs at least {LEAST_LINES} lines, there are {len(images)}.",
                advice="Add more scans and find their lines.",
            )
        torch.manual_seed(settings.seed)
        self.encoder = encoder.to(device)
        self._images = images
        self._settings = settings
        self._device = device
        self._projection = MlpProjection(encoder.settings.visual_size).to(device)
        self._optimizer = torch.optim.AdamW(
            [*encoder.backbone.parameters(), *self._projection.parameters()],
            lr=settings.learning_rate,
            weight_decay=settings.weight_decay,
            betas=(0.9, 0.98),
        )
        self._order = BatchOrder([images.width_px(i) for i in range(len(images))], settings.batch_lines, settings.seed)
        self._spent_s = spent_s
        self.step = 0
        self.line_count = 0
        self.last: PretrainStep | None = None

    def run(self) -> Iterator[PretrainStep]:
        """Learn until the budget is used up; an event about twice a second. Raises TrainingError on a broken loss."""
        epochs = self._settings.budget.epochs or 0
        clock = Clock(self._settings.budget, epochs * self._order.batches_per_epoch, self._spent_s)
        clock.step = self.step
        self.encoder.train()
        recent = _Recent()
        while not clock.is_over:
            self._set_learning_rate(clock.fraction)
            result = self._learn_batch(self._order.batch(self.step))
            self.step += 1
            clock.step = self.step
            recent.add(result, self._lines_in_batch)
            if recent.is_due or clock.is_over:
                event = recent.event(self.step, clock)
                self.line_count += recent.line_count
                self._spent_s = clock.elapsed_s
                clock.hold()
                if event is not None:
                    self.last = event
                    yield event
                clock.go_on()
                recent = _Recent()
        self._spent_s = clock.elapsed_s

    @property
    def seconds(self) -> float:
        """Spent on this training so far, its preparation included, pauses left out."""
        return self._spent_s

    def save(self, path: Path) -> None:
        """Raises StorageError."""
        values = {"step": self.step, "spent_s": self._spent_s, "line_count": self.line_count}
        save_state(path, {"encoder": self.encoder, "projection": self._projection}, self._optimizer, values)

    def resume(self, path: Path) -> None:
        """Go on where `save` stopped. Raises ModelError."""
        modules = {"encoder": self.encoder, "projection": self._projection}
        values = restore(load_state(path), modules, self._optimizer)
        self.step, self._spent_s, self.line_count = values["step"], values["spent_s"], values["line_count"]

    def _set_learning_rate(self, fraction: float) -> None:
        warm = min(1.0, (fraction + 0.005) / 0.05)
        rate = self._settings.learning_rate * warm * (0.5 * (1 + math.cos(math.pi * fraction)) + 0.01)
        for group in self._optimizer.param_groups:
            group["lr"] = rate

    def _learn_batch(self, indices: list[int]) -> ContrastiveResult | None:
        """One step; None when the batch has too little ink to contrast."""
        self._lines_in_batch = len(indices)
        generator = seeded_generator(self._settings.seed, self.step)
        batch = make_batch([self._images.image(index) for index in indices]).to(self._device)
        pair = self._instances(batch, generator)
        if pair is None:
            return None
        result = contrastive_loss(*pair, self._settings.temperature)
        if not math.isfinite(float(result.loss.detach())):
            raise TrainingError(
                "The pretraining became unstable and was stopped.",
                advice="Start it again with a lower learning rate or another seed.",
            )
        self._optimizer.zero_grad(set_to_none=True)
        result.loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.encoder.backbone.parameters(), 5.0)
        self._optimizer.step()
        return result

    def _instances(self, batch: LineBatch, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor] | None:
        """Projected twins (M, P), (M, P) of all windows that both views show and that hold ink."""
        settings = self._settings
        window_px = settings.window_heights * self.encoder.settings.height_px
        offset = float(torch.rand((), generator=generator)) * window_px
        grid = WindowGrid.over(batch.images.shape[3], window_px, offset)
        is_inked = inked_windows(batch.images, grid, settings.least_ink)
        views = [make_view(batch, settings.augmentation, generator, crop_share=settings.crop_share) for _ in range(2)]
        first, second = (self._windows(view, grid) for view in views)
        chosen = first.are_whole & second.are_whole & is_inked
        if int(chosen.sum()) < 2:
            return None
        return self._projection(first.vectors[chosen]), self._projection(second.vectors[chosen])

    def _windows(self, view: View, grid: WindowGrid) -> Windows:
        frames = self.encoder.visual(view.batch)
        frame_px = self.encoder.settings.frame_px
        places = frame_places(view.source_x, frames, frame_px)
        return pool_windows(frames.visual, frames.mask, places, grid, frame_px)


class _Recent:
    """The steps since the last event."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._results: list[tuple[float, float, float]] = []
        self.line_count = 0

    def add(self, result: ContrastiveResult | None, line_count: int) -> None:
        self.line_count += line_count
        if result is not None:
            self._results.append((float(result.loss.detach()), result.retrieval, result.chance_loss))

    @property
    def is_due(self) -> bool:
        return time.monotonic() - self._since >= _REPORT_EVERY_S

    def event(self, step: int, clock: Clock) -> PretrainStep | None:
        if not self._results:
            return None
        loss, retrieval, chance = (sum(column) / len(column) for column in zip(*self._results, strict=True))
        speed = self.line_count / max(time.monotonic() - self._since, 1e-6)
        return PretrainStep(
            step, clock.fraction, clock.elapsed_s, clock.seconds_left, loss, chance, retrieval, round(speed, 2)
        )
