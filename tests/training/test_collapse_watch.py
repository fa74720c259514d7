"""Encoders that cheat must be found out."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from seqclr_desktop.model.encoder import Encoder, Frames
from seqclr_desktop.model.line_batch import LineBatch
from seqclr_desktop.model.projection import NoProjection
from seqclr_desktop.model.settings import EncoderSettings
from seqclr_desktop.training.collapse_watch import CollapseWatch, Measures, findings, spread_and_rank
from seqclr_desktop.training.findings import in_words
from seqclr_desktop.training.probes import ProbeLines, ProbeResult
from seqclr_desktop.training.progress_record import Finding
from seqclr_desktop.training.settings import PretrainSettings
from seqclr_desktop.training.window_contrast import WindowContrast
from tests.training.drawn_lines import TEXTS, DrawnImages, drawn_lines

CPU = torch.device("cpu")
SETTINGS = EncoderSettings(channels=(16, 16, 16), visual_size=64, context_layers=0)
LONG = tuple(f"{first} {second} {first}" for first, second in zip(TEXTS, reversed(TEXTS), strict=True))


class Cheat(Encoder):
    """Gives features of its own making for each frame."""

    def __init__(self) -> None:
        super().__init__(SETTINGS)

    def visual(self, batch: LineBatch) -> Frames:
        counts = self.frame_counts(batch.widths_px)
        frames = batch.images.shape[3] // 4
        return Frames(self.features(batch, frames), None, counts)

    def features(self, batch: LineBatch, frames: int) -> Tensor:
        raise NotImplementedError


class KnowsThePlaceAlone(Cheat):
    def features(self, batch: LineBatch, frames: int) -> Tensor:
        place = torch.arange(frames)[:, None] / 3.0
        waves = torch.cat(
            [torch.sin(place / 1.3**k) for k in range(32)] + [torch.cos(place / 1.3**k) for k in range(32)], 1
        )
        return waves.expand(batch.line_count, -1, -1)


class SeesNothing(Cheat):
    def features(self, batch: LineBatch, frames: int) -> Tensor:
        return torch.ones(batch.line_count, frames, 64)


class KnowsTheLineAlone(Cheat):
    def features(self, batch: LineBatch, frames: int) -> Tensor:
        torch.manual_seed(0)
        return torch.randn(batch.line_count, 1, 64).expand(-1, frames, -1)


def measures(encoder: Encoder, **choices: float) -> Measures:
    settings = PretrainSettings(**{"crop_share": 0.0, **choices})  # type: ignore[arg-type]
    contrast = WindowContrast(encoder, NoProjection(), settings)
    found = [look for look in CollapseWatch(contrast, DrawnImages(LONG), None, CPU).look() if look is not None]
    return found[-1]


def test_one_who_knows_the_place_alone_is_found_out() -> None:
    found = findings(measures(KnowsThePlaceAlone()), None, None, None, 1.0)
    assert Finding.PLACE in found
    assert "The windows are told apart by their place, not by their letters." in in_words(found)


def test_one_who_sees_nothing_has_collapsed() -> None:
    seen = measures(SeesNothing())
    assert seen.spread == pytest.approx(0, abs=1e-3)
    assert seen.retrieval_in_line is not None
    assert seen.retrieval_in_line < 0.4  # ties are no success
    assert findings(seen, None, None, None, 1.0)[0] is Finding.COLLAPSED


def test_one_who_knows_the_line_alone_is_found_out() -> None:
    seen = measures(KnowsTheLineAlone())
    assert Finding.LINE in findings(seen, None, None, None, 1.0)
    assert Finding.PLACE not in findings(seen, None, None, None, 1.0)


def test_an_honest_beginner_is_not_accused() -> None:
    torch.manual_seed(0)
    seen = measures(Encoder(SETTINGS))
    assert {Finding.COLLAPSED, Finding.LINE, Finding.PLACE}.isdisjoint(findings(seen, None, None, None, 0.0))


def test_guessing_and_no_gain_are_told_late_and_not_at_the_beginning() -> None:
    begun, now = (Measures(context=ProbeResult(1.0, loss)) for loss in (3.0, 3.1))
    assert findings(now, begun, 6.9, 7.0, 0.1) == ()
    assert findings(now, begun, 6.9, 7.0, 0.5) == (Finding.GUESSING, Finding.NO_GAIN)
    better = Measures(context=ProbeResult(0.8, 2.0))
    assert findings(better, begun, 3.0, 7.0, 0.5) == ()


def test_vectors_that_point_everywhere_fill_all_dimensions() -> None:
    torch.manual_seed(0)
    spread, rank = spread_and_rank(torch.randn(4000, 16))
    assert spread == pytest.approx(1, abs=0.02)
    assert rank == pytest.approx(16, abs=0.5)
    line = torch.randn(1000, 1) * torch.randn(1, 16) + 3
    assert spread_and_rank(line)[1] < 2.5


def test_few_labelled_lines_are_not_probed_on() -> None:
    assert not ProbeLines(drawn_lines(TEXTS), 64).are_enough
    assert ProbeLines(drawn_lines(TEXTS * 2), 64).are_enough
    assert not ProbeLines(drawn_lines(TEXTS * 2), 0).are_enough


class OnAppleGraphics(Tensor):
    """Stands for a tensor on Apple's graphics, which know no float64."""

    def double(self) -> Tensor:  # type: ignore[override]
        raise TypeError("Cannot convert a MPS Tensor to float64 dtype")

    def cpu(self) -> Tensor:  # type: ignore[override]
        return self.as_subclass(Tensor)


def test_vectors_on_apple_graphics_can_be_looked_at() -> None:
    torch.manual_seed(0)
    vectors = torch.randn(50, 8)
    assert spread_and_rank(vectors.as_subclass(OnAppleGraphics)) == spread_and_rank(vectors)
