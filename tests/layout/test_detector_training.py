"""Teaching the line detector: what it is shown, and that a broken-off training goes on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from seqclr_desktop.layout.detector import DetectorShape, LineDetector
from seqclr_desktop.layout.detector_augmentation import KnownPage, line_shares, random_stretch
from seqclr_desktop.layout.detector_input import detector_layers
from seqclr_desktop.layout.detector_targets import TrueLine, draw_targets, moved, true_lines
from seqclr_desktop.layout.detector_training import DetectorTraining, DetectorTrainingSettings, detector_loss
from seqclr_desktop.layout.ink import ReducedPage
from tests.builders import make_line
from tests.layout.drawn_pages import drawn_page, rows


@pytest.fixture
def known_page() -> KnownPage:
    """A drawn page of 12 lines and where they are."""
    drawn = rows(12)
    reduced = ReducedPage.of(drawn_page(drawn))
    scale = reduced.scale[0]
    lines = [
        TrueLine(
            np.array([[line.left, line.foot], [line.left + line.length, line.foot]]) / scale, 40 / scale, 16 / scale
        )
        for line in drawn
    ]
    return KnownPage("drawn", detector_layers(reduced), lines)


def test_a_line_drawn_from_right_to_left_is_learned_like_any_other() -> None:
    line = make_line(2)
    backwards = make_line(2, baseline=line.baseline[::-1])
    there, back = true_lines([line, backwards], (1.0, 1.0))
    assert there.baseline.tolist() == back.baseline.tolist()


def test_wanted_maps_are_high_on_the_baseline_and_at_its_ends() -> None:
    targets = draw_targets([TrueLine(np.array([[20.0, 64.0], [100.0, 64.0]]), 20.0, 8.0)], 128, 1.0)
    feet, ends, bodies = targets.maps
    assert feet[32, 30] > 0.8
    assert feet[20, 30] == 0
    assert ends[30, 10] > 0.6
    assert ends[30, 30] < 0.1
    assert bodies[30, 30] > 0.9
    assert 2.0 ** targets.reach[0][32, 30] * 16 == pytest.approx(20)


def test_ends_of_lines_count_more_than_their_middles() -> None:
    targets = draw_targets([TrueLine(np.array([[60.0, 128.0], [220.0, 128.0]]), 20.0, 8.0)], 256, 0.0)
    row = targets.weight[64]
    assert row[110] > 2 * row[70]  # at the right end, and in the middle
    assert row[125] == 0  # far beyond, where nothing is known of the page


def test_short_lines_are_shown_oftener(known_page: KnownPage) -> None:
    short = TrueLine(np.array([[10.0, 20.0], [30.0, 20.0]]), 20.0, 8.0)
    shares = line_shares([*known_page.lines, short])
    assert shares[-1] > 2 * shares[0]
    assert shares.sum() == pytest.approx(1)


def test_a_training_may_begin_with_what_is_known(known_page: KnownPage, tmp_path: Path) -> None:
    known = LineDetector(DetectorShape())
    with torch.no_grad():
        known.head.bias.fill_(7.0)
    training = DetectorTraining([known_page], DetectorTrainingSettings(minutes=0.0), tmp_path / "state", known)
    assert training.average.head.bias.tolist() == [7.0] * 5


def test_lines_on_a_turned_page_are_no_lines() -> None:
    line = TrueLine(np.array([[20.0, 64.0], [100.0, 64.0]]), 20.0, 8.0)
    half_turn = np.array([[-1.0, 0.0, 128.0], [0.0, -1.0, 128.0]])
    quarter_turn = np.array([[0.0, -1.0, 128.0], [1.0, 0.0, 0.0]])
    for matrix in (half_turn, quarter_turn):
        targets = draw_targets(moved([line], matrix), 128, 0.0)
        assert targets.maps.max() == 0
        assert targets.weight.max() >= 1


def test_where_lines_may_be_unknown_nothing_is_learned() -> None:
    targets = draw_targets([TrueLine(np.array([[20.0, 30.0], [100.0, 30.0]]), 10.0, 4.0)], 128, 0.0)
    assert targets.weight[15, 30] == 1
    assert targets.weight[55, 30] == 0


def test_stretches_show_ink_above_their_baselines(known_page: KnownPage) -> None:
    rng = np.random.default_rng(5)
    darker = []
    for _ in range(12):
        stretch = random_stretch(known_page, 256, rng)
        rows_on, columns_on = np.nonzero(stretch.targets.on_line[8:-8])
        if len(rows_on) > 50:
            darkness = stretch.pixels[0][::2, ::2]
            darker.append(float(darkness[rows_on + 5, columns_on].mean() - darkness[rows_on + 13, columns_on].mean()))
    assert len(darker) > 5
    assert np.mean(darker) > 0.1


def test_the_network_learns_two_stretches_by_heart(known_page: KnownPage) -> None:
    import torch

    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    batch = [random_stretch(known_page, 128, rng) for _ in range(2)]
    pixels = torch.from_numpy(np.stack([stretch.pixels for stretch in batch]))
    network = LineDetector(DetectorShape(8, 12, 16, 24))
    optimiser = torch.optim.AdamW(network.parameters(), lr=0.01)
    losses = []
    for _ in range(60):
        loss, _ = detector_loss(network(pixels), batch)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss.item()))
    assert losses[-1] < 0.35 * losses[0]


def test_a_broken_off_training_goes_on_where_it_was(known_page: KnownPage, tmp_path: Path) -> None:
    settings = DetectorTrainingSettings(minutes=10, stretch_px=64, batch_size=1)
    first = DetectorTraining([known_page], settings, tmp_path / "state.safetensors")
    for _ in range(3):
        first._one_step(np.random.default_rng(1))
    first.elapsed_s = 77.0
    first.save()
    again = DetectorTraining([known_page], settings, tmp_path / "state.safetensors")
    assert (again.step, again.elapsed_s) == (3, 77.0)
    for name, value in first.average.state_dict().items():
        assert np.array_equal(value.numpy(), again.average.state_dict()[name].numpy())
    loss, _ = again._one_step(np.random.default_rng(2))
    assert np.isfinite(loss)


def test_the_loss_is_counted_on_the_device_of_the_network(known_page: KnownPage) -> None:
    batch = [random_stretch(known_page, 128, np.random.default_rng(0))]
    loss, baseline_loss = detector_loss(torch.zeros(1, 5, 64, 64, device="meta"), batch)
    assert (loss.device.type, baseline_loss.device.type) == ("meta", "meta")


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU")
def test_a_training_on_a_gpu_is_gone_on_with_on_the_processor(known_page: KnownPage, tmp_path: Path) -> None:
    settings = DetectorTrainingSettings(minutes=10, stretch_px=64, batch_size=1)
    first = DetectorTraining([known_page], settings, tmp_path / "state.safetensors", device="cuda")
    for _ in range(3):
        first._one_step(np.random.default_rng(1))
    first.save()
    again = DetectorTraining([known_page], settings, tmp_path / "state.safetensors")
    assert again.step == 3
    loss, _ = again._one_step(np.random.default_rng(2))
    assert np.isfinite(loss)
