from pathlib import Path

import pytest
import torch

from seqclr_desktop.errors import TrainingError
from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.settings import EncoderSettings
from seqclr_desktop.training.pretrain import Pretraining
from seqclr_desktop.training.settings import PretrainSettings
from tests.training.drawn_lines import TEXTS, DrawnImages

TINY = EncoderSettings(channels=(16, 16, 32), visual_size=32, context_size=16)
CPU = torch.device("cpu")


def pretraining(epochs: int, texts: tuple[str, ...] = TEXTS, rate: float = 3e-3) -> Pretraining:
    torch.manual_seed(0)
    settings = PretrainSettings(epochs=epochs, batch_lines=8, learning_rate=rate)
    return Pretraining(Encoder(TINY), DrawnImages(texts), settings, CPU)


def test_twins_are_found_better_and_better() -> None:
    training = pretraining(epochs=30)
    events = list(training.run())
    assert events[-1].loss < 0.9 * events[0].loss
    assert events[-1].retrieval > events[0].retrieval
    assert events[-1].fraction == 1.0
    assert training.step == 30


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


def test_blank_lines_teach_nothing_and_break_nothing() -> None:
    training = pretraining(epochs=2, texts=(" ",) * 6)
    before = {name: tensor.clone() for name, tensor in training.encoder.state_dict().items()}
    assert list(training.run()) == []
    torch.testing.assert_close(training.encoder.state_dict(), before)


def test_a_broken_loss_is_told() -> None:
    training = pretraining(epochs=2)
    with torch.no_grad():
        next(iter(training.encoder.parameters())).fill_(float("nan"))
    with pytest.raises(TrainingError, match="unstable"):
        list(training.run())
