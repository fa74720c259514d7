from dataclasses import replace

import numpy as np
import pytest
import torch

from seqclr_desktop.model.line_batch import LineBatch, make_batch
from seqclr_desktop.training.augmentation import View, make_view, wipe_spans
from seqclr_desktop.training.lines import seeded_generator
from seqclr_desktop.training.settings import PretrainSettings
from seqclr_desktop.training.view_settings import FOR_FINETUNING, FOR_PRETRAINING, AugmentationSettings
from tests.training.drawn_lines import draw_line

WINDOW_PX = 20


def bars(places: list[int], width_px: int = 800) -> LineBatch:
    line = np.zeros((40, width_px), np.uint8)
    for place in places:
        line[:, place - 1 : place + 2] = 255
    return make_batch([line] * 8)


def test_nothing_changes_at_strength_zero() -> None:
    batch = make_batch([draw_line("une lettre")] * 2)
    view = make_view(batch, FOR_PRETRAINING.scaled(0), seeded_generator(0, 0))
    width = batch.images.shape[3]
    torch.testing.assert_close(view.batch.images[..., :width], batch.images, atol=1e-3, rtol=0)


def test_the_same_seed_gives_the_same_view() -> None:
    batch = make_batch([draw_line("la mer")] * 2)
    first, second, other = (
        make_view(batch, FOR_FINETUNING, seeded_generator(0, step)).batch.images for step in (1, 1, 2)
    )
    assert torch.equal(first, second)
    assert first.shape != other.shape or not torch.equal(first, other)


@pytest.mark.parametrize("settings", [FOR_PRETRAINING, FOR_FINETUNING])
def test_letters_keep_their_order(settings: AugmentationSettings) -> None:
    for step in range(20):
        view = make_view(bars([400]), settings, seeded_generator(0, step), crop_share=0.3)
        assert bool((view.source_x.diff(dim=1) >= 0).all())


def test_ink_is_where_the_column_map_says() -> None:
    """A bar is found in every view within a small part of a window of the column that claims to show it."""
    settings = replace(FOR_PRETRAINING, noise=0.0, spans=0.0)
    errors = []
    for step in range(40):
        view = make_view(bars([400]), settings, seeded_generator(1, step))
        ink = view.batch.images[:, 0].sum(dim=1)
        for row in range(ink.shape[0]):
            centre = float((ink[row] * torch.arange(ink.shape[1])).sum() / ink[row].sum())
            errors.append(abs(float(view.source_x[row, round(centre)]) - 400.5))
    assert np.percentile(errors, 90) <= 0.15 * WINDOW_PX
    assert max(errors) < 0.5 * WINDOW_PX


def test_the_same_point_lies_in_the_same_window_of_both_views() -> None:
    """Points of letters, found again in two views and carried back to the line: 90 of 100 within 0.15 of a window, none
    further apart than half of one. Slant is what parts them, the further from the middle the more.
    """
    height, count = 48, 800
    window_px = PretrainSettings().window_heights * height
    generator = seeded_generator(4, 0)
    batch = _points(height, 8 * height, count, generator)
    plain_ink = replace(FOR_PRETRAINING, noise=0.0, contrast=0.0, blur=0.0, stroke=0.0)
    first, second = (_found_again(make_view(batch, plain_ink, generator, crop_share=0.3)) for _ in range(2))
    apart = (first - second).abs() / window_px
    apart = apart[~apart.isnan()]
    assert len(apart) > count / 2
    assert float(apart.quantile(0.9)) <= 0.15
    assert float(apart.max()) <= 0.5


def _points(height: int, width: int, count: int, generator: torch.Generator) -> LineBatch:
    """Lines with one soft dot each, as high or low as the ink of real lines lies (Peraire and the soldiers' wills)."""
    x = torch.rand(count, generator=generator) * width
    y = (0.53 + 0.17 * torch.randn(count, generator=generator)) * height
    columns, rows = torch.arange(width) + 0.5, torch.arange(height) + 0.5
    far = (columns - x[:, None, None]) ** 2 + (rows[:, None] - y[:, None, None]) ** 2  # (N, H, W)
    return LineBatch(torch.exp(-far / 2)[:, None], torch.full((count,), width))


def _found_again(view: View) -> torch.Tensor:
    """(N,) The column of the line that the view says it shows where the dot is; nan where the dot is cut off."""
    ink = view.batch.images[:, 0].sum(dim=1)  # (N, W)
    all_ink = ink.sum(dim=1)
    middle = (ink * torch.arange(ink.shape[1])).sum(dim=1) / all_ink.clamp(min=1e-6)
    left = middle.long().clamp(max=ink.shape[1] - 2)
    column, following = (view.source_x.gather(1, place[:, None])[:, 0] for place in (left, left + 1))
    column = column.lerp(following, middle - left)
    return torch.where(all_ink > 3, column, torch.nan)


def test_two_views_show_different_parts_of_a_line() -> None:
    starts = {
        round(float(make_view(bars([400]), FOR_PRETRAINING, seeded_generator(2, step), crop_share=0.3).source_x[0, 0]))
        for step in range(12)
    }
    assert len(starts) > 6
    assert max(starts) > 20


def test_views_stay_between_paper_and_ink() -> None:
    images = make_view(bars([100, 300]), FOR_PRETRAINING, seeded_generator(0, 0)).batch.images
    assert float(images.min()) >= 0
    assert float(images.max()) <= 1


def test_only_fine_tuning_puts_blots_on_the_lines() -> None:
    assert (FOR_FINETUNING.blots, FOR_PRETRAINING.blots) == (0.1, 0)
    only_blots = replace(AugmentationSettings().scaled(0), blots=1.0)
    grey = LineBatch(torch.full((8, 1, 40, 800), 0.5), torch.full((8,), 800))
    images = make_view(grey, only_blots, seeded_generator(0, 0)).batch.images[..., :800]
    assert float(images.max()) > 0.6
    assert float(images[:, :, 1:-1, 1:-1].min()) < 0.4


def test_spans_are_wiped_in_about_the_wanted_share() -> None:
    batch = LineBatch(torch.ones(32, 1, 40, 800), torch.full((32,), 800))
    shares = [1 - float(wipe_spans(batch, 0.15, seeded_generator(0, s)).images.mean()) for s in range(10)]
    assert 0.05 < float(np.mean(shares)) < 0.3
    assert wipe_spans(batch, 0.0, seeded_generator(0, 0)) is batch
