import json

import pytest

from seqclr_desktop.training.progress_record import (
    FinetuneStep,
    LinesLeftOut,
    PretrainStep,
    Preview,
    Stage,
    StageBegan,
    TrainingEvent,
    Validation,
    from_record,
    to_record,
)


@pytest.mark.parametrize(
    "event",
    [
        StageBegan(Stage.PRETRAIN, "a processor", 12),
        PretrainStep(3, 0.5, 10.0, None, 4.2, 7.0, 0.3, 20.0),
        FinetuneStep(3, 0.5, 10.0, 10.0, 1.5, 1e-3, 30.0),
        Validation(9, 1.0, 20.0, 0.1, 0.4, True, (Preview(1, "mère", "mere"),)),
        LinesLeftOut("too short", (4, 5)),
    ],
)
def test_events_come_back_from_their_record(event: TrainingEvent) -> None:
    assert from_record(json.loads(json.dumps(to_record(event)))) == event
