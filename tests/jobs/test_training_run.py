"""What becomes of a run when something is in its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from seqclr_desktop.collection import Collection, RunState
from seqclr_desktop.errors import AppError, DeviceError, UnstableError
from seqclr_desktop.jobs.training_run import open_run


@pytest.mark.parametrize(
    ("has_learned", "error", "state"),
    [
        (True, DeviceError("The device is gone."), RunState.PAUSED),
        (False, DeviceError("The device is gone."), RunState.FAILED),
        (True, UnstableError("The loss is no number."), RunState.FAILED),
    ],
)
def test_what_was_learned_can_be_gone_on_with_unless_it_is_broken(
    tmp_path: Path, has_learned: bool, error: AppError, state: RunState
) -> None:
    with Collection.create(tmp_path / "c") as collection:
        run_id = collection.begin_run("finetune", "Learn", {}).id
        with pytest.raises(AppError):
            _fail(collection, run_id, has_learned, error)
        assert collection.run(run_id).state is state


def _fail(collection: Collection, run_id: int, has_learned: bool, error: AppError) -> None:
    with open_run(collection, "finetune", "Learn", {}, run_id) as run:
        if has_learned:
            run.state_path("finetune").write_bytes(b"weights")
        raise error
