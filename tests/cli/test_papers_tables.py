"""The commands that the manual gives for the tables of the paper."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

import pytest

from seqclr_desktop.cli import experiment
from seqclr_desktop.model.settings import Mapping, ProjectionKind
from seqclr_desktop.training.settings import ViewKind
from tests.cli.conftest import Terminal
from tests.exchange.published.published_folders import make_iiit5k

WORDS = ("Saal", "Rose", "Arie", "Lore", "Salo", "Eros", "Ross", "Real", "Oase", "Lars", "Sole", "Areal")


@pytest.fixture(scope="module")
def tables(checkout: Path) -> list[list[str]]:
    """The words of each command for a table, after the name of the program and the verb."""
    manual = (checkout / "resources" / "manual" / "method.md").read_text(encoding="utf-8").replace("\\\n", " ")
    commands = [shlex.split(line) for line in manual.splitlines() if "seqclr-desktop experiment" in line]
    return [words[2:] for words in commands]


def test_each_is_understood_and_asks_for_the_papers_method(tables: list[list[str]]) -> None:
    assert len(tables) == 4
    for words in tables:
        parser = argparse.ArgumentParser()
        experiment.add_options(parser)
        settings = experiment.settings_of(parser.parse_args(words))
        assert Mapping.WINDOW_COUNT in settings.mappings
        assert ProjectionKind.BILSTM in settings.projections
        assert settings.finetuning(0, steps=9).batch_lines == 256
        for arm in settings.arms[1:]:
            own = settings.pretraining(arm, seed=0)
            assert (own.preset, own.views, own.temperature) == ("paper", ViewKind.WORDS, 0.1)
            assert (own.batch_lines, own.steps, settings.finetuning(0).steps) == (256, 200_000, 50_000)


def test_a_table_is_made_from_a_published_folder_of_words(
    tables: list[list[str]], terminal: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "words"
    terminal("new", folder)
    assert (
        terminal("add", folder, make_iiit5k(tmp_path / "IIIT5K", WORDS, WORDS[:3]), "--json").json["pages_added"] == 15
    )
    brief = ("--pretrain-steps", 2, "--steps", 3, "--seeds", 1, "--preset", "small", "--threads", 1, "--device", "cpu")
    said = terminal("experiment", folder, *tables[0][1:], *brief, "--json")
    assert said.exit_code == 0, said.err
    assert [(row["arm"], row["label_count"], row["steps"]) for row in said.json["rows"]] == [
        ("random encoder (control)", 11, 3),
        ("whole line (SimCLR), mlp head", 11, 3),
        ("all frames as one, bilstm head", 11, 3),
        ("fixed number of windows, bilstm head", 11, 3),
        ("frames, bilstm head", 11, 3),
    ]
    assert said.json["test_line_count"] == 3
    assert "2 steps of pretraining, 3 steps of learning to read" in said.json["markdown"]
