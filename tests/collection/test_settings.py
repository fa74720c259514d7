"""Small settings are kept under their keys."""

from pathlib import Path

from seqclr_desktop.collection import Collection


def test_setting_is_what_was_set_last_or_the_default(tmp_path: Path) -> None:
    with Collection.create(tmp_path) as collection:
        assert collection.setting("place") == ""
        assert collection.setting("place", "start") == "start"
        collection.set_setting("place", "12")
        collection.set_setting("place", "13")
        collection.set_setting("empty", "")
        assert collection.setting("place", "start") == "13"
        assert collection.setting("empty", "start") == ""
