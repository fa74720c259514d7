"""How a base model reads its sources: `python -m seqclr_desktop.jobs.score_base_model --recipe TOML --data DIR`.

For the makers of the program: prints a table of wrong letters and words on each source's validation lines, for the
model's card. A mean over all sources hides which kinds of writing a model reads badly.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.jobs.makers_command import PrintedProgress, tells_errors
from seqclr_desktop.jobs.published_lines import source_folders, validation_lines
from seqclr_desktop.jobs.train_base_model import Recipe, bundled_model


@dataclass(frozen=True)
class SourceScore:
    """Over the validation lines of one source, rates as shares."""

    source: str
    line_count: int
    cer: float
    wer: float


class ScoreBaseModel:
    """Read the validation lines of the sources that a recipe names."""

    title = "Score a base model"

    def __init__(self, recipe: Recipe, data_folder: Path, model: Path, threads: int = 1) -> None:
        self.recipe = recipe
        self.data_folder = data_folder
        self.model = model
        self.threads = threads

    def run(self, control: Control) -> tuple[SourceScore, ...]:
        """Sources without validation lines are left out. Raises UsageError, UnreadableFileError, ModelError."""
        return tuple(self._scores(control))

    def _scores(self, control: Control) -> Iterator[SourceScore]:
        from seqclr_desktop.model.checkpoint import load_recognizer
        from seqclr_desktop.model.device import use_threads
        from seqclr_desktop.training.error_rates import error_rates
        from seqclr_desktop.training.evaluate import read_lines

        use_threads(self.threads)
        recognizer = load_recognizer(self.model).eval()
        folders = source_folders(self.data_folder, self.recipe.sources)
        for done, folder in enumerate(folders, start=1):
            lines = validation_lines(folder, recognizer.settings.height_px)
            read = [(lines.texts[i], reading.text) for batch in read_lines(recognizer, lines) for i, reading in batch]
            control.report(Progress(done, len(folders), "sources", folder.name))
            if read:
                rates = error_rates(read)
                yield SourceScore(folder.name, rates.line_count, rates.cer, rates.wer)


@tells_errors
def main(given: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="How a bundled base model reads each of its sources.")
    parser.add_argument("--recipe", type=Path, required=True, help="what it was made from (.toml)")
    parser.add_argument("--data", type=Path, required=True, help="folder in which the recipe's sources lie")
    parser.add_argument("--model", type=Path, help="another model than the bundled one (.safetensors)")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(given)
    recipe = Recipe.read(options.recipe)
    model = options.model or bundled_model(recipe.name)
    scores = ScoreBaseModel(recipe, options.data, model, options.threads).run(PrintedProgress())
    rows = [f"| {s.source} | {s.line_count} | {100 * s.cer:.1f} % | {100 * s.wer:.1f} % |" for s in scores]
    sys.stdout.write("\n".join(["| source | lines | CER | wrong words |", "|---|---|---|---|", *rows]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
