import numpy as np
import pytest
import torch

from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.line_batch import make_batch
from seqclr_desktop.model.settings import PRESETS, EncoderSettings, Preset


def random_line(width_px: int, height_px: int = 40, seed: int = 0) -> np.ndarray:
    return np.random.default_rng([seed, width_px]).integers(0, 255, (height_px, width_px), dtype=np.uint8)


@pytest.mark.parametrize("preset", list(Preset))
def test_frames_have_the_promised_shape(preset: Preset) -> None:
    settings = PRESETS[preset]
    frames = Encoder(settings)(make_batch([random_line(203, settings.height_px), random_line(90, settings.height_px)]))
    assert frames.features.shape == (2, 224 // settings.frame_px, settings.frame_size)
    assert frames.counts.tolist() == [51, 23]
    assert frames.mask.sum(dim=1).tolist() == [51, 23]


def test_a_line_is_seen_alike_alone_and_beside_a_longer_one() -> None:
    torch.manual_seed(0)
    encoder = Encoder(EncoderSettings()).eval()
    short, long = random_line(70), random_line(900)
    alone = encoder(make_batch([short])).features[0, :18]
    beside = encoder(make_batch([long, short])).features[1, :18]
    torch.testing.assert_close(alone, beside, atol=2e-5, rtol=1e-4)


def test_visual_features_do_not_know_what_is_far_away() -> None:
    torch.manual_seed(0)
    encoder = Encoder(EncoderSettings()).eval()
    line = random_line(800)
    changed = line.copy()
    changed[:, 700:] = line[::-1, 700:]  # the same amount of ink, elsewhere
    with torch.no_grad():
        before, after = (encoder.visual(make_batch([picture])).visual[0, :100] for picture in (line, changed))
    assert float((before - after).abs().max()) < 0.05 * float(before.abs().max())


def test_without_context_layers_there_is_no_lstm() -> None:
    encoder = Encoder(EncoderSettings(context_layers=0))
    frames = encoder(make_batch([random_line(64)]))
    assert frames.contextual is None
    assert frames.features.shape[2] == EncoderSettings(context_layers=0).frame_size
