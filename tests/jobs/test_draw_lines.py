"""Lines are drawn by a recipe into a source that a base model can be taught with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UsageError
from seqclr_desktop.exchange.line_strips import read_line_strips
from seqclr_desktop.jobs.draw_lines import DrawingRecipe, main
from seqclr_desktop.jobs.train_base_model import main as train
from seqclr_desktop.places import resources_folder

RECIPE = """
direction = "rtl"
train_count = 12
valid_count = 3
[texts]
words = "words.tsv"
phrases = ["{day}.{day}.{year}"]
longest = 14
[[hands]]
pens = "hebrew-cursive"
count = 4
[[hands]]
font = "SILEOT.ttf"
is_for_validation = true
"""
TRAINING = """
name = "base-test"
preset = "small"
sources = ["drawn"]
begin_with = "base-latin"
[training]
epochs = 1
batch_lines = 4
[training.augmentation]
slant = 0.1
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    (tmp_path / "words.tsv").write_text("שלום\t2\nמכתב\t1\nאדון\t1\n", encoding="utf-8")
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE, encoding="utf-8")
    return path


def options(recipe: Path, out: Path) -> list[str]:
    fonts = resources_folder() / "fonts"
    return ["--recipe", str(recipe), "--fonts", str(fonts), "--texts", str(recipe.parent), "--out", str(out)]


def test_the_command_draws_a_source_whose_validation_hands_are_others(recipe: Path, tmp_path: Path) -> None:
    out = tmp_path / "drawn"
    command = [sys.executable, "-m", "seqclr_desktop.jobs.draw_lines", *options(recipe, out)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "15 lines" in done.stdout
    strips = list(read_line_strips(out))
    assert [strip.is_for_validation for strip in strips] == [False] * 12 + [True] * 3
    assert all(strip.direction is Direction.RIGHT_TO_LEFT and strip.grey.shape[0] == 64 for strip in strips)
    rows = [row.split("\t") for row in (out / "lines.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    hands = {split: {row[2] for row in rows if row[3] == split} for split in ("train", "valid")}
    assert hands["valid"] == {"SILEOT"}
    assert all(hand.startswith("hebrew-cursive-") for hand in hands["train"])


def test_the_same_recipe_draws_the_same_lines(recipe: Path, tmp_path: Path) -> None:
    drawn = []
    for name in ("a", "b"):
        main(options(recipe, tmp_path / name))
        drawn.append(list(read_line_strips(tmp_path / name)))
    assert all(
        one.text == other.text and np.array_equal(one.grey, other.grey) for one, other in zip(*drawn, strict=True)
    )


def test_a_model_of_another_script_goes_on_with_drawn_lines(recipe: Path, tmp_path: Path) -> None:
    from seqclr_desktop.model.checkpoint import describe_model

    main(options(recipe, tmp_path / "data" / "drawn"))
    (tmp_path / "base.toml").write_text(TRAINING, encoding="utf-8")
    made = tmp_path / "base.safetensors"
    train(["--recipe", str(tmp_path / "base.toml"), "--data", str(tmp_path / "data"), "--out", str(made)])
    alphabet = describe_model(made).alphabet
    assert alphabet is not None
    assert {"ש", "a"} <= set(alphabet.characters)  # the letters drawn beside those it began with


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        (RECIPE.replace('pens = "hebrew-cursive"', 'pens = "hebrew-cursive"\nfont = "a.ttf"'), "either a font or pens"),
        (RECIPE.replace("train_count = 12", ""), "train_count"),
        (RECIPE.replace('"rtl"', '"up"'), "up"),
    ],
)
def test_a_recipe_with_a_slip_is_told_of(recipe: Path, slip: str, told: str) -> None:
    recipe.write_text(slip, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        DrawingRecipe.read(recipe)


def test_a_recipe_without_hands_to_validate_with_is_told_of(
    recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe.write_text(RECIPE.replace("is_for_validation = true", ""), encoding="utf-8")
    assert main(options(recipe, tmp_path / "drawn")) == UsageError.exit_code
    assert "hands for validation" in capsys.readouterr().err


def test_no_bundled_recipe_learns_from_a_hand_it_is_validated_with() -> None:
    recipes = sorted((resources_folder() / "models").glob("*-lines.toml"))
    assert recipes
    for path in recipes:
        plans = DrawingRecipe.read(path).hands
        fonts = [
            {plan.font.split("_")[0] for plan in plans if plan.font and plan.is_for_validation is way}
            for way in (False, True)
        ]
        pens = [
            {
                (plan.pens, plan.first_seed + number)
                for plan in plans
                for number in range(plan.count if plan.pens else 0)
                if plan.is_for_validation is way
            }
            for way in (False, True)
        ]
        assert not fonts[0] & fonts[1]
        assert not pens[0] & pens[1]
        assert not {"Solitreo", "GveretLevin"} & {font for part in fonts for font in part}
