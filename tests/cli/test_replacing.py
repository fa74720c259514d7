"""Find and replace in the terminal: shown first, done as one act, taken back."""

from pathlib import Path

from tests.builders import collection_with
from tests.cli.conftest import Terminal


def test_replacing_shows_does_and_takes_back(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    collection_with(folder, "la ville", "Ville d’été", "rien").close()
    shown = terminal("replace", folder, "ville", "cité", "--ignore-accents", "--dry-run", "--json").json
    assert (shown["lines_changed"], shown["would_change"]) == (0, 2)
    assert [line["after"] for line in shown["lines"]] == ["la cité", "cité d’été"]
    done = terminal("replace", folder, "(v)ille", r"\1illage", "--pattern", "--json").json
    assert (done["lines_changed"], done["lines"][0]["after"]) == (1, "la village")
    assert terminal("search", folder, "village", "--json").json["exact_count"] == 1
    back = terminal("replace", folder, "--undo", "--json").json
    assert back["lines_changed"] == 1
    assert terminal("search", folder, '"la ville"', "--json").json["exact_count"] == 1
    assert terminal("replace", folder, "--undo").exit_code == 2
    assert terminal("replace", folder, "ville").exit_code == 2
