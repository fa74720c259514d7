"""Models are removed in the terminal by their names."""

from __future__ import annotations

from pathlib import Path

from tests.builders import add_model, collection_with
from tests.cli.conftest import Terminal


def test_named_models_go_and_an_unknown_name_removes_none(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with collection_with(folder, "one") as collection:
        for name in ("first reader", "second", "third"):
            add_model(collection, name)
    refused = terminal("models", folder, "--remove", "second", "thrid", "--json")
    assert refused.exit_code == 4
    assert "Did you mean “third”?" in refused.json["error"]
    done = terminal("models", folder, "--remove", "first reader", "third", "--json").json
    assert [model["name"] for model in done["removed"]] == ["first reader", "third"]
    assert done["models"][0]["name"] == "second"
    assert [path.name for path in (folder / "models").iterdir()] == ["second.safetensors"]
    assert "“second” is removed. What it has read stays." in terminal("models", folder, "--remove", "second").out
    assert terminal("models", folder, "--remove", "base-latin").exit_code == 4
