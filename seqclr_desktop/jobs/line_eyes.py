"""What lines look like to a program, and what it can read of them: by a model where there is one, else by their ink.

The newest model of the collection sees best; before there is any, the one that comes with the program does. That one
reads only what is in its script, but tells strokes of every script apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from seqclr_desktop.collection import Collection, ModelRecord
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.line_images import StoredLineImages

if TYPE_CHECKING:
    from seqclr_desktop.document import Direction
    from seqclr_desktop.model.encoder import Encoder, Frames
    from seqclr_desktop.model.reader import Reader
    from seqclr_desktop.model.recognizer import Reading

_BATCH = 16
_HEIGHT_PX = 40  # of line images when no model asks for another


@dataclass(frozen=True)
class SeenLine:
    """`features`: (F,) what a line looks like; `reading` is None where nothing can read it."""

    features: np.ndarray
    reading: Reading | None = None


class Eyes:
    """Looks at lines without a model. `model_name` is empty."""

    model_name = ""
    height_px = _HEIGHT_PX

    def see(self, images: StoredLineImages, control: Control) -> list[SeenLine]:
        """Every line by its index. Raises Cancelled between batches."""
        found: dict[int, SeenLine] = {}
        order = sorted(range(len(images)), key=images.width_px)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            shown = [(images.image(index), images.lines[index].direction) for index in batch]
            found.update(zip(batch, self._look(shown), strict=True))
            control.report(Progress(len(found), len(order), "lines"))
        return [found[index] for index in range(len(images))]

    def _look(self, batch: Sequence[tuple[np.ndarray, Direction]]) -> list[SeenLine]:
        from seqclr_desktop.images.line_features import line_features

        return [SeenLine(line_features(strip)) for strip, _ in batch]


class EncoderEyes(Eyes):
    """Looks at lines with an encoder."""

    def __init__(self, name: str, encoder: Encoder) -> None:
        self.model_name = name
        self.height_px = encoder.settings.height_px
        self._encoder = encoder.eval()

    def _look(self, batch: Sequence[tuple[np.ndarray, Direction]]) -> list[SeenLine]:
        import torch

        from seqclr_desktop.model.line_batch import make_batch

        with torch.no_grad():
            frames = self._encoder.visual(make_batch([strip for strip, _ in batch]))
        return [SeenLine(features) for features in _pooled(frames)]


class ReadingEyes(EncoderEyes):
    """Looks at lines with a recogniser, and reads them in the same go."""

    def __init__(self, name: str, reader: Reader, temperature: float) -> None:
        super().__init__(name, reader.lead.encoder)
        self._reader = reader
        self._temperature = temperature

    def _look(self, batch: Sequence[tuple[np.ndarray, Direction]]) -> list[SeenLine]:
        from seqclr_desktop.model.calibration import calibrated

        frames = self._frames([strip for strip, _ in batch])
        readings = self._reader.read_frames(frames, [direction for _, direction in batch])
        return [
            SeenLine(features, calibrated(reading, self._temperature))
            for features, reading in zip(_pooled(frames), readings, strict=True)
        ]

    def _frames(self, strips: Sequence[np.ndarray]) -> Frames:
        with self._reader.at_rest():
            return self._reader.frames(strips)


def eyes_for(collection: Collection) -> Eyes:
    """Those of the newest model made here, else of one that comes with the program, else none but the ink's look.

    Raises ModelError when the model's file is missing or damaged.
    """
    known = [*collection.models()[:1], *collection.base_models_to_start_from()]
    if not known:
        return Eyes()
    from seqclr_desktop.model.checkpoint import describe_model, load_encoder, load_reader

    model = known[0]
    if describe_model(model.path).alphabet is not None and _knows_the_script(collection, model):
        return ReadingEyes(model.name, load_reader(model.path), model.scores.get("temperature", 1.0))
    return EncoderEyes(model.name, load_encoder(model.path))


def _knows_the_script(collection: Collection, model: ModelRecord) -> bool:
    made_here = {own.name for own in collection.models()}
    return model.name in made_here or model in collection.base_models()


def _pooled(frames: Frames) -> np.ndarray:
    """(N, V) float32: the mean of a line's visual features."""
    mask = frames.mask[:, :, None].float()
    pooled = (frames.visual * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)  # (N, V)
    return np.asarray(pooled.detach().cpu().numpy(), dtype=np.float32)
