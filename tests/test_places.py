"""Where things lie, and what lies at a path somebody named."""

from __future__ import annotations

from pathlib import Path

import pytest

from seqclr_desktop import places
from seqclr_desktop.errors import StorageError


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SEQCLR_DESKTOP_HOME", str(tmp_path / "file"))
    with pytest.raises(StorageError, match="cannot be made"):
        places.data_folder()


def test_no_path_makes_a_question_fail(tmp_path: Path) -> None:
    impossible = tmp_path / ("x" * 300)
    assert not places.is_there(impossible)
    assert not places.is_folder(impossible)
    assert not places.is_file(impossible)
    assert places.is_there(tmp_path)
    assert places.is_folder(tmp_path)
    assert not places.is_file(tmp_path)


def test_a_typed_path_never_fails(tmp_path: Path) -> None:
    assert places.typed("~/export") == Path.home() / "export"
    assert places.typed("~nobody-is-called-this/export").name == "export"
    assert places.typed(str(tmp_path)) == tmp_path
