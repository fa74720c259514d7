"""What the gallery shows is what pretraining contrasts."""

from dataclasses import replace

import numpy as np
import torch

from seqclr_desktop.model.encoder import Encoder
from seqclr_desktop.model.line_batch import make_batch
from seqclr_desktop.model.projection import NoProjection
from seqclr_desktop.model.settings import EncoderSettings
from seqclr_desktop.training.lines import seeded_generator
from seqclr_desktop.training.settings import PretrainSettings
from seqclr_desktop.training.view_pairs import view_pairs
from seqclr_desktop.training.view_settings import FOR_PRETRAINING
from seqclr_desktop.training.window_contrast import WindowContrast
from tests.training.drawn_lines import draw_line

ENCODER = EncoderSettings(channels=(16, 16, 32), visual_size=32, context_size=16)
LINES = [(7, draw_line("une lettre de la mer")), (9, draw_line("il part"))]
STILL = PretrainSettings(augmentation=FOR_PRETRAINING.scaled(0), crop_share=0.0)


def test_each_line_gets_two_views_that_differ() -> None:
    first, second = view_pairs(LINES, PretrainSettings(), ENCODER, seed=3)
    assert (first.line_id, second.line_id) == (7, 9)
    assert first.first.image.shape[0] == 40
    assert first.first.image.shape != first.second.image.shape or (first.first.image != first.second.image).any()
    again = view_pairs(LINES, PretrainSettings(), ENCODER, seed=3)
    assert np.array_equal(again[0].first.image, first.first.image)


def test_the_contrasted_windows_are_those_of_the_training() -> None:
    settings = PretrainSettings()
    pairs = view_pairs(LINES, settings, ENCODER, seed=5)
    generator = seeded_generator(5, 0)
    batch = make_batch([image for _, image in LINES])
    contrast = WindowContrast(Encoder(ENCODER).eval(), NoProjection(), settings)
    with torch.no_grad():
        twins = contrast.twins(batch, generator)
    assert twins is not None
    found = {(int(line), int(place)) for line, place in zip(twins.lines, twins.places, strict=True)}
    assert found == {(row, number) for row, pair in enumerate(pairs) for number in pair.contrasted}


def test_unchanged_views_have_windows_of_the_chosen_width_side_by_side() -> None:
    (pair, _) = view_pairs(LINES, replace(STILL, window_heights=0.5), ENCODER, seed=0)
    inner = pair.first.windows[1:-1]
    assert {window.end_px - window.start_px for window in inner} == {20}
    assert [window.number for window in inner] == list(range(inner[0].number, inner[-1].number + 1))
    (wide, _) = view_pairs(LINES, replace(STILL, window_heights=1.5), ENCODER, seed=0)
    assert len(wide.first.windows) < len(pair.first.windows)


def test_a_window_on_blank_paper_is_left_out_for_want_of_ink() -> None:
    line = np.zeros((40, 400), np.uint8)
    line[10:30, :60] = 255
    (pair,) = view_pairs([(1, line)], STILL, ENCODER, seed=0)
    last = pair.first.windows[-2].number
    assert last in pair.without_ink
    assert last not in pair.contrasted
    assert 1 in pair.contrasted


def test_no_lines_give_no_pairs() -> None:
    assert view_pairs([], PretrainSettings(), ENCODER, seed=0) == []
