"""The manual's page on the terminal names every verb, and with it each of its options."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from seqclr_desktop.cli.main import VERBS
from seqclr_desktop.cli.verb import Verb


def options_of(verb: Verb) -> set[str]:
    parser = argparse.ArgumentParser(add_help=False)
    verb.add_options(parser)
    return {name for action in parser._actions for name in action.option_strings}


def told_of(verb: Verb, manual: str) -> str:
    """The rows of the tables that are about the verb: its own, and those of options that name it; then those of all."""
    rows = [row.replace("\\|", "/").split("|") for row in manual.splitlines() if row.startswith("|")]
    told, name = [], ""
    for _, first, second, *rest in rows:
        name = first.strip() or name  # a row without a name goes on with the one above it
        if first.startswith(f" `{verb.NAME} ") or f"`{verb.NAME}`" in first + second:
            told.append(" ".join((name, second, *rest)))
    return "\n".join(told)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.NAME)
def test_the_manual_names_every_option(verb: Verb, checkout: Path) -> None:
    told = told_of(verb, (checkout / "resources" / "manual" / "terminal.md").read_text(encoding="utf-8"))
    assert told
    assert {option for option in options_of(verb) if f"{option} " not in told and f"{option}`" not in told} == set()
