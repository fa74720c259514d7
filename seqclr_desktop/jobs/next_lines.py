"""Which lines to transcribe next: from all that no person has transcribed, the most useful ones, with reasons."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from seqclr_desktop.collection import Collection, LineFilter, ModelRecord
from seqclr_desktop.document import Line
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.line_images import LineImageMaker, StoredLineImages
from seqclr_desktop.recognition.useful_lines import Candidate, Reason, choose_lines, rare_letters

_MOST_CANDIDATES = 1500  # of more lines as many are drawn by chance: enough to be like all the others
_MOST_KNOWN = 500
_BATCH = 16
_FALLBACK_HEIGHT_PX = 40
_LETTERS_A_HEIGHT = 1.9  # letters on a stretch as long as the line is high, when no text tells


@dataclass(frozen=True)
class NextLine:
    """`number` counts the lines of its page from 1; `detail` is the rare letter; `seconds` it may take a person."""

    line_id: int
    page_name: str
    number: int
    reason: Reason
    detail: str
    seconds: float


@dataclass(frozen=True)
class NextReport:
    """The most useful line first. `model_name` is the encoder whose eyes were used, empty for none."""

    lines: tuple[NextLine, ...]
    seconds: float
    model_name: str = ""
    problems: tuple[str, ...] = ()


class FindNextLines:
    """Order what is not transcribed by how much it would teach. Works before there is any model."""

    title = "Find useful lines"

    def __init__(self, collection_folder: Path, count: int, seed: int = 0, page_names: Sequence[str] = ()) -> None:
        """Without `page_names` lines of all pages may be chosen."""
        self.collection_folder = collection_folder
        self.count = count
        self.seed = seed
        self.page_names = tuple(page_names)

    def run(self, control: Control) -> NextReport:
        """Raises StorageError, ModelError, Cancelled."""
        with Collection.open(self.collection_folder) as collection:
            chosen_pages = collection.pages_named(self.page_names) if self.page_names else collection.pages()
            page_ids = [page.id for page in chosen_pages if page.id is not None]
            chance = random.Random(self.seed)
            open_ids = _some(collection.line_ids(LineFilter.TO_TRANSCRIBE, page_ids), _MOST_CANDIDATES, chance)
            known_ids = _some(collection.line_ids(LineFilter.HUMAN), _MOST_KNOWN, chance)
            models = collection.models()
            eyes = _Eyes(models[0] if models else None)
            maker = LineImageMaker(collection, eyes.height_px)
            try:
                wanted = {*open_ids, *known_ids}
                pages = [page for page in collection.pages() if page.line_count]
                images, problems = maker.prepare(pages, control, wanted)
                features = eyes.features(images, control)
            finally:
                maker.close()
            return self._choose(collection, images, features, set(open_ids), eyes, [str(p) for p in problems])

    def _choose(
        self,
        collection: Collection,
        images: StoredLineImages,
        features: np.ndarray,
        open_ids: set[int],
        eyes: _Eyes,
        problems: list[str],
    ) -> NextReport:
        is_open = [images.line_id(index) in open_ids for index in range(len(images))]
        places = [index for index, is_candidate in enumerate(is_open) if is_candidate]
        known = features[[index for index, is_candidate in enumerate(is_open) if not is_candidate]]
        counts = _lines_with_letters([line for line in images.lines if line.human])
        candidates = [
            _candidate(images.lines[index], features[index], images.width_px(index) / eyes.height_px, counts)
            for index in places
        ]
        names = {page.id: page.name for page in collection.pages()}
        lines = []
        for chosen in choose_lines(candidates, known, self.count, self.seed, by_model=bool(eyes.model_name)):
            line = images.lines[places[chosen.index]]
            assert line.id is not None
            seconds = round(candidates[chosen.index].seconds, 1)
            place = (names[line.page_id], line.position + 1)
            lines.append(NextLine(line.id, *place, chosen.reason, chosen.detail, seconds))
        return NextReport(tuple(lines), round(sum(line.seconds for line in lines), 1), eyes.model_name, tuple(problems))


class _Eyes:
    """Turns line images into features: by the newest encoder, or without any model."""

    def __init__(self, model: ModelRecord | None) -> None:
        self.model_name = model.name if model is not None else ""
        self.height_px = _FALLBACK_HEIGHT_PX
        self._encoder = None
        if model is not None:
            from seqclr_desktop.model.checkpoint import load_encoder

            self._encoder = load_encoder(model.path).eval()
            self.height_px = self._encoder.settings.height_px

    def features(self, images: StoredLineImages, control: Control) -> np.ndarray:
        """(N, F)"""
        see: Callable[[list[np.ndarray]], np.ndarray] = (
            self._by_encoder if self._encoder is not None else _without_model
        )
        found: dict[int, np.ndarray] = {}
        order = sorted(range(len(images)), key=images.width_px)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            found.update(zip(batch, see([images.image(i) for i in batch]), strict=True))
            control.checkpoint()
        if not found:
            return np.zeros((0, 1), np.float32)
        return np.stack([found[index] for index in range(len(images))])

    def _by_encoder(self, strips: list[np.ndarray]) -> np.ndarray:
        import torch

        from seqclr_desktop.model.line_batch import make_batch

        assert self._encoder is not None
        with torch.no_grad():
            frames = self._encoder.visual(make_batch(strips))
            mask = frames.mask[:, :, None].float()
            pooled = (frames.visual * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)  # (N, V)
        return np.asarray(pooled.numpy(), dtype=np.float32)


def _without_model(strips: list[np.ndarray]) -> np.ndarray:
    from seqclr_desktop.images.line_features import line_features

    return np.stack([line_features(strip) for strip in strips])


def _some(ids: list[int], most: int, chance: random.Random) -> list[int]:
    return ids if len(ids) <= most else sorted(chance.sample(ids, most))


def _candidate(line: Line, features: np.ndarray, heights: float, counts: dict[str, int]) -> Candidate:
    """`heights`: the length of the line image in its heights."""
    if line.machine is None or not line.machine.text:
        return Candidate(features, max(_LETTERS_A_HEIGHT * heights, 1))
    rare = rare_letters(line.machine.text, counts) if counts else ()
    return Candidate(features, len(line.machine.text), line.machine.confidence, rare)


def _lines_with_letters(lines: Sequence[Line]) -> dict[str, int]:
    """For each letter, how many transcribed lines have it."""
    return Counter(letter for line in lines if line.human for letter in set(line.human.text))
