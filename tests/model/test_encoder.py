import numpy as np
import pytest
import torch

from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.line_batch import make_batch
from seqclr_desktop.model.settings import PRESETS, BackboneKind, EncoderSettings, FeatureKind, Preset


def random_line(width_px: int, height_px: int = 40, seed: int = 0) -> np.ndarray:
    return np.random.default_rng([seed, width_px]).integers(0, 255, (height_px, width_px), dtype=np.uint8)


@pytest.mark.parametrize("preset", list(Preset))
def test_frames_have_the_promised_shape(preset: Preset) -> None:
    settings = PRESETS[preset]
    frames = Encoder(settings)(make_batch([random_line(203, settings.height_px), random_line(90, settings.height_px)]))
    more = 1 if preset is Preset.PAPER else 0
    assert frames.features.shape == (2, 224 // settings.frame_px + more, settings.frame_size)
    assert frames.counts.tolist() == [51 + more, 23 + more]
    assert frames.mask.sum(dim=1).tolist() == [51 + more, 23 + more]


TINY_RESNET = EncoderSettings(
    height_px=32, channels=(16, 16, 32, 32), visual_size=32, context_size=16, backbone=BackboneKind.RESNET29
)


@pytest.mark.parametrize("settings", [EncoderSettings(), TINY_RESNET], ids=["strided", "resnet"])
def test_a_line_is_seen_alike_alone_and_beside_a_longer_one(settings: EncoderSettings) -> None:
    torch.manual_seed(0)
    encoder = Encoder(settings).eval()
    short, long = random_line(70, settings.height_px), random_line(900, settings.height_px)
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


def test_the_papers_network_has_29_layers_and_26_frames_for_a_word() -> None:
    with torch.device("meta"):
        encoder = Encoder(PRESETS[Preset.PAPER])
    layers = [m for m in encoder.backbone.modules() if isinstance(m, torch.nn.Conv2d) and m.kernel_size != (1, 1)]
    assert len(layers) == 29
    assert layers[-1].out_channels == 512
    assert encoder.frame_counts(torch.tensor([100])).tolist() == [26]


def test_a_frame_of_the_papers_network_sees_the_ink_it_stands_for() -> None:
    torch.manual_seed(0)
    encoder = Encoder(TINY_RESNET).eval()
    line = np.full((32, 400), 30, np.uint8)
    changed = line.copy()
    changed[:, 200] = 255
    with torch.no_grad():
        before, after = (encoder.visual(make_batch([picture])).visual[0] for picture in (line, changed))
    assert abs(int((before - after).abs().sum(dim=1).argmax()) - 50) <= 3


def test_frozen_are_the_features_and_what_comes_before_them() -> None:
    encoder = Encoder(PRESETS[Preset.SMALL])
    encoder.freeze(FeatureKind.VISUAL)
    taught = {name.split(".")[0] for name, parameter in encoder.named_parameters() if parameter.requires_grad}
    assert taught == {"context"}
    encoder.freeze(FeatureKind.CONTEXTUAL)
    assert not any(parameter.requires_grad for parameter in encoder.parameters())
