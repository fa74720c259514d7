import numpy as np

from seqclr_desktop.model.line_batch import batches_by_width, make_batch


def test_reading_takes_each_line_once_and_like_widths_together() -> None:
    batches = batches_by_width([50, 900, 40, 800, 60], batch_lines=2)
    assert batches == [[2, 0], [4, 3], [1]]


def test_a_batch_of_very_wide_lines_is_bounded() -> None:
    widths = [9_000] * 5 + [30_000] + [500] * 20
    batches = batches_by_width(widths, batch_lines=16)
    assert max(len(batch) * max(widths[place] for place in batch) for batch in batches[:-1]) <= 24_000
    assert batches[-1] == [25 - 20]
    assert sorted(place for batch in batches for place in batch) == list(range(26))


def test_padding_is_paper_and_widths_are_remembered() -> None:
    batch = make_batch([np.full((40, 33), 255, np.uint8), np.full((40, 10), 255, np.uint8)])
    assert batch.images.shape == (2, 1, 40, 64)
    assert batch.widths_px.tolist() == [33, 10]
    assert float(batch.images[1, ..., 10:].max()) == 0
