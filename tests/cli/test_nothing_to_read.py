"""Where there is nothing to read, the terminal says why."""

from pathlib import Path

import pytest

from tests.builders import collection_with
from tests.cli.conftest import Terminal


@pytest.mark.parametrize(
    ("texts", "options", "said"),
    [
        ((), (), "have no lines yet"),
        (("ma femme",), (), "--again reads anew"),
        (("ma femme",), ("--again",), "People have transcribed all lines"),
    ],
)
def test_why_nothing_was_read_is_said(
    terminal: Terminal, tmp_path: Path, texts: tuple[str, ...], options: tuple[str, ...], said: str
) -> None:
    collection_with(tmp_path / "c", *texts).close()
    done = terminal("transcribe", tmp_path / "c", "--model", "base-latin", "--threads", 1, *options)
    assert (done.exit_code, said in done.out) == (0, True), done.err
