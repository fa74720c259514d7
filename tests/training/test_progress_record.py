import json

import pytest

from seqclr_desktop.training.progress_record import (
    Anchor,
    Averaged,
    Finding,
    FinetuneStep,
    LinesLeftOut,
    PretrainCheck,
    PretrainStep,
    Preview,
    Stage,
    StageBegan,
    TrainingEvent,
    Validation,
    WindowPlace,
    from_record,
    to_record,
)


@pytest.mark.parametrize(
    "event",
    [
        StageBegan(Stage.PRETRAIN, "a processor", 12),
        PretrainStep(3, 0.5, 10.0, None, 4.2, 7.0, 0.3, 20.0),
        PretrainCheck(
            3,
            0.5,
            10.0,
            0.5,
            0.6,
            0.9,
            40.5,
            128,
            0.2,
            0.1,
            0.7,
            2.5,
            0.6,
            2.1,
            True,
            (Finding.PLACE,),
            (Anchor(WindowPlace(4, 0.1, 0.2), (WindowPlace(5, 0.3, 0.4), WindowPlace(6, 0.0, 0.1))),),
        ),
        FinetuneStep(3, 0.5, 10.0, 10.0, 1.5, 1e-3, 30.0),
        Validation(9, 1.0, 20.0, 0.1, 0.4, True, (Preview(1, "mère", "mere"),)),
        LinesLeftOut("too short", (4, 5)),
        Averaged(1.0, 20.0, cer_last=0.12, cer_mean=0.1),
    ],
)
def test_events_come_back_from_their_record(event: TrainingEvent) -> None:
    assert from_record(json.loads(json.dumps(to_record(event)))) == event
