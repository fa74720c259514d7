import torch

from seqclr_desktop.model.instance_mapping import WindowGrid, inked_windows, pool_windows


def test_windows_are_means_over_the_frames_that_show_them() -> None:
    frames = torch.arange(8.0).reshape(1, 8, 1)
    places = torch.arange(8.0)[None] * 4 + 2
    windows = pool_windows(frames, torch.ones(1, 8, dtype=torch.bool), places, WindowGrid.over(31, 16, 0), 4)
    assert windows.vectors[0, :, 0].tolist() == [1.5, 5.5]
    assert windows.are_whole.tolist() == [[True, True]]


def test_a_shifted_view_pools_the_same_ink_into_the_same_window() -> None:
    ink = torch.arange(100.0)
    grid = WindowGrid.over(95, 20, 5.0)
    whole = torch.arange(0, 96, 4)
    cropped = torch.arange(22, 70, 4)
    first = pool_windows(ink[whole][None, :, None], torch.ones(1, 24, dtype=torch.bool), whole[None].float(), grid, 4)
    second = pool_windows(
        ink[cropped][None, :, None], torch.ones(1, 12, dtype=torch.bool), cropped[None].float(), grid, 4
    )
    shared = (first.are_whole & second.are_whole)[0]
    assert shared.sum() >= 2
    assert float((first.vectors - second.vectors)[0, shared].abs().max()) <= 4


def test_padding_belongs_to_no_window() -> None:
    mask = torch.tensor([[True, True, False, False]])
    frames = torch.tensor([[[1.0], [1.0], [99.0], [99.0]]])
    windows = pool_windows(frames, mask, torch.tensor([[2.0, 6.0, 10.0, 14.0]]), WindowGrid.over(15, 16, 0), 4)
    assert windows.vectors[0, 0, 0] == 1.0


def test_half_seen_windows_are_not_whole() -> None:
    windows = pool_windows(
        torch.ones(1, 2, 1),
        torch.ones(1, 2, dtype=torch.bool),
        torch.tensor([[2.0, 6.0]]),
        WindowGrid.over(15, 16, 0),
        4,
    )
    assert not windows.are_whole.any()


def test_blank_paper_is_no_instance() -> None:
    images = torch.zeros(1, 1, 10, 40)
    images[..., 20:30] = 1.0
    assert inked_windows(images, WindowGrid.over(39, 10, 0), 0.02).tolist() == [[False, False, True, False]]


def test_a_number_of_windows_divides_each_line_by_its_own_width() -> None:
    """Without any warp it is the paper's adaptive pooling of each picture into T' windows."""
    frames = torch.arange(20.0).reshape(1, 20, 1).repeat(2, 1, 1)
    places = (torch.arange(20.0)[None] * 4 + 2).repeat(2, 1)
    counts = torch.tensor([20, 10])
    mask = torch.arange(20)[None] < counts[:, None]
    windows = pool_windows(frames, mask, places, WindowGrid.dividing(counts * 4, 5), 4)
    assert bool(windows.are_whole.all())
    for row, count in enumerate(counts.tolist()):
        expected = torch.nn.functional.adaptive_avg_pool1d(frames[row, :count, 0][None], 5)[0]
        torch.testing.assert_close(windows.vectors[row, :, 0], expected)


def test_all_frames_of_a_line_are_one_instance() -> None:
    frames = torch.arange(6.0).reshape(1, 6, 1)
    mask = torch.tensor([[True, True, True, True, False, False]])
    places = torch.arange(6.0)[None] * 4 + 2
    windows = pool_windows(frames, mask, places, WindowGrid.dividing(torch.tensor([16]), 1), 4)
    assert windows.vectors.tolist() == [[[1.5]]]


def test_blank_paper_is_told_in_windows_of_each_lines_own_width() -> None:
    images = torch.zeros(2, 1, 10, 40)
    images[..., 10:20] = 1.0
    inked = inked_windows(images, WindowGrid.dividing(torch.tensor([40, 20]), 2), 0.02)
    assert inked.tolist() == [[True, False], [False, True]]
