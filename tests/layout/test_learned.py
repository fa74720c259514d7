"""From the detector's maps to lines; the maps here are the wanted ones, drawn from known lines."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from seqclr_desktop.errors import ModelError
from seqclr_desktop.exchange import read_transcription
from seqclr_desktop.layout import default_segmenter
from seqclr_desktop.layout.detector import LineDetector
from seqclr_desktop.layout.detector_maps import ask_detector
from seqclr_desktop.layout.detector_targets import TrueLine
from seqclr_desktop.layout.detector_weights import load_detector, save_detector
from seqclr_desktop.layout.ink import reduce_page
from seqclr_desktop.layout.learned import LearnedSegmenter
from tests.benchmarks.line_matching import match_lines
from tests.layout.drawn_maps import lines_found, maps_of, true_line
from tests.layout.drawn_pages import DrawnLine, drawn_page, rows


def test_each_line_of_the_maps_comes_back_where_it_is() -> None:
    known = [true_line(40, 470, y) for y in range(60, 480, 40)]
    traced, reaches = lines_found(maps_of(known))
    assert len(traced) == len(known)
    for line, true in zip(sorted(traced, key=lambda line: line.points[0, 1]), known, strict=True):
        assert abs(line.points[:, 1].mean() - true.baseline[0, 1]) < 1.5
        assert abs(line.points[0, 0] - 40) < 8
        assert abs(line.points[-1, 0] - 470) < 8
    for reach in reaches:
        assert reach.above == pytest.approx(24, rel=0.1)
        assert reach.below == pytest.approx(9, rel=0.15)


def test_curved_lines_are_followed() -> None:
    known = [true_line(40, 470, y, bend=18) for y in range(60, 460, 50)]
    traced, _ = lines_found(maps_of(known))
    assert len(traced) == len(known)
    for line, true in zip(sorted(traced, key=lambda line: line.points[0, 1]), known, strict=True):
        wanted = np.interp(line.points[:, 0], true.baseline[:, 0], true.baseline[:, 1])
        assert np.abs(wanted - line.points[:, 1]).max() < 3


def test_lines_that_nearly_meet_are_parted_by_their_ends() -> None:
    known = [true_line(left, left + 200, y) for y in range(60, 480, 40) for left in (40, 256)]
    traced, _ = lines_found(maps_of(known))
    assert len(traced) == len(known)


@pytest.mark.parametrize(("baseline_chance", "line_count"), [(0.3, 2), (0.6, 1)])
def test_a_faint_end_parts_a_line_only_where_its_baseline_fades(baseline_chance: float, line_count: int) -> None:
    maps = maps_of([true_line(40, 470, 200)])
    between = slice(124, 128)  # of the columns of the maps, half as many as the page has
    maps.ends[90:106, between] = 0.25
    maps.baseline[:, between] = np.minimum(maps.baseline[:, between], baseline_chance)
    traced, _ = lines_found(maps)
    assert len(traced) == line_count


def test_crowded_lines_stay_apart() -> None:
    known = [TrueLine(np.array([[30.0, y], [480.0, y + 4]]), 11.0, 6.0) for y in range(30, 490, 14)]
    traced, _ = lines_found(maps_of(known))
    assert len(traced) == len(known)


def test_empty_maps_have_no_lines() -> None:
    assert lines_found(maps_of([])) == ([], [])


@pytest.mark.parametrize("size", [(100, 75), (33, 47), (16, 16)])
def test_maps_are_half_as_large_as_any_page(size: tuple[int, int]) -> None:
    maps = ask_detector(LineDetector().eval(), np.zeros((2, *size), np.uint8))
    assert maps.baseline.shape == (-(-size[0] // 2), -(-size[1] // 2))
    assert maps.baseline.shape == maps.ends.shape == maps.above.shape == maps.below.shape


def test_a_network_made_fast_answers_alike() -> None:
    import torch

    torch.manual_seed(0)
    network = LineDetector().eval()
    for part in network.modules():
        if isinstance(part, torch.nn.BatchNorm2d):
            part.running_mean.uniform_(-1, 1)  # type: ignore[union-attr]
            part.running_var.uniform_(0.5, 2)  # type: ignore[union-attr]
    page = torch.rand(1, 2, 64, 64)
    with torch.inference_mode():
        wanted = network(page)
        assert torch.allclose(network.made_fast()(page), wanted, atol=1e-4)


def test_outside_the_part_that_is_asked_for_maps_are_empty() -> None:
    layers = np.random.default_rng(0).integers(0, 255, (2, 300, 260), dtype=np.uint8)
    network = LineDetector().eval()
    whole = ask_detector(network, layers)
    part = ask_detector(network, layers, (slice(101, 251), slice(40, 260)))
    assert part.baseline.shape == whole.baseline.shape
    assert not part.baseline[:50].any()
    assert not part.baseline[:, :20].any()
    assert np.abs(part.baseline[85:90, 60:90] - whole.baseline[85:90, 60:90]).max() < 0.2


def test_weights_come_back_from_their_file(tmp_path: Path) -> None:
    import torch

    torch.manual_seed(0)
    network = LineDetector().eval()
    save_detector(network, tmp_path / "weights.safetensors")
    page = torch.rand(1, 2, 64, 64)
    with torch.inference_mode():
        again = load_detector(tmp_path / "weights.safetensors")(page)
        assert torch.allclose(again, network(page), atol=0.02)


def test_a_file_that_is_no_detector_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "weights.safetensors").write_bytes(b"nothing of the kind")
    segmenter = LearnedSegmenter(tmp_path / "weights.safetensors")
    with pytest.raises(ModelError, match=r"weights\.safetensors"):
        segmenter.find_lines(drawn_page(rows(3)))


def test_the_bundled_detector_finds_real_lines_where_people_drew_them(shared_data: Path) -> None:
    picture = shared_data / "peraire" / "pages" / "D-7-eurasie-13-14_0055.jpg"
    with Image.open(picture) as page:
        grey = np.asarray(page.convert("L"))
        size = page.size
    segmenter = default_segmenter()
    if segmenter.name != "learned":
        pytest.skip("the line detector is not bundled")
    true = read_transcription(picture.with_suffix(".xml"), image_size=size)
    match = match_lines(true.lines, segmenter.find_lines(grey).lines, [region.polygon for region in true.regions])
    assert match.matched >= 0.9 * match.true_count
    assert match.found_inside - match.matched_inside <= 4


def test_the_bundled_detector_finds_nothing_on_empty_pages() -> None:
    for level in (0, 255):
        assert default_segmenter().find_lines(np.full((900, 700), level, np.uint8)).lines == ()
    assert default_segmenter().find_lines(drawn_page([], 1200, 1600)).lines == ()


def test_without_weights_lines_are_found_without_learning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seqclr_desktop.layout.detector_weights.WEIGHTS_NAME", "no such file")
    assert default_segmenter().name == "classical"


def test_maps_made_in_strips_have_no_seams() -> None:
    rng = np.random.default_rng(0)
    layers = np.tile(rng.integers(0, 255, (2, 64, 128), dtype=np.uint8), (1, 22, 1))  # the same every 64 rows
    maps = ask_detector(LineDetector().eval(), layers)
    inner = maps.baseline[128:-128]
    assert np.allclose(inner[:-32], inner[32:], atol=0.02)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_lines_of_a_page_lying_on_its_side_or_its_head_are_found(shared_data: Path, quarters: int) -> None:
    with Image.open(shared_data / "peraire" / "pages" / "D-7-eurasie-13-14_0055.jpg") as page:
        grey = np.asarray(page.convert("L"))
    lines = default_segmenter().find_lines(np.ascontiguousarray(np.rot90(grey, quarters))).lines
    assert len(lines) > 20
    way = {1: (0, -1), 2: (-1, 0), 3: (0, 1)}[quarters]  # letters stand on their feet seen along the baseline
    for line in lines:
        start, end = np.asarray(line.baseline[0]), np.asarray(line.baseline[-1])
        assert (end - start) @ way > 0.9 * np.hypot(*(end - start))


def test_a_page_keeps_its_reading_order_in_every_turn(shared_data: Path) -> None:
    with Image.open(shared_data / "peraire" / "pages" / "D-7-eurasie-13-14_0055.jpg") as page:
        grey = np.asarray(page.convert("L"))
    upright = default_segmenter().find_lines(grey).lines
    turned = default_segmenter().find_lines(np.ascontiguousarray(np.rot90(grey))).lines
    levels = [np.mean([x for x, _ in line.baseline]) for line in turned if line.box.height > 400]
    assert len(levels) > 0.8 * len(upright)
    assert levels == sorted(levels)  # what was above is now on the left


def test_lines_up_the_margin_are_read_one_after_the_other() -> None:
    page = drawn_page(rows(14, left=330, length=600)).copy()
    margin = drawn_page([DrawnLine(40, 70, length=500), DrawnLine(40, 160, length=700)], 900, 220)
    page[300:1200, 40:260] = np.rot90(margin)
    found = default_segmenter().find_lines(page).lines
    upwards = [line.box.left for line in found if line.baseline[0][1] - line.baseline[-1][1] > 300]
    assert len(upwards) == 2
    assert upwards == sorted(upwards)  # what is above when they are read is on the left


def test_the_edge_of_a_sheet_beside_blank_paper_is_no_line_up_the_page(shared_data: Path) -> None:
    folder = shared_data / "peraire"
    name = json.loads((folder / "splits.json").read_text(encoding="utf-8"))["train_pool"][0]
    with Image.open(folder / "pages" / f"{name}.jpg") as page:
        margin = np.asarray(page.convert("L"))[50:1800, 50:380]
    assert default_segmenter().find_lines(reduce_page(margin, 62_000)).lines == ()


def test_short_words_of_an_address_beside_writing_up_the_card_are_lines() -> None:
    address = [DrawnLine(1000, 440, length=110), *rows(4, left=1000, top=540, distance=110, length=700)]
    card = drawn_page(address, 1800, 1100).copy()
    card[50:1050, 50:850] = np.rot90(drawn_page(rows(9, left=60, top=100, distance=78, length=850), 1000, 800))
    found = default_segmenter().find_lines(card).lines
    assert len(found) == 9 + len(address)
    for line, drawn in zip(found[9:], address, strict=True):
        assert line.baseline[0] == pytest.approx((drawn.left, drawn.foot), abs=20)
        assert line.box.width == pytest.approx(drawn.length, abs=40)
