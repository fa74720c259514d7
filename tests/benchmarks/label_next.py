"""Whether useful lines are useful: N lines chosen by the program against 1.3 N drawn at random, on lines nobody read.

    python tests/benchmarks/label_next.py --data ../shared/data --set peraire --judge test

The collection's pages of `train_pool` come in without their texts, as if nobody had transcribed them. For each seed two
recognisers learn from the same start with as many steps: one from the true texts of N lines that `next` names, one
from those of 1.3 N random lines. Both are judged on the pages of `valid` (to choose a rule by) or of `test` (to tell
how good it is, once), which the choice knows nothing of. JSON lines, then means and standard deviations.

It is made to be cheap, some twenty seconds of a processor for a recogniser: both start from the model that comes with
the program and keep its convolutions as they are, so that what these see of each line is computed once. BiLSTM and
decoder learn as in the program, but without changed views of the lines, and are mixed with the start as it does, by
the lines of `valid`.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import shutil
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch  # noqa: TID253  (a benchmark is not the program: it may be slow to open)

from seqclr_desktop.collection import Collection
from seqclr_desktop.collection.base_models import bundled_models
from seqclr_desktop.document import Direction
from seqclr_desktop.jobs.import_pages import ImportPages
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.line_eyes import ReadingEyes, SeenLine
from seqclr_desktop.jobs.line_images import LineImageMaker, StoredLineImages
from seqclr_desktop.jobs.line_plan import label_of
from seqclr_desktop.jobs.next_lines import FindNextLines
from seqclr_desktop.model.checkpoint import load_recognizer
from seqclr_desktop.model.encoder import Frames
from seqclr_desktop.model.line_batch import batches_by_width
from seqclr_desktop.model.mixture import TRIED_SHARES, mixture
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.text_order import to_visual
from seqclr_desktop.recognition.useful_lines import SECONDS_A_LETTER, SECONDS_A_LINE
from seqclr_desktop.training.error_rates import error_rates
from seqclr_desktop.training.lines import BatchOrder
from seqclr_desktop.training.settings import FinetuneSettings

MORE = 1.3
BATCH_LINES = 8
FEATURES_LEFT_OUT = 0.2  # in place of changed views


@dataclass(frozen=True)
class TrueLine:
    """A line of the collection, what stands there, and (T, V) what the convolutions see of it."""

    line_id: int
    text: str
    label: str
    direction: Direction
    visual: np.ndarray


class KeepingEyes(ReadingEyes):
    """Looks at each line once, and keeps what the convolutions saw."""

    def __init__(self, name: str, recognizer: Recognizer) -> None:
        super().__init__(name, recognizer, temperature=1.0)
        self.visual: dict[int, np.ndarray] = {}  # by the id of the line, (T, V)
        self._seen: dict[int, SeenLine] = {}
        self._last = np.zeros((0, 0), np.float16)

    def see(self, images: StoredLineImages, control: Control) -> list[SeenLine]:
        ids = [images.line_id(index) for index in range(len(images))]
        for index, line_id in enumerate(ids):
            if line_id not in self._seen:
                (self._seen[line_id],) = super().see(images.only([index]), control)
                self.visual[line_id] = self._last
        return [self._seen[line_id] for line_id in ids]

    def _frames(self, strips: Sequence[np.ndarray]) -> Frames:
        frames = super()._frames(strips)
        self._last = frames.visual[0, : int(frames.counts[0])].numpy().astype(np.float16)
        return frames


class Pages:
    """A collection of some pages, its lines with their true texts, and the eyes that have seen them all."""

    def __init__(self, folder: Path, source: Path, names: Iterable[str], start: Recognizer) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        self.folder = folder
        Collection.create(folder).close()
        ImportPages(folder, [path for name in names for path in sorted(source.glob(f"{name}.*"))]).run(Control())
        self.eyes = KeepingEyes("start", start)
        with Collection.open(folder) as collection:
            maker = LineImageMaker(collection, start.settings.height_px)
            images, _ = maker.prepare(collection.pages(), Control())
            self.eyes.see(images, Control())
            maker.close()
            self.lines = {
                line.id: TrueLine(line.id, line.human.text, label_of(line), line.direction, self.eyes.visual[line.id])
                for line in images.lines
                if line.id is not None and line.human is not None and line.human.text
            }

    def forget_texts(self) -> None:
        """As if nobody had transcribed anything; the texts stay in `lines`."""
        with Collection.open(self.folder) as collection:
            for line_id in self.lines:
                collection.write_human_text(line_id, "")


def main() -> None:
    options = _options()
    torch.set_num_threads(options.threads)
    source = options.data / options.set
    splits = json.loads((source / "splits.json").read_text(encoding="utf-8"))
    start = load_recognizer(bundled_models(["latin"])[0].path).eval()
    pool = Pages(options.work / options.set / "pool", source / "pages", splits["train_pool"], start)
    pool.forget_texts()
    parts = {
        part: Pages(options.work / options.set / part, source / "pages", splits[part], start)
        for part in {"valid", options.judge}
    }
    watching, judging = (list(parts[part].lines.values()) for part in ("valid", options.judge))
    rates: dict[str, list[float]] = {"chosen": [], "random": []}
    for seed in range(options.seeds):
        for arm, known in rates.items():
            lines = _chosen(pool, options.lines, seed) if arm == "chosen" else _drawn(pool, options.lines, seed)
            reader = _mixed(start, _learn(start, lines, seed, options.steps), watching)
            known.append(_cer(reader, judging))
            print(json.dumps(_row(options.set, arm, seed, lines, known[-1])), flush=True)
    print(json.dumps(_summary(rates)))


def _chosen(pool: Pages, count: int, seed: int) -> list[TrueLine]:
    """What `next --count` names; lines that have no text in the collection at all are passed over."""
    report = FindNextLines(pool.folder, count, seed, eyes_for=lambda _: pool.eyes).run(Control())
    return [pool.lines[line.line_id] for line in report.lines if line.line_id in pool.lines]


def _drawn(pool: Pages, count: int, seed: int) -> list[TrueLine]:
    """MORE times as many, each line as likely as the next."""
    lines = [pool.lines[line_id] for line_id in sorted(pool.lines)]
    return random.Random(seed).sample(lines, min(round(MORE * count), len(lines)))


def _row(name: str, arm: str, seed: int, lines: Sequence[TrueLine], cer: float) -> dict[str, Any]:
    letters = sum(len(line.text) for line in lines)
    minutes = (SECONDS_A_LINE * len(lines) + SECONDS_A_LETTER * letters) / 60
    told = {"lines": len(lines), "letters": letters, "minutes_of_a_person": round(minutes, 1)}
    return {"set": name, "arm": arm, "seed": seed, **told, "cer": round(cer, 4)}


def _summary(rates: dict[str, list[float]]) -> dict[str, Any]:
    means = {arm: round(statistics.mean(known), 4) for arm, known in rates.items()}
    spreads = {arm: round(statistics.stdev(known), 4) if len(known) > 1 else None for arm, known in rates.items()}
    return {"mean_cer": means, "standard_deviation": spreads, "is_reached": means["chosen"] <= means["random"]}


def _learn(start: Recognizer, lines: Sequence[TrueLine], seed: int, steps: int) -> Recognizer:
    """The running mean of what the BiLSTM and the decoder learned, as in `training.finetune`."""
    torch.manual_seed(seed)
    settings = FinetuneSettings()
    highest_rate = settings.learning_rate * settings.continued_rate
    reader = copy.deepcopy(start)
    reader.grow_alphabet([line.label for line in lines])
    mean = copy.deepcopy(reader)
    reader.train()
    parameters = _learning_part(reader)
    optimizer = torch.optim.AdamW(parameters, lr=highest_rate, weight_decay=settings.weight_decay, betas=(0.9, 0.99))
    targets = [reader.alphabet.encode(to_visual(line.label, line.direction)) for line in lines]
    usable = [i for i, line in enumerate(lines) if reader.decoder.can_spell(targets[i], len(line.visual))]
    order = BatchOrder([len(lines[i].visual) for i in usable], BATCH_LINES, seed)
    for step in range(steps):
        optimizer.param_groups[0]["lr"] = highest_rate * _share_of_rate(step / steps)
        batch = [usable[place] for place in order.batch(step)]
        loss = reader.decoder.loss(
            _frames(reader, [lines[i] for i in batch], FEATURES_LEFT_OUT), [targets[i] for i in batch]
        )
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        memory = min(settings.averaging, (step + 1) / (step + 10))
        with torch.no_grad():
            for kept, value in zip(_learning_part(mean), parameters, strict=True):
                kept.lerp_(value, 1 - memory)
    return mean.eval()


def _mixed(start: Recognizer, taught: Recognizer, watching: Sequence[TrueLine]) -> Recognizer:
    """With as much of what was known before as reads the watching lines best."""
    known = copy.deepcopy(start)
    known.grow_alphabet(["".join(taught.alphabet.characters)])
    candidates = [taught, *(mixture(known, taught, share) for share in TRIED_SHARES)]
    return min(candidates, key=lambda reader: _cer(reader, watching))


def _learning_part(reader: Recognizer) -> list[torch.nn.Parameter]:
    return [*reader.encoder.context.parameters(), *reader.decoder.parameters()]


def _share_of_rate(fraction: float) -> float:
    return min(1.0, (fraction + 0.001) / 0.04) * (0.5 * (1 + math.cos(math.pi * fraction)) + 0.005)


def _frames(reader: Recognizer, lines: Sequence[TrueLine], left_out: float = 0.0) -> Frames:
    """What the decoder gets of lines whose visual features are there already."""
    counts = torch.tensor([len(line.visual) for line in lines])
    visual = torch.nn.utils.rnn.pad_sequence(
        [torch.from_numpy(line.visual.astype(np.float32)) for line in lines], batch_first=True
    )  # (N, T, V)
    visual = torch.nn.functional.dropout(visual, left_out)
    contextual = visual
    for layer in reader.encoder.context:
        contextual = layer(contextual, counts)  # (N, T, 2 * C)
    return Frames(visual, contextual, counts)


def _cer(reader: Recognizer, lines: Sequence[TrueLine]) -> float:
    pairs: list[tuple[str, str]] = []
    for batch in batches_by_width([len(line.visual) for line in lines], 16):
        chosen = [lines[place] for place in batch]
        with reader.at_rest():
            frames = _frames(reader, chosen)
        readings = reader.read_frames(frames, [line.direction for line in chosen])
        pairs += [(line.text, reading.text) for line, reading in zip(chosen, readings, strict=True)]
    return error_rates(pairs).cer


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", default="peraire")
    parser.add_argument("--judge", choices=("valid", "test"), default="valid", help="the pages it is judged by")
    parser.add_argument("--work", type=Path, default=Path("build/label-next"))
    parser.add_argument("--lines", type=int, default=60, help="how many are chosen")
    parser.add_argument("--steps", type=int, default=60, help=f"of learning, {BATCH_LINES} lines each")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
