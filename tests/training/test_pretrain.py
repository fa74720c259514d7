import json
import time
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from seqclr_desktop.errors import TrainingError, UsageError
from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.instance_mapping import frame_places, pool_windows
from seqclr_desktop.model.line_batch import make_batch
from seqclr_desktop.model.settings import EncoderSettings, FeatureKind, Mapping, ProjectionKind
from seqclr_desktop.training.collapse_watch import Measures
from seqclr_desktop.training.lines import seeded_generator
from seqclr_desktop.training.pretrain import Pretraining
from seqclr_desktop.training.progress_record import PretrainCheck, PretrainStep
from seqclr_desktop.training.settings import Negatives, PretrainSettings, ViewKind
from seqclr_desktop.training.view_settings import FOR_PRETRAINING
from seqclr_desktop.training.window_contrast import unchanged
from tests.training.drawn_lines import TEXTS, DrawnImages, drawn_lines

TINY = EncoderSettings(channels=(16, 16, 32), visual_size=32, context_size=16)
CPU = torch.device("cpu")
GENTLE = {"augmentation": FOR_PRETRAINING.scaled(0.3), "learning_rate": 1e-3}


def pretraining(epochs: int | None, texts: tuple[str, ...] = TEXTS, **choices: Any) -> Pretraining:
    torch.manual_seed(0)
    settings = PretrainSettings(**{"epochs": epochs, "batch_lines": 8, "learning_rate": 3e-3, "checks": 0, **choices})
    return Pretraining(Encoder(TINY), DrawnImages(texts), settings, CPU)


def steps(training: Pretraining) -> list[PretrainStep]:
    return [event for event in training.run() if isinstance(event, PretrainStep)]


def test_twins_are_found_better_and_better() -> None:
    training = pretraining(epochs=30)
    events = steps(training)
    losses = [event.loss for event in events if event.loss is not None]
    found = [event.retrieval for event in events if event.retrieval is not None]
    assert losses[-1] < 0.9 * losses[0]
    assert found[-1] > found[0]
    assert events[-1].fraction == 1.0
    assert training.step == 30


@pytest.mark.parametrize(
    "choices",
    [
        {"mapping": Mapping.ALL, "projection": ProjectionKind.BILSTM, "crop_share": 0.0, **GENTLE},
        {"mapping": Mapping.PICTURE, "crop_share": 0.0, "epochs": 80, **GENTLE},  # begins slowly: means are alike
        {"mapping": Mapping.WINDOW_COUNT, "window_count": 3, "crop_share": 0.1},
        {"mapping": Mapping.FRAME, "projection": ProjectionKind.NONE},
        {"features": FeatureKind.CONTEXTUAL, "projection": ProjectionKind.BILSTM},
        {"views": ViewKind.WORDS},
        {"negatives": Negatives.LINE},
    ],
    ids=["all", "picture", "count", "frame", "contextual", "words", "line"],
)
def test_every_choice_of_the_method_learns(choices: dict[str, Any]) -> None:
    events = steps(pretraining(**{"epochs": 40, **choices}))
    first, last = events[0], events[-1]
    assert first.loss is not None
    assert last.loss is not None
    assert last.loss < 0.95 * first.loss
    assert last.restored is None


def test_simclr_pools_the_line_before_the_head_and_all_to_instance_after_it() -> None:
    pooled_first, projected_first = (pretraining(epochs=1, mapping=m) for m in (Mapping.PICTURE, Mapping.ALL))
    images = DrawnImages(TEXTS)
    view = unchanged(make_batch([images.image(place) for place in range(len(TEXTS))]))
    with torch.no_grad():
        grid = pooled_first._contrast.grid(view.batch)
        frames = pooled_first.encoder.visual(view.batch)
        places = frame_places(view.source_x, frames, TINY)
        mean = pool_windows(frames.visual, frames.mask, places, grid, TINY.frame_px).vectors
        found = pooled_first._contrast.windows(view, grid).vectors
        assert found.shape == (len(TEXTS), 1, 128)
        torch.testing.assert_close(found, pooled_first._projection(mean, torch.ones_like(frames.counts)))
        other = projected_first._contrast.windows(view, grid).vectors  # of the same weights
    assert not torch.allclose(other, found, atol=1e-3)


def test_contrasting_visual_features_leaves_the_bilstm_as_it_was() -> None:
    training = pretraining(epochs=2)
    before = {name: tensor.clone() for name, tensor in training.encoder.context.state_dict().items()}
    list(training.run())
    torch.testing.assert_close(training.encoder.context.state_dict(), before)
    other = pretraining(epochs=2, features=FeatureKind.CONTEXTUAL)
    list(other.run())
    assert any(not torch.equal(tensor, before[name]) for name, tensor in other.encoder.context.state_dict().items())


def test_contextual_features_need_a_bilstm() -> None:
    with pytest.raises(UsageError, match="BiLSTM"):
        PretrainSettings(features=FeatureKind.CONTEXTUAL, context_layers=0)
    with pytest.raises(TrainingError, match="BiLSTM"):
        Pretraining(
            Encoder(replace(TINY, context_layers=0)),
            DrawnImages(TEXTS),
            PretrainSettings(features=FeatureKind.CONTEXTUAL),
            CPU,
        )


def test_hidden_ink_is_restored_better_and_better() -> None:
    training = pretraining(epochs=60, contrastive_weight=0.0, masked_weight=1.0, masked_share=0.3)
    events = steps(training)
    assert events[0].restored is not None
    assert events[-1].restored is not None
    assert events[-1].restored > events[0].restored + 0.1
    assert events[-1].loss is events[-1].retrieval is None


def test_both_tasks_are_learned_together() -> None:
    last = steps(pretraining(epochs=10, masked_weight=0.5))[-1]
    assert last.loss is not None
    assert last.restored is not None


def test_without_any_task_nothing_begins() -> None:
    with pytest.raises(UsageError, match="weights"):
        PretrainSettings(contrastive_weight=0.0)


def test_settings_survive_their_record() -> None:
    settings = PretrainSettings(mapping=Mapping.FRAME, projection=ProjectionKind.BILSTM, masked_weight=0.5)
    again = PretrainSettings.from_record(json.loads(json.dumps(settings.to_record())))
    assert again == settings
    assert again.mapping is Mapping.FRAME


def test_an_encoder_that_has_learned_before_learns_more_slowly() -> None:
    settings = PretrainSettings(epochs=1, learning_rate=3e-3, continued_rate=0.2, checks=0)

    def first_step(*, goes_on: bool) -> float:
        torch.manual_seed(0)
        training = Pretraining(Encoder(TINY), DrawnImages(TEXTS), settings, CPU, goes_on=goes_on)
        before = [weights.detach().clone() for weights in training.encoder.parameters()]
        training._set_learning_rate(0.5)
        training._learn_batch(training._order.batch(0))
        pairs = zip(before, training.encoder.parameters(), strict=True)
        return sum(float((now.detach() - then).abs().sum()) for then, now in pairs)

    assert first_step(goes_on=True) == pytest.approx(0.2 * first_step(goes_on=False), rel=0.05)


def test_a_resumed_pretraining_ends_where_an_unbroken_one_does(tmp_path: Path) -> None:
    unbroken = pretraining(epochs=6)
    list(unbroken.run())
    first = pretraining(epochs=6)
    for _ in range(3):
        first._set_learning_rate(first.step / 6)
        first._learn_batch(first._order.batch(first.step))
        first.step += 1
    first.save(tmp_path / "state.safetensors")
    second = pretraining(epochs=6)
    second.resume(tmp_path / "state.safetensors")
    list(second.run())
    assert second.step == 6
    torch.testing.assert_close(second.encoder.state_dict(), unbroken.encoder.state_dict())


def test_too_few_lines_are_refused_before_any_time_is_spent() -> None:
    with pytest.raises(TrainingError, match="at least 4 lines, there are 2"):
        pretraining(epochs=1, texts=TEXTS[:2])


def test_lines_without_any_ink_are_refused() -> None:
    with pytest.raises(TrainingError, match="hold no ink"):
        pretraining(epochs=2, texts=(" ",) * 6)


def test_blank_lines_among_others_teach_nothing_and_break_nothing() -> None:
    training = pretraining(epochs=1, texts=(" ",) * 6 + TEXTS[:1], batch_lines=6)
    before = {name: tensor.clone() for name, tensor in training.encoder.state_dict().items()}
    assert training._learn_batch([0, 1, 2, 3, 4, 5]) is None
    torch.testing.assert_close(training.encoder.state_dict(), before)
    assert training._learn_batch([0, 1, 6]) is not None


def test_nothing_to_tell_apart_ends_the_pretraining_with_the_reason() -> None:
    training = pretraining(epochs=100, least_ink=0.99)
    events = training.run()
    with pytest.raises(TrainingError, match="too little ink to be told apart"):
        list(events)
    assert training.step < 100


def test_a_broken_loss_is_told() -> None:
    training = pretraining(epochs=2)
    with torch.no_grad():
        next(iter(training.encoder.parameters())).fill_(float("nan"))
    with pytest.raises(TrainingError, match="unstable"):
        list(training.run())


def watched(**choices: Any) -> Pretraining:
    torch.manual_seed(0)
    labelled = drawn_lines(TEXTS * 2)
    settings = PretrainSettings(**{"epochs": 30, "batch_lines": 16, "learning_rate": 3e-3, "checks": 3, **choices})
    return Pretraining(Encoder(TINY), labelled.images, settings, CPU, labelled=labelled)


def test_it_is_looked_at_from_the_side_and_the_best_state_is_kept() -> None:
    training = watched()
    checks = [event for event in training.run() if isinstance(event, PretrainCheck)]
    assert checks[0].step == 0
    assert not checks[0].is_best
    assert len(checks) >= 3
    assert checks[-1].fraction == 1.0
    best = min(
        (check for check in checks[1:]), key=lambda check: min(check.context_loss or 0.0, check.linear_loss or 0.0)
    )
    assert training.best_check == best
    assert training.best is not training.encoder
    for check in checks:
        assert check.linear_cer is not None
        assert check.effective_rank is not None
        assert 1 <= check.effective_rank <= check.dimension_count == 128
        assert len(check.anchors) == 10
        for anchor in check.anchors:
            assert 0 <= anchor.window.start < anchor.window.end <= 1
            assert anchor.nearest
            assert all(place.line_id != anchor.window.line_id for place in anchor.nearest)


def test_looking_changes_nothing_that_is_learned() -> None:
    alone = pretraining(epochs=6)
    seen = pretraining(epochs=6, checks=3)
    list(alone.run())
    list(seen.run())
    torch.testing.assert_close(seen.encoder.state_dict(), alone.encoder.state_dict())
    assert seen.best is seen.encoder  # there were no labelled lines to tell a better one


def test_a_watched_pretraining_remembers_its_best_state(tmp_path: Path) -> None:
    first = watched()
    list(first.run())
    first.save(tmp_path / "state.safetensors")
    second = watched()
    second.resume(tmp_path / "state.safetensors")
    assert second.best_check == first.best_check
    assert (second.last, second.last_check) == (first.last, first.last_check)
    assert second._check_s == first._check_s > 0
    torch.testing.assert_close(second.best.state_dict(), first.best.state_dict())


def test_a_line_of_many_thousand_pixels_is_studied_in_stretches() -> None:
    texts = ("le soir une lettre " * 40, *TEXTS[:5])
    training = pretraining(epochs=1, texts=texts)
    assert training._images.width_px(0) > 6000
    assert training._stretch(0, seeded_generator(0, 0)).shape == (40, 2000)
    assert list(training.run())


def test_five_lines_are_enough_to_study() -> None:
    assert list(pretraining(epochs=2, texts=TEXTS[:5], checks=2).run())


class WatchThatNeverEnds:
    """Looks at a training and comes to no end, after the first looks that do."""

    def __init__(self, quick_looks: int) -> None:
        self._quick_looks = quick_looks

    def look(self) -> Generator[Measures | None, None, None]:
        if self._quick_looks:
            self._quick_looks -= 1
            yield Measures()
            return
        for _ in range(30_000):
            time.sleep(0.001)
            yield None
        pytest.fail("the look was not broken off")


@pytest.mark.parametrize("quick_looks", [0, 1])
def test_no_look_from_the_side_takes_more_time_than_there_is(quick_looks: int) -> None:
    training = pretraining(epochs=None, minutes=0.02, checks=1)
    training._watch = WatchThatNeverEnds(quick_looks)  # type: ignore[assignment]
    checks = [event for event in training.run() if isinstance(event, PretrainCheck)]
    assert [check.step for check in checks] == [0] * quick_looks
    assert training.step > 0
    assert training.best is training.encoder
