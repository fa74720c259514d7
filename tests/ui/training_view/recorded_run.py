"""The events of a small training as a job tells them, for tests to play back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seqclr_desktop.document import Line
from seqclr_desktop.training.progress_record import (
    Anchor,
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
)

DEVICE = "this computer's processor, 2 cores"


def recorded_events(lines: Sequence[Line] = ()) -> Iterator[TrainingEvent]:
    """Preparing, 5 pretraining steps in 50 s, 6 fine-tuning steps in 60 s, two validations: 40 % and 20 % wrong."""
    yield StageBegan(Stage.PREPARE, line_count=600)
    yield StageBegan(Stage.PRETRAIN, DEVICE, 600)
    for step in range(1, 6):
        yield PretrainStep(step, step / 5, 10.0 * step, 50.0 - 10 * step, 6.0 - step, 6.2146, 0.15 * step, 11.3)
    yield StageBegan(Stage.FINETUNE, DEVICE, 182)
    yield LinesLeftOut("too long for its image", (3, 4))
    for step in range(1, 7):
        yield FinetuneStep(step, step / 6, 50.0 + 10 * step, 60.0 - 10 * step, 3.0 / step, 1e-3, 21.4)
        if step % 3 == 0:
            previews = tuple(Preview(line.id or 0, line.best_text, f"{line.best_text[:-1]}x") for line in lines)
            yield Validation(step, step / 6, 50.0 + 10 * step, 1.2 / step, 2.0 / step, True, previews)


def a_check(line_ids: Sequence[int], findings: tuple[Finding, ...]) -> PretrainCheck:
    """A look from the side after ten seconds, with two anchors on the first of the lines."""
    first, *others = (WindowPlace(line_id, 0.2, 0.26) for line_id in line_ids)
    anchors = (Anchor(first, tuple(others)), Anchor(others[0], (first,)))
    return PretrainCheck(
        9, 0.5, 10.0, 0.31, 0.42, 0.97, 40.4, 128, 0.08, 0.07, 0.91, 2.9, 0.62, 2.1, True, findings, anchors
    )
