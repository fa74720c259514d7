"""Train a bundled base model: `python -m seqclr_desktop.jobs.train_base_model --recipe TOML --data DIR --out FILE`.

For the makers of the program, not for its window. A base model has seen many hands, so that a
collection's own few lines have less to teach. With a table `[pretraining]` in the recipe its encoder first
learns to see from the pictures alone (`training.pretrain`). A training that was broken off goes on when the
same command is given again; `--minutes` lets it run in several sittings. `--begin-with MODEL` teaches a
finished one further, as the recipe's table `[further]` says.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from seqclr_desktop.errors import UsageError
from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.makers_command import PrintedProgress, tells_errors
from seqclr_desktop.jobs.published_lines import published_lines, source_folders
from seqclr_desktop.jobs.saved_training import SavedTraining, saved_events
from seqclr_desktop.places import bundled_models_folder

if TYPE_CHECKING:
    import torch

    from seqclr_desktop.model.encoder import Encoder
    from seqclr_desktop.training.finetune import Finetuning
    from seqclr_desktop.training.lines import LabelledLines
    from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings

_SAVE_EVERY_S = 120.0
_TELL_EVERY_S = 20.0


def bundled_model(name: str) -> Path:
    """The file of a model that comes with the program, or will."""
    return bundled_models_folder() / f"{name}.safetensors"


@dataclass(frozen=True)
class Recipe:
    """What a base model is made from, and how; a TOML file states it.

    `begin_with` is the bundled model whose weights the first training starts from; none means from chance.
    `pretraining` is how the first training learns from the pictures alone before it learns to read; None is not at all.
    """

    name: str
    preset: str
    sources: tuple[str, ...]
    settings: FinetuneSettings
    begin_with: str = ""
    pretraining: PretrainSettings | None = None

    @classmethod
    def read(cls, path: Path, *, teaches_further: bool = False) -> Self:
        """The first training, or the one that teaches its model further. Raises UsageError for what is no recipe."""
        from seqclr_desktop.training.settings import FinetuneSettings, PretrainSettings
        from seqclr_desktop.training.view_settings import AugmentationSettings

        try:
            told = tomllib.loads(path.read_text(encoding="utf-8"))
            training: dict[str, Any] = {**told["training"], **(told["further"] if teaches_further else {})}
            augmentation = AugmentationSettings(**training.pop("augmentation"))
            settings = FinetuneSettings(**training, augmentation=augmentation)
            first = None if teaches_further else told.get("pretraining")
            return cls(
                told["name"],
                told["preset"],
                tuple(told["sources"]),
                settings,
                told.get("begin_with", ""),
                None if first is None else PretrainSettings(**first),
            )
        except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise UsageError(f"{path} is not a recipe for a base model: {error}.") from error


@dataclass(frozen=True)
class BaseModelReport:
    """What came of it; `valid_cer` over all validation lines (0–1), `pretrain_steps` of learning from pictures alone.

    Without `steps` the sitting ended while it still learned from pictures alone, and no model was written yet.
    """

    path: Path
    train_line_count: int
    steps: int
    seconds: float
    valid_cer: float | None
    pretrain_steps: int = 0


class TrainBaseModel:
    """Learn to read from the published lines that a recipe names."""

    title = "Train a base model"

    def __init__(
        self,
        recipe: Recipe,
        data_folder: Path,
        path: Path,
        threads: int = 1,
        sitting_minutes: float | None = None,
        begin_with: Path | None = None,
    ) -> None:
        """The training's length is the recipe's; `sitting_minutes` ends this sitting earlier, to be gone on with.

        `begin_with` is a model to teach further, instead of the one the recipe begins with.
        """
        self.begin_with = begin_with or (bundled_model(recipe.begin_with) if recipe.begin_with else None)
        self.recipe = recipe
        self.data_folder = data_folder
        self.path = path
        self.threads = threads
        self.sitting_minutes = sitting_minutes

    def run(self, control: Control) -> BaseModelReport:
        """The states are kept beside the model (`.state`); the model is written at the end of each sitting."""
        import torch

        from seqclr_desktop.model.alphabet import Alphabet
        from seqclr_desktop.model.checkpoint import load_recognizer
        from seqclr_desktop.model.device import choose_device, use_threads
        from seqclr_desktop.model.recognizer import Recognizer
        from seqclr_desktop.model.settings import choose_preset
        from seqclr_desktop.training.finetune import Finetuning

        use_threads(self.threads)
        settings = self.recipe.settings
        device = choose_device(settings.device)
        encoder = choose_preset(self.recipe.preset, device)
        folders = source_folders(self.data_folder, self.recipe.sources)
        train, valid = published_lines(folders, encoder.height_px, control)
        texts = [*train.texts, *valid.texts]
        torch.manual_seed(settings.seed)
        if self.begin_with is None:
            recognizer = Recognizer(encoder, Alphabet.of(texts))
        else:
            recognizer = load_recognizer(self.begin_with)
            recognizer.grow_alphabet(texts)
        sitting = _Sitting(self.sitting_minutes, control)
        pretrain_steps = 0
        if self.recipe.pretraining is not None:
            pretrain_steps, is_over = self._pretrain(recognizer.encoder, train, device, sitting)
            if not is_over:
                return BaseModelReport(self.path, len(train), 0, sitting.seconds, None, pretrain_steps)
        training = Finetuning(recognizer, train, valid, settings, device)
        sitting.follow(training, self.path.with_suffix(".state"))
        training.take_what_there_is()
        self._save(training, len(train), pretrain_steps)
        best = training.best_validation
        valid_cer = best.cer if best else None
        return BaseModelReport(self.path, len(train), training.step, training.seconds, valid_cer, pretrain_steps)

    def _pretrain(
        self, encoder: Encoder, lines: LabelledLines, device: torch.device, sitting: _Sitting
    ) -> tuple[int, bool]:
        """Teach `encoder` from the pictures; returns its steps, and whether it went to its end.

        The texts only tell small readers which of its states is the best.

        What came of it lies beside the model (`.encoder.safetensors`), so that another sitting finds it.
        """
        from seqclr_desktop.model.checkpoint import describe_model, load_encoder, save_encoder
        from seqclr_desktop.training.pretrain import Pretraining

        assert self.recipe.pretraining is not None
        path = self.path.with_suffix(".encoder.safetensors")
        if path.exists():
            encoder.load_state_dict(load_encoder(path).state_dict())
            return int(describe_model(path).provenance["steps"]), True
        training = Pretraining(encoder, lines.images, self.recipe.pretraining, device, labelled=lines)
        state = self.path.with_suffix(".pretraining.state")
        is_over = sitting.follow(training, state)
        if is_over:
            save_encoder(path, training.best, {"made_by": "train_base_model", "steps": training.step})
            encoder.load_state_dict(training.best.state_dict())
            state.unlink(missing_ok=True)
        return training.step, is_over

    def _save(self, training: Finetuning, train_line_count: int, pretrain_steps: int) -> None:
        from seqclr_desktop.model.checkpoint import save_recognizer

        best = training.best_validation
        provenance = {
            "made_by": "train_base_model",
            "name": self.recipe.name,
            "sources": list(self.recipe.sources),
            "train_line_count": train_line_count,
            "pretrain_steps": pretrain_steps,
            "steps": training.step,
            "valid_cer": None if best is None else round(best.cer, 5),
        }
        save_recognizer(self.path, training.best, provenance, in_half_precision=True)


class _Sitting:
    """One stretch of the work: goes through trainings, keeps their states, and ends when its time is over."""

    def __init__(self, minutes: float | None, control: Control) -> None:
        self._minutes = minutes
        self._control = control
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def follow(self, training: SavedTraining, state: Path) -> bool:
        """Go through `training` from the file `state` if there is one; returns whether it went to its end."""
        told = time.monotonic()
        for event in saved_events(training, state, _SAVE_EVERY_S):
            now = time.monotonic()
            fraction, note, matters = _in_words(event)
            if matters or (note and now - told > _TELL_EVERY_S):
                self._control.report(Progress(round(1000 * fraction), 1000, "parts", note))
                told = now
            if self._minutes is not None and self.seconds > 60 * self._minutes:
                training.save(state)
                return False
        return True


def _in_words(event: object) -> tuple[float, str, bool]:
    """Share of the training that is done, what to tell of the event, and whether it must not be passed over."""
    from seqclr_desktop.training.progress_record import FinetuneStep, PretrainCheck, PretrainStep, Validation

    match event:
        case PretrainStep():
            found = [f"{name} {value:.3f}" for name, value in (("loss", event.loss), ("twins found", event.retrieval),
                     ("ink restored", event.restored)) if value is not None]  # fmt: skip
            note, matters = ", ".join([f"pretraining, step {event.step}", *found]), False
        case PretrainCheck():
            rate = "not measured" if event.context_cer is None else f"CER {event.context_cer:.4f}"
            note, matters = f"pretraining, step {event.step}: small reader {rate}", True
        case FinetuneStep():
            note, matters = f"step {event.step}, loss {event.loss:.3f}, {event.lines_per_second:.0f} lines/s", False
        case Validation():
            note = f"step {event.step}, {event.elapsed_s:.0f} s: CER {event.cer:.4f}, WER {event.wer:.4f}"
            matters = True
        case _:
            return 0.0, "", False
    return event.fraction, note, matters


@tells_errors
def main(given: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Train a bundled base model.")
    parser.add_argument("--recipe", type=Path, required=True, help="what to make it from, and how (.toml)")
    parser.add_argument("--data", type=Path, required=True, help="folder in which the recipe's sources lie")
    parser.add_argument("--out", type=Path, required=True, help="model to write (.safetensors)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--minutes", type=float, help="of this sitting; the same command goes on later")
    parser.add_argument("--begin-with", type=Path, metavar="MODEL", help="teach this model further (.safetensors)")
    options = parser.parse_args(given)
    recipe = Recipe.read(options.recipe, teaches_further=options.begin_with is not None)
    job = TrainBaseModel(
        recipe, options.data, options.out, options.threads, options.minutes, begin_with=options.begin_with
    )
    report = job.run(PrintedProgress())
    cer = "not validated yet" if report.valid_cer is None else f"CER {report.valid_cer:.4f} on validation lines"
    steps = f"{report.pretrain_steps} steps of pretraining, " if report.pretrain_steps else ""
    steps += f"{report.steps} steps"
    sys.stdout.write(f"{report.path}: {report.train_line_count} lines, {steps}, {cer}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
