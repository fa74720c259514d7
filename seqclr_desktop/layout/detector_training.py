"""Teaching the line detector: a generator that yields what happened and can go on where it stopped."""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from seqclr_desktop.layout.detector import ABOVE, BASELINE, BODY, ENDS, DetectorShape, LineDetector
from seqclr_desktop.layout.detector_augmentation import KnownPage, Stretch, random_stretch
from seqclr_desktop.layout.detector_insertions import with_insertions

_INSERTED_SHARE, _INSERTED_WORDS = 0.5, (4, 25)  # pages with words put in, and how many over the whole page


@dataclass(frozen=True)
class DetectorTrainingSettings:
    """`minutes` of computing time, earlier parts of a resumed training counted in."""

    minutes: float = 60.0
    stretch_px: int = 352
    batch_size: int = 6
    learning_rate: float = 2.5e-3
    average_decay: float = 0.995
    checkpoint_s: float = 120.0
    seed: int = 1


@dataclass(frozen=True)
class DetectorStep:
    """Means since the last such event. `fraction` (0–1) of the time is over."""

    step: int
    fraction: float
    loss: float
    baseline_loss: float
    steps_per_second: float


class DetectorTraining:
    """A training that keeps its state in one safetensors file beside the result.

    It begins with what `begin_with` knows already, or from scratch; a kept state goes before both. The state may have
    been kept by another device than the one that goes on.
    """

    def __init__(
        self,
        pages: Sequence[KnownPage],
        settings: DetectorTrainingSettings,
        state_path: Path,
        begin_with: LineDetector | None = None,
        device: torch.device | str = "cpu",
    ) -> None:
        torch.manual_seed(settings.seed)
        self.pages = pages
        lessons = np.sqrt([max(1, len(page.lines)) for page in pages])  # a full page has more to teach
        self._shares = lessons / lessons.sum()
        self.settings = settings
        self.state_path = state_path
        self.network = (begin_with or LineDetector(DetectorShape())).to(device)
        self.average = copy.deepcopy(self.network).eval()
        self.optimiser = torch.optim.AdamW(self.network.parameters(), lr=settings.learning_rate, weight_decay=1e-4)
        self.step = 0
        self.elapsed_s = 0.0
        if state_path.exists():
            self._load()

    def run(self) -> Iterator[DetectorStep]:
        """Train until the time is over, yielding every 20 steps; the state is kept now and then and at the end."""
        rng = np.random.default_rng((self.settings.seed, self.step))
        self.network.train().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        losses: list[tuple[float, float]] = []
        saved = began = time.monotonic()
        while self.fraction < 1:
            losses.append(self._one_step(rng))
            now = time.monotonic()
            self.elapsed_s, began = self.elapsed_s + now - began, now
            if self.step % 20 == 0:
                loss, baseline_loss = np.mean(losses, axis=0)
                speed = self.step / self.elapsed_s
                losses.clear()
                yield DetectorStep(self.step, self.fraction, float(loss), float(baseline_loss), speed)
            if now - saved > self.settings.checkpoint_s:
                self.save()
                saved = now
        self.save()

    @property
    def fraction(self) -> float:
        return min(1.0, self.elapsed_s / (60 * self.settings.minutes))

    def _one_step(self, rng: np.random.Generator) -> tuple[float, float]:
        for group in self.optimiser.param_groups:
            group["lr"] = self.settings.learning_rate * _schedule(self.fraction)
        batch = [self._stretch(rng) for _ in range(self.settings.batch_size)]
        device = next(self.network.parameters()).device
        loss, baseline_loss = detector_loss(self.network(_pixels(batch).to(device)), batch)
        if not torch.isfinite(loss):
            raise FloatingPointError(f"the loss of the line detector became {loss.item()} at step {self.step}")
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.step += 1
        self._follow()
        return float(loss.item()), float(baseline_loss.item())

    def _stretch(self, rng: np.random.Generator) -> Stretch:
        page = self.pages[int(rng.choice(len(self.pages), p=self._shares))]
        if rng.random() < _INSERTED_SHARE:
            page = with_insertions(page, int(rng.integers(*_INSERTED_WORDS)), rng)
        other = self.pages[int(rng.integers(len(self.pages)))] if rng.random() < 0.25 else None
        return random_stretch(page, self.settings.stretch_px, rng, other)

    def _follow(self) -> None:
        """The average network follows the trained one slowly; it is the one that is kept."""
        decay = min(self.settings.average_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            state = self.network.state_dict()
            for name, value in self.average.state_dict().items():
                if value.dtype.is_floating_point:
                    value.lerp_(state[name], 1 - decay)
                else:
                    value.copy_(state[name])

    def save(self) -> None:
        """Write the state, replacing the older file only once the new one is complete."""
        tensors = {f"network.{name}": value for name, value in self.network.state_dict().items()}
        tensors |= {f"average.{name}": value for name, value in self.average.state_dict().items()}
        for index, values in self.optimiser.state_dict()["state"].items():
            tensors |= {f"optimiser.{index}.{name}": value for name, value in values.items()}
        facts = {"step": self.step, "elapsed_s": self.elapsed_s}
        part = self.state_path.with_suffix(".part")
        save_file({name: value.contiguous() for name, value in tensors.items()}, part, {"facts": json.dumps(facts)})
        part.replace(self.state_path)

    def _load(self) -> None:
        with safe_open(self.state_path, framework="pt") as file:
            facts = json.loads(file.metadata()["facts"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
        self.step, self.elapsed_s = int(facts["step"]), float(facts["elapsed_s"])
        self.network.load_state_dict(_part(tensors, "network."))
        self.average.load_state_dict(_part(tensors, "average."))
        state: dict[int, dict[str, Tensor]] = {}
        for name, value in _part(tensors, "optimiser.").items():
            index, key = name.split(".", 1)
            state.setdefault(int(index), {})[key] = value
        self.optimiser.load_state_dict({"state": state, "param_groups": self.optimiser.state_dict()["param_groups"]})


def detector_loss(maps: Tensor, batch: Sequence[Stretch]) -> tuple[Tensor, Tensor]:
    """Loss of the maps (N, 5, h, w), and the part of it that concerns baselines, on the device of the maps."""
    wanted = _stacked([stretch.targets.maps for stretch in batch], maps.device)  # (N, 3, h, w)
    weight = _stacked([stretch.targets.weight for stretch in batch], maps.device)  # (N, h, w)
    reach = _stacked([stretch.targets.reach for stretch in batch], maps.device)  # (N, 2, h, w)
    on_line = _stacked([stretch.targets.on_line for stretch in batch], maps.device)  # (N, h, w)
    baseline = _pixel_loss(maps[:, BASELINE], wanted[:, BASELINE], weight, 3.0)
    overlap = _overlap_loss(maps[:, BASELINE].sigmoid(), wanted[:, BASELINE], weight)
    ends = _pixel_loss(maps[:, ENDS], wanted[:, ENDS], weight, 4.0)
    body = _pixel_loss(maps[:, BODY], wanted[:, BODY], weight, 1.0)
    difference = (maps[:, ABOVE:] - reach).abs().mean(dim=1)  # (N, h, w)
    extent = (difference * on_line).sum() / on_line.sum().clamp(min=1)
    loss = 2 * baseline + 0.3 * overlap + ends + 0.5 * body + 0.1 * extent
    return loss, baseline.detach()


def _stacked(arrays: Sequence[np.ndarray], device: torch.device) -> Tensor:
    return torch.from_numpy(np.stack(arrays)).to(device)


def _pixel_loss(logits: Tensor, wanted: Tensor, weight: Tensor, emphasis: float) -> Tensor:
    losses = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    emphasised = weight * (1 + (emphasis - 1) * wanted)
    return (losses * emphasised).sum() / weight.sum().clamp(min=1)


def _overlap_loss(found: Tensor, wanted: Tensor, weight: Tensor) -> Tensor:
    """Dice loss over the batch."""
    both = (found * wanted * weight).sum()
    return 1 - (2 * both + 1) / ((found * weight).sum() + (wanted * weight).sum() + 1)


def _schedule(fraction: float) -> float:
    """Share of the learning rate: a short rise, then half a cosine down."""
    if fraction < 0.03:
        return 0.1 + 0.9 * fraction / 0.03
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (fraction - 0.03) / 0.97))


def _pixels(batch: Sequence[Stretch]) -> Tensor:
    pixels = torch.from_numpy(np.stack([stretch.pixels for stretch in batch]))
    return pixels.to(memory_format=torch.channels_last)


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}
