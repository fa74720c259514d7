"""SeqCLR pretraining: learn to see from lines nobody has transcribed (arXiv 2012.10873).

Each line is changed twice (`augmentation`), both views are cut into the same windows
(`model.instance_mapping`), and the encoder learns to tell a window's twin from all other windows of
the batch (`contrastive_loss`). Contrasted are, unless told otherwise, the visual features, before the
BiLSTM: that one knows the place in the line, and a twin could be found by its place instead of its
letters. Beside it or instead, hidden strips of ink may be restored (`masked_strips`).
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from seqclr_desktop.errors import TrainingError
from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.instance_mapping import WindowGrid, Windows, frame_places, inked_windows, pool_windows
from seqclr_desktop.model.line_batch import LineBatch, make_batch
from seqclr_desktop.model.projection import make_projection
from seqclr_desktop.model.settings import FeatureKind, Mapping
from seqclr_desktop.training.augmentation import View, make_view
from seqclr_desktop.training.clock import Clock
from seqclr_desktop.training.contrastive_loss import ContrastiveResult, contrastive_loss
from seqclr_desktop.training.lines import BatchOrder, LineImages, seeded_generator
from seqclr_desktop.training.masked_strips import MaskedResult, StripDecoder, masked_loss
from seqclr_desktop.training.progress_record import PretrainStep
from seqclr_desktop.training.saved_state import load_state, restore, save_state
from seqclr_desktop.training.settings import PretrainSettings, ViewKind
from seqclr_desktop.training.word_augmentation import make_word_view

LEAST_LINES = 4
_REPORT_EVERY_S = 0.4
_LEAST_OF_WINDOW = 0.6  # share of a window's frames that a view must show
_LEAST_OF_ALL = 0.3
_WIDEST_HEIGHTS = 50
_MOST_PAIRS = 2560  # all windows of a batch of long lines, each with each, would fill the memory


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
        if settings.features is FeatureKind.CONTEXTUAL and not encoder.settings.context_layers:
            raise TrainingError(
                "Contextual features come from the BiLSTM, which this encoder lacks.",
                advice="Contrast the visual features, or choose an encoder with a BiLSTM.",
            )
        torch.manual_seed(settings.seed)
        self.encoder = encoder.to(device)
        self._images = images
        self._settings = settings
        self._device = device
        self._projection = make_projection(settings.projection, encoder.settings.size_of(settings.features)).to(device)
        self._strip_decoder = StripDecoder(encoder.settings).to(device) if settings.masked_weight else None
        self._optimizer = torch.optim.AdamW(
            [parameter for module in self._taught for parameter in module.parameters()],
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
        save_state(path, self._modules, self._optimizer, values)

    def resume(self, path: Path) -> None:
        """Go on where `save` stopped. Raises ModelError."""
        values = restore(load_state(path), self._modules, self._optimizer)
        self.step, self._spent_s, self.line_count = values["step"], values["spent_s"], values["line_count"]

    @property
    def _modules(self) -> dict[str, nn.Module]:
        modules = {"encoder": self.encoder, "projection": self._projection}
        return modules if self._strip_decoder is None else {**modules, "strip_decoder": self._strip_decoder}

    @property
    def _taught(self) -> list[nn.Module]:
        """What the tasks have gradients for: without them the BiLSTM stays as it is."""
        settings = self._settings
        needs_context = settings.features is FeatureKind.CONTEXTUAL or settings.masked_weight > 0
        encoder = self.encoder if needs_context else self.encoder.backbone
        heads = [self._projection] if settings.contrastive_weight else []
        return [encoder, *heads, *([self._strip_decoder] if self._strip_decoder is not None else [])]

    def _set_learning_rate(self, fraction: float) -> None:
        warm = min(1.0, (fraction + 0.005) / 0.05)
        rate = self._settings.learning_rate * warm * (0.5 * (1 + math.cos(math.pi * fraction)) + 0.01)
        for group in self._optimizer.param_groups:
            group["lr"] = rate

    def _learn_batch(self, indices: list[int]) -> StepResult | None:
        """One step; None when the batch has too little ink to learn from."""
        self._lines_in_batch = len(indices)
        settings = self._settings
        generator = seeded_generator(settings.seed, self.step)
        batch = make_batch([self._stretch(index, generator) for index in indices]).to(self._device)
        contrast = self._contrast(batch, generator) if settings.contrastive_weight else None
        masked = self._restore(batch, generator)
        parts = []
        if contrast is not None:
            parts.append(settings.contrastive_weight * contrast.loss)
        if masked is not None:
            parts.append(settings.masked_weight * masked.loss)
        if not parts:
            return None
        loss = torch.stack(parts).sum()
        if not math.isfinite(float(loss.detach())):
            raise TrainingError(
                "The pretraining became unstable and was stopped.",
                advice="Start it again with a lower learning rate or another seed.",
            )
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for module in self._taught for p in module.parameters()], 5.0)
        self._optimizer.step()
        return StepResult.of(contrast, masked)

    def _stretch(self, index: int, generator: torch.Generator) -> np.ndarray:
        """The line, or of a very long one a stretch drawn by chance: a batch of them would fill the memory."""
        image = self._images.image(index)
        widest_px = _WIDEST_HEIGHTS * image.shape[0]
        if image.shape[1] <= widest_px:
            return image
        start = int(torch.randint(image.shape[1] - widest_px + 1, (), generator=generator))
        return image[:, start : start + widest_px]

    def _contrast(self, batch: LineBatch, generator: torch.Generator) -> ContrastiveResult | None:
        pair = self._instances(batch, generator)
        return None if pair is None else contrastive_loss(*pair, self._settings.temperature)

    def _restore(self, batch: LineBatch, generator: torch.Generator) -> MaskedResult | None:
        if self._strip_decoder is None:
            return None
        view = self._view(batch, generator).batch
        return masked_loss(self.encoder, self._strip_decoder, view, self._settings.masked_share, generator)

    def _instances(self, batch: LineBatch, generator: torch.Generator) -> tuple[Tensor, Tensor] | None:
        """Projected twins (M, P), (M, P) of all windows that both views show and that hold ink."""
        grid = self._grid(batch, generator)
        is_inked = inked_windows(batch.images, grid, self._settings.least_ink)
        first, second = (self._windows(self._view(batch, generator), grid) for _ in range(2))
        chosen = (first.are_whole & second.are_whole & is_inked).flatten().nonzero()[:, 0]
        if len(chosen) < 2:
            return None
        if len(chosen) > _MOST_PAIRS:
            drawn = torch.randperm(len(chosen), generator=generator)[:_MOST_PAIRS]
            chosen = chosen[drawn.to(chosen.device)]
        return first.vectors.flatten(0, 1)[chosen], second.vectors.flatten(0, 1)[chosen]

    def _grid(self, batch: LineBatch, generator: torch.Generator) -> WindowGrid:
        settings = self._settings
        if settings.mapping is Mapping.ALL:
            return WindowGrid.dividing(batch.widths_px, 1)
        if settings.mapping is Mapping.WINDOW_COUNT:
            return WindowGrid.dividing(batch.widths_px, settings.window_count)
        if settings.mapping is Mapping.FRAME:
            return WindowGrid.over(batch.images.shape[3], self.encoder.settings.frame_px, 0.0)
        window_px = settings.window_heights * self.encoder.settings.height_px
        offset_px = float(torch.rand((), generator=generator)) * window_px
        return WindowGrid.over(batch.images.shape[3], window_px, offset_px)

    def _view(self, batch: LineBatch, generator: torch.Generator) -> View:
        settings = self._settings
        if settings.views is ViewKind.WORDS:
            return make_word_view(batch, generator)
        return make_view(batch, settings.augmentation, generator, crop_share=settings.crop_share)

    def _windows(self, view: View, grid: WindowGrid) -> Windows:
        settings = self._settings
        is_visual = settings.features is FeatureKind.VISUAL
        frames = self.encoder.visual(view.batch) if is_visual else self.encoder(view.batch)
        projected = self._projection(frames.of(settings.features), frames.counts)  # (N, T, P)
        places = frame_places(view.source_x, frames, self.encoder.settings)
        least_share = _LEAST_OF_ALL if settings.mapping is Mapping.ALL else _LEAST_OF_WINDOW
        return pool_windows(projected, frames.mask, places, grid, self.encoder.settings.frame_px, least_share)


@dataclass(frozen=True)
class StepResult:
    """What one step came to; None for the figures of a task that had no part in it."""

    loss: float | None
    chance_loss: float | None
    retrieval: float | None
    restored: float | None

    @classmethod
    def of(cls, contrast: ContrastiveResult | None, masked: MaskedResult | None) -> StepResult:
        restored = None if masked is None else masked.restored
        if contrast is None:
            return cls(None, None, None, restored)
        return cls(float(contrast.loss.detach()), contrast.chance_loss, contrast.retrieval, restored)


class _Recent:
    """The steps since the last event."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._results: list[StepResult] = []
        self.line_count = 0

    def add(self, result: StepResult | None, line_count: int) -> None:
        self.line_count += line_count
        if result is not None:
            self._results.append(result)

    @property
    def is_due(self) -> bool:
        return time.monotonic() - self._since >= _REPORT_EVERY_S

    def event(self, step: int, clock: Clock) -> PretrainStep | None:
        if not self._results:
            return None
        speed = self.line_count / max(time.monotonic() - self._since, 1e-6)
        return PretrainStep(
            step,
            clock.fraction,
            clock.elapsed_s,
            clock.seconds_left,
            _mean(result.loss for result in self._results),
            _mean(result.chance_loss for result in self._results),
            _mean(result.retrieval for result in self._results),
            round(speed, 2),
            _mean(result.restored for result in self._results),
        )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
