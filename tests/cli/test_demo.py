"""The demo goes through the whole work on the bundled sample, to exports one can open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seqclr_desktop.__main__ import main


def test_the_whole_work_ends_with_exports_beside_the_collection(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "sample"
    assert main(["demo", "--minutes", "0.3", "--dir", str(place), "--quiet", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["cer"] > 0
    assert told["transcribe"]["lines_read"] > 0
    assert set(told["exports"]) == {"page", "text", "pairs"}
    for folder in map(Path, told["exports"].values()):
        assert folder.parent == tmp_path / "sample exports"
        assert any(path.is_file() for path in folder.rglob("*"))
