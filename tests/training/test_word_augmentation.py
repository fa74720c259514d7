import numpy as np
import torch

from seqclr_desktop.model.line_batch import LineBatch, make_batch
from seqclr_desktop.training.augmentation import View
from seqclr_desktop.training.lines import seeded_generator
from seqclr_desktop.training.word_augmentation import make_word_view, sampled

WINDOW_PX = 20  # a fifth of a word of 100 pixels
BARS = (10, 30, 50, 70, 90)


def words(count: int = 16) -> LineBatch:
    word = np.zeros((32, 100), np.uint8)
    for place in BARS:
        word[:, place - 1 : place + 2] = 255
    return make_batch([word] * count)


def places_of_bars(view: View, row: int) -> list[float]:
    """Where each bar of the original is in a view, by the ink near the column that claims to show it."""
    ink = view.batch.images[row, 0, 12:20].sum(dim=0)
    places = []
    for bar in BARS:
        middle = int((view.source_x[row] - (bar + 0.5)).abs().argmin())
        reach = torch.arange(max(middle - 8, 0), min(middle + 9, 100))
        places.append(float((ink[reach] * (reach + 0.5)).sum() / ink[reach].sum().clamp(min=1e-6)))
    return places


def test_ink_of_two_views_of_a_word_lies_within_a_small_part_of_a_window() -> None:
    moved = []
    for step in range(40):
        generator = seeded_generator(3, step)
        first, second = (make_word_view(words(), generator) for _ in range(2))
        for row in range(16):
            pairs = zip(places_of_bars(first, row), places_of_bars(second, row), strict=True)
            moved += [abs(a - b) / WINDOW_PX for a, b in pairs]
    assert np.percentile(moved, 50) > 0
    assert np.percentile(moved, 90) <= 0.15
    assert max(moved) < 0.5


def test_the_column_map_says_where_the_ink_is() -> None:
    errors = []
    for step in range(20):
        view = make_word_view(words(), seeded_generator(4, step))
        for row in range(16):
            for bar, place in zip(BARS, places_of_bars(view, row), strict=True):
                errors.append(abs(float(view.source_x[row, min(round(place - 0.5), 99)]) - (bar + 0.5)))
    assert np.percentile(errors, 90) <= 1.5


def test_views_keep_their_width_and_the_order_of_letters_and_differ() -> None:
    batch = words(4)
    first, second = (make_word_view(batch, seeded_generator(0, step)) for step in (1, 2))
    assert first.batch.widths_px.tolist() == [100] * 4
    assert bool((first.source_x.diff(dim=1) >= 0).all())
    assert float((first.batch.images - second.batch.images).abs().mean()) > 0.01
    assert float(first.batch.images[..., 100:].abs().max()) == 0
    assert 0 <= float(first.batch.images.min()) <= float(first.batch.images.max()) <= 1


def test_one_to_five_changes_are_drawn_for_each_word() -> None:
    unchanged = [
        bool(torch.allclose(view.batch.images[row], words(1).images[0], atol=1e-3))
        for view in (make_word_view(words(), seeded_generator(0, step)) for step in range(10))
        for row in range(16)
    ]
    assert np.mean(unchanged) < 0.1  # a single change may be drawn next to nothing


def test_beyond_its_edge_a_picture_goes_on() -> None:
    generator = torch.Generator().manual_seed(0)
    images = torch.rand(3, 1, 32, 100, generator=generator)
    grid = 3 * torch.rand(3, 40, 60, 2, generator=generator) - 1.5
    wanted = torch.nn.functional.grid_sample(images, grid, padding_mode="border", align_corners=False)
    found = sampled(images, grid)
    torch.testing.assert_close(found, wanted, atol=1e-5, rtol=1e-5)
    # Apple's graphics have no padding but paper
    assert not torch.allclose(torch.nn.functional.grid_sample(images, grid, align_corners=False), wanted, atol=1e-2)
