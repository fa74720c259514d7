"""SeqCLR pretraining: learn to see from lines nobody has transcribed (arXiv 2012.10873).

Each line is changed twice (`augmentation`), both views are cut into the same windows
(`model.instance_mapping`), and the encoder learns to tell a window's twin from all other windows of
the batch, or of its line (`contrastive_loss`). Contrasted are, unless told otherwise, the visual features, before the
BiLSTM: that one knows the place in the line, and a twin could be found by its place instead of its
letters. Beside it or instead, hidden strips of ink may be restored (`masked_strips`).
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from seqclr_desktop.errors import TrainingError, UnstableError
from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.line_batch import LineBatch, make_batch
from seqclr_desktop.model.projection import make_projection
from seqclr_desktop.model.settings import WHOLE_LINES, FeatureKind
from seqclr_desktop.training.clock import Clock
from seqclr_desktop.training.collapse_watch import CollapseWatch, Measures, findings
from seqclr_desktop.training.contrastive_loss import ContrastiveResult, contrastive_loss
from seqclr_desktop.training.label_checks import is_blank
from seqclr_desktop.training.lines import BatchOrder, LabelledLines, LineImages, seeded_generator, spread_over
from seqclr_desktop.training.masked_strips import MaskedResult, StripDecoder, masked_loss
from seqclr_desktop.training.probes import ProbeLines, ProbeResult
from seqclr_desktop.training.progress_record import Finding, PretrainCheck, PretrainStep, from_record, to_record
from seqclr_desktop.training.saved_state import load_state, restore, save_state
from seqclr_desktop.training.settings import Negatives, PretrainSettings
from seqclr_desktop.training.window_contrast import WindowContrast

LEAST_LINES = 4
_REPORT_EVERY_S = 0.4
_STEPS_IN_VAIN = 20  # without a single pair of windows, after which it will not get better
_LINES_LOOKED_AT = 60
_CHECK_SHARE = 1 / 15  # of the time may go into looking from the side
_FIRST_LOOK_SHARE = 1 / 5  # of the time the first look may take, which tells what all others will take
_LATEST_SHARE = 1.05  # of the time: then the last look must be over
_WIDEST_HEIGHTS = 50

Event = PretrainStep | PretrainCheck | None


class Pretraining:
    """A pretraining that can be stopped, saved and resumed.

    `encoder` is what it has learned so far, `best` what of that lets letters be told best (see `CollapseWatch`).
    """

    def __init__(
        self,
        encoder: Encoder,
        images: LineImages,
        settings: PretrainSettings,
        device: torch.device,
        spent_s: float = 0.0,
        labelled: LabelledLines | None = None,
        *,
        goes_on: bool = False,
    ) -> None:
        """`labelled` are lines to probe on. `goes_on`: the encoder has learned before; it learns more slowly.

        Raises TrainingError when there are too few lines to contrast.
        """
        if len(images) < LEAST_LINES:
            raise TrainingError(
                f"Pretraining needs at least {LEAST_LINES} lines, there are {len(images)}.",
                advice="Add more scans and find their lines.",
            )
        if all(is_blank(images.image(index)) for index in spread_over(len(images), _LINES_LOOKED_AT)):
            raise TrainingError(
                "The line images hold no ink, so that nothing can be learned from them.",
                advice="Look at the lines in the step Lines; perhaps they lie beside the writing.",
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
        self._highest_rate = settings.learning_rate * (settings.continued_rate if goes_on else 1)
        self._device = device
        self._projection = make_projection(settings.projection, encoder.settings.size_of(settings.features)).to(device)
        self._strip_decoder = StripDecoder(encoder.settings).to(device) if settings.masked_weight else None
        self._optimizer = torch.optim.AdamW(
            [parameter for module in self._taught for parameter in module.parameters()],
            lr=self._highest_rate,
            weight_decay=settings.weight_decay,
            betas=(0.9, 0.98),
        )
        self._order = BatchOrder([images.width_px(i) for i in range(len(images))], settings.batch_lines, settings.seed)
        self._contrast = WindowContrast(self.encoder, self._projection, settings)
        probes = ProbeLines(labelled, settings.probe_lines) if labelled is not None and settings.checks else None
        self._watch = CollapseWatch(self._contrast, images, probes, device)
        self._best = copy.deepcopy(self.encoder)
        self._begun: Measures | None = None
        self._best_probe: ProbeResult | None = None
        self._check_s = 0.0
        self._is_watched = bool(settings.checks)
        self._spent_s = spent_s
        self.step = 0
        self.line_count = 0
        self.last: PretrainStep | None = None
        self.last_check: PretrainCheck | None = None
        self.best_check: PretrainCheck | None = None

    @property
    def probe_cer(self) -> float | None:
        """Wrong letters (share) of the small reader by which the best state was chosen."""
        return None if self._best_probe is None else round(self._best_probe.cer, 4)

    @property
    def best(self) -> Encoder:
        """The state with the best probe; the last one when there was nothing to probe on."""
        return self.encoder if self.best_check is None else self._best

    def run(self) -> Iterator[Event]:
        """Learn until the budget is used up.

        Yields an event about twice a second, and None where the watcher only needs to be asked whether
        to go on. Raises UnstableError on a broken loss.
        """
        clock = Clock(self._settings.budget, self._order.batches_per_epoch, self._spent_s)
        clock.step = self.step
        clock.keep_back(self._check_s)
        self.encoder.train()
        if self._is_watched and self.step == 0:
            yield from self._check(clock, is_first=True)
        next_check = self._next_check(clock)
        recent = _Recent()
        while not self.step or not clock.is_over:  # a step at least, however short the time
            self._set_learning_rate(clock.fraction)
            result = self._learn_batch(self._order.batch(self.step))
            self.step += 1
            clock.step = self.step
            recent.add(result, self._lines_in_batch)
            if recent.is_due or clock.is_over:
                event = recent.event(self.step, clock)
                self.line_count += recent.line_count
                self.last = event or self.last
                if self.last is None and self.step >= max(_STEPS_IN_VAIN, self._order.batches_per_epoch):
                    raise TrainingError(
                        "The lines hold too little ink to be told apart.",
                        advice="Look at the lines in the step Lines; perhaps they lie beside the writing. Or contrast"
                        " narrower windows of more lines at a time.",
                    )
                yield from self._pausing(clock, event)
                if clock.fraction >= next_check and not clock.is_over:
                    yield from self._check(clock)
                    next_check = self._next_check(clock)
                recent = _Recent()
        if self._is_watched:
            yield from self._check(clock)
        self._spent_s = clock.elapsed_s

    def _next_check(self, clock: Clock) -> float:
        """The share of the budget from which on it is looked at again: a small machine has better things to do."""
        if not self._is_watched:
            return 2.0
        whole_s = clock.elapsed_s / max(clock.fraction, 1e-6)
        return clock.fraction + max(1 / self._settings.checks, self._check_s / _CHECK_SHARE / max(whole_s, 1e-6))

    def _pausing(self, clock: Clock, event: Event) -> Iterator[Event]:
        self._spent_s = clock.elapsed_s
        clock.hold()
        yield event
        clock.go_on()

    def _check(self, clock: Clock, *, is_first: bool = False) -> Iterator[Event]:
        """Look at it from the side. The first look is at what it saw before it learned, and is never the best.

        A look for which there is no time is broken off; if it is the first, none is begun any more.
        """
        before_s = clock.elapsed_s
        measures: Measures | None = None
        with closing(self._watch.look()) as looking:
            for found in looking:
                measures = found
                if found is None:
                    yield from self._pausing(clock, None)
                    if clock.elapsed_s > self._end_of_look_s(before_s, is_first=is_first):
                        break
        if measures is None:
            self._is_watched = self._is_watched and not is_first
            return
        if is_first:
            self._begun = measures
        last = self.last
        wrong = findings(
            measures, self._begun, last.loss if last else None, last.chance_loss if last else None, clock.fraction
        )
        own = measures.best_probe
        is_best = self.step > 0 and own is not None and (self._best_probe is None or own.loss <= self._best_probe.loss)
        check = _check_event(measures, self.step, clock, is_best, wrong)
        self.last_check = check
        if is_best:
            self._best.load_state_dict(self.encoder.state_dict())
            self.best_check, self._best_probe = check, own
        self._check_s = clock.elapsed_s - before_s
        clock.keep_back(self._check_s)
        yield from self._pausing(clock, check)

    def _end_of_look_s(self, before_s: float, *, is_first: bool) -> float:
        """When a look that began at `before_s` must be over."""
        minutes = self._settings.budget.minutes
        if minutes is None:
            return math.inf
        return before_s + _FIRST_LOOK_SHARE * 60 * minutes if is_first else _LATEST_SHARE * 60 * minutes

    @property
    def seconds(self) -> float:
        """Spent on this training so far, its preparation included, pauses left out."""
        return self._spent_s

    def save(self, path: Path) -> None:
        """Raises StorageError."""
        begun = self._begun.best_probe if self._begun else None
        best = self._best_probe
        told = {"last": self.last, "last_check": self.last_check, "best": self.best_check}
        values = {
            "step": self.step,
            "spent_s": self._spent_s,
            "line_count": self.line_count,
            "check_s": self._check_s,
            "is_watched": self._is_watched,
            "begun": None if begun is None else [begun.cer, begun.loss],
            "best_probe": None if best is None else [best.cer, best.loss],
            **{name: None if event is None else to_record(event) for name, event in told.items()},
        }
        save_state(path, self._modules, self._optimizer, values)

    def resume(self, path: Path) -> None:
        """Go on where `save` stopped. Raises ModelError."""
        values = restore(load_state(path), self._modules, self._optimizer)
        self.step, self._spent_s, self.line_count = values["step"], values["spent_s"], values["line_count"]
        self._check_s = values.get("check_s", 0.0)
        self._is_watched = values.get("is_watched", self._is_watched)
        last, last_check, best = (
            from_record(kept) if (kept := values.get(name)) else None for name in ("last", "last_check", "best")
        )
        self.last = last if isinstance(last, PretrainStep) else None
        self.last_check = last_check if isinstance(last_check, PretrainCheck) else None
        self.best_check = best if isinstance(best, PretrainCheck) else None
        if values["best_probe"] is not None:
            self._best_probe = ProbeResult(*values["best_probe"])
        if values["begun"] is not None:
            self._begun = Measures.of_probe(ProbeResult(*values["begun"]))

    @property
    def _modules(self) -> dict[str, nn.Module]:
        modules = {"encoder": self.encoder, "projection": self._projection, "best": self._best}
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
        rate = self._highest_rate * warm * (0.5 * (1 + math.cos(math.pi * fraction)) + 0.01)
        for group in self._optimizer.param_groups:
            group["lr"] = rate

    def _learn_batch(self, indices: list[int]) -> StepResult | None:
        """One step; None when the batch has too little ink to learn from."""
        self._lines_in_batch = len(indices)
        settings = self._settings
        generator = seeded_generator(settings.seed, self.step)
        batch = make_batch([self._stretch(index, generator) for index in indices]).to(self._device)
        contrast = self._told_apart(batch, generator) if settings.contrastive_weight else None
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
            raise UnstableError(
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

    def _told_apart(self, batch: LineBatch, generator: torch.Generator) -> ContrastiveResult | None:
        twins = self._contrast.twins(batch, generator)
        if twins is None:
            return None
        settings = self._settings
        own_line = settings.negatives is Negatives.LINE and settings.mapping not in WHOLE_LINES
        return contrastive_loss(twins.first, twins.second, settings.temperature, twins.lines if own_line else None)

    def _restore(self, batch: LineBatch, generator: torch.Generator) -> MaskedResult | None:
        if self._strip_decoder is None:
            return None
        view = self._contrast.view(batch, generator).batch
        return masked_loss(self.encoder, self._strip_decoder, view, self._settings.masked_share, generator)


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


def _check_event(found: Measures, step: int, clock: Clock, is_best: bool, wrong: tuple[Finding, ...]) -> PretrainCheck:
    return PretrainCheck(
        step=step,
        fraction=clock.fraction,
        elapsed_s=clock.elapsed_s,
        retrieval_in_line=_rounded(found.retrieval_in_line),
        retrieval_elsewhere=_rounded(found.retrieval_elsewhere),
        spread=_rounded(found.spread),
        effective_rank=_rounded(found.effective_rank),
        dimension_count=found.dimension_count,
        place_retrieval=_rounded(found.place_retrieval),
        place_chance=_rounded(found.place_chance),
        linear_cer=_rounded(found.linear.cer if found.linear else None),
        linear_loss=_rounded(found.linear.loss if found.linear else None),
        context_cer=_rounded(found.context.cer if found.context else None),
        context_loss=_rounded(found.context.loss if found.context else None),
        is_best=is_best,
        findings=wrong,
        anchors=found.anchors,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
