"""A base model is made from published lines by a recipe, in one sitting or in several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UsageError
from seqclr_desktop.jobs.published_lines import strip_image
from seqclr_desktop.jobs.score_base_model import main as score
from seqclr_desktop.jobs.train_base_model import Recipe, main
from seqclr_desktop.model.checkpoint import describe_model, load_recognizer
from seqclr_desktop.places import resources_folder
from seqclr_desktop.training.error_rates import error_rates
from tests.exchange.test_line_strips import make_source
from tests.training.drawn_lines import TEXTS, draw_line

RECIPE = """
name = "base-test"
preset = "small"
sources = ["lines/*"]
[training]
epochs = {epochs}
batch_lines = 4
learning_rate = 3e-3
seed = 0
[training.augmentation]
slant = 0.1
ruling = 0.2
neighbours = 0.2
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [
        (f"{n}.webp", 255 - draw_line(text, 64), "valid" if n == 0 else "train", "ltr", text)
        for n, text in enumerate((*TEXTS, *TEXTS))
    ]
    make_source(tmp_path / "data" / "lines" / "hand", rows)
    return tmp_path / "data"


def command(data: Path, epochs: int, *more: str) -> list[str]:
    recipe = data.parent / "recipe.toml"
    recipe.write_text(RECIPE.format(epochs=epochs), encoding="utf-8")
    return ["--recipe", str(recipe), "--data", str(data), "--out", str(data.parent / "base.safetensors"), *more]


def test_the_command_makes_a_model_that_reads(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command(data, epochs=2)) == 0
    assert "15 lines, 8 steps" in capsys.readouterr().out
    path = data.parent / "base.safetensors"
    assert set(describe_model(path).alphabet.characters) == set("".join(TEXTS))  # type: ignore[union-attr]
    assert path.stat().st_size < 3_000_000  # half precision
    reading = load_recognizer(path).read([draw_line("la mer")], ["ltr"])  # type: ignore[list-item]
    assert len(reading) == 1


def test_each_source_is_scored_by_its_own_validation_lines(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = command(data, epochs=1)
    text = TEXTS[0]
    unheld = [("0.webp", 255 - draw_line(text, 64), "train", "ltr", text)]
    make_source(data / "lines" / "no-validation", unheld)
    main(given)
    capsys.readouterr()
    model = data.parent / "base.safetensors"
    assert score(["--recipe", given[1], "--data", str(data), "--model", str(model)]) == 0
    head, _, row = capsys.readouterr().out.splitlines()
    assert head.startswith("| source | lines |")
    assert row.startswith("| hand | 1 | ")
    reading = load_recognizer(model).read([strip_image(255 - draw_line(text, 64), 40)], [Direction.LEFT_TO_RIGHT])[0]
    assert f"{100 * error_rates([(text, reading.text)]).cer:.1f} %" in row


def test_a_training_goes_on_in_a_second_sitting(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(command(data, 6, "--minutes", "0.0001"))
    first = capsys.readouterr().out
    main(command(data, 6))
    second = capsys.readouterr()
    assert "24 steps" not in first
    assert "24 steps" in second.out


def test_a_recipe_may_learn_from_the_pictures_before_it_reads(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = command(data, epochs=2)
    recipe = data.parent / "recipe.toml"
    recipe.write_text(recipe.read_text() + "[pretraining]\nepochs = 3\nbatch_lines = 4\n", encoding="utf-8")
    assert main([*given, "--minutes", "0.0001"]) == 0  # ends while it looks at pictures
    assert "0 steps, not validated" in capsys.readouterr().out
    model, encoder = data.parent / "base.safetensors", data.parent / "base.encoder.safetensors"
    assert not model.exists()
    assert main(given) == 0
    assert "12 steps of pretraining, 8 steps" in capsys.readouterr().out
    assert describe_model(encoder).alphabet is None
    assert describe_model(model).provenance["pretrain_steps"] == 12
    from_chance = command(data, epochs=2)
    assert main([*from_chance[:-1], str(data.parent / "other.safetensors")]) == 0
    assert not _same_weights(model, data.parent / "other.safetensors")


def test_teaching_further_does_not_pretrain(data: Path) -> None:
    command(data, epochs=2)  # writes the recipe
    recipe = data.parent / "recipe.toml"
    recipe.write_text(
        recipe.read_text() + "[further]\nlearning_rate = 1e-3\n[pretraining]\nepochs = 3\n", encoding="utf-8"
    )
    assert Recipe.read(recipe).pretraining is not None
    assert Recipe.read(recipe, teaches_further=True).pretraining is None


def _same_weights(first: Path, second: Path) -> bool:
    one, other = load_recognizer(first).state_dict(), load_recognizer(second).state_dict()
    return all(bool((one[name] == other[name]).all()) for name in one)


def test_lines_get_the_size_they_have_on_pages() -> None:
    import numpy as np

    tight = np.full((64, 400), 230, np.uint8)
    tight[14:50:2, 20:380] = 30
    roomy = np.full((128, 400), 230, np.uint8)
    roomy[46:82:2, 20:380] = 30
    heights = [int((strip_image(grey, 40).max(axis=1) > 100).sum()) for grey in (tight, roomy)]
    assert abs(heights[0] - heights[1]) <= 8


def test_a_recipe_with_a_slip_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("name = 3", encoding="utf-8")
    with pytest.raises(UsageError, match="not a recipe"):
        Recipe.read(tmp_path / "r.toml")


@pytest.mark.parametrize("make", [main, score])
def test_the_commands_tell_of_a_slip_in_a_sentence(
    make: Callable[[list[str]], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.toml").write_text("name = 3", encoding="utf-8")
    given = ["--recipe", str(tmp_path / "r.toml"), "--data", str(tmp_path)]
    out = ["--out", str(tmp_path / "m.safetensors")] if make is main else []
    assert make([*given, *out]) == UsageError.exit_code
    assert "not a recipe" in capsys.readouterr().err


@pytest.mark.parametrize(
    "path", sorted((resources_folder() / "models").glob("base-*.toml")), ids=lambda path: path.stem
)
def test_the_bundled_recipes_are_such(path: Path) -> None:
    recipe = Recipe.read(path)
    assert recipe.name == path.stem
    assert not recipe.begin_with or (path.parent / f"{recipe.begin_with}.safetensors").is_file()
