"""A program killed while somebody types has lost no more than the last moment."""

from pathlib import Path

import pytest

from tests.ui.transcription_view.killing import ALLOWED_S, kill_while_typing

MOMENTS = 12  # fifty of them: python -m tests.ui.transcription_view.killing 50


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_killed_while_typing_loses_only_the_last_moment(tmp_path: Path, seed: int) -> None:
    loss = kill_while_typing(tmp_path / "c", seed)
    assert loss.typed > 0
    assert loss.lost_s <= ALLOWED_S
