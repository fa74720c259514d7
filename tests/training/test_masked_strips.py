import pytest
import torch

from seqclr_desktop.model.line_batch import make_batch
from seqclr_desktop.training.lines import seeded_generator
from seqclr_desktop.training.masked_strips import hide, hide_spans, strips_of
from tests.training.drawn_lines import draw_line


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_about_the_wanted_share_is_hidden_and_padding_never(share: float) -> None:
    counts = torch.tensor([200, 120])
    hidden = torch.stack([hide_spans(counts, 200, share, 10, seeded_generator(0, step)) for step in range(60)])
    assert float(hidden[:, 0].float().mean()) == pytest.approx(share, abs=0.08)
    assert not hidden[:, 1, 120:].any()


def test_spans_are_as_wide_as_letters() -> None:
    hidden = hide_spans(torch.tensor([400]), 400, 0.2, 10, seeded_generator(0, 1))[0].int()
    starts = int((hidden.diff() == 1).sum()) + int(hidden[0])
    assert int(hidden.sum()) / starts >= 5


def test_strips_hold_the_pixels_of_their_columns() -> None:
    batch = make_batch([draw_line("une lettre")])
    strips = strips_of(batch.images, 4)
    assert strips.shape[2] == 40 * 4
    torch.testing.assert_close(strips[0, 7].reshape(40, 4), batch.images[0, 0, :, 28:32])


def test_what_is_hidden_cannot_be_seen_and_the_rest_is_unchanged() -> None:
    batch = make_batch([draw_line("une lettre")])
    hidden = torch.zeros(1, batch.images.shape[3] // 4, dtype=torch.bool)
    hidden[0, 5] = True
    seen = hide(batch.images, hidden, 4)
    assert torch.unique(seen[..., 20:24]).tolist() == [0.5]
    assert torch.equal(seen[..., :20], batch.images[..., :20])
    assert torch.equal(seen[..., 24:], batch.images[..., 24:])
