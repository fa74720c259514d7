import numpy as np
import pytest
from PIL import Image

from seqclr_desktop.images.colours import plain_colours


def test_deep_greys_are_spread_over_the_whole_range() -> None:
    ramp = np.linspace(3000, 48900, 100 * 100).reshape(100, 100).astype(np.uint16)
    plain = np.asarray(plain_colours(Image.fromarray(ramp)))
    assert plain.dtype == np.uint8
    assert plain.min() == 0
    assert plain.max() == 255
    assert abs(int(plain[50, 0]) - 127) <= 2


def test_deep_greys_counted_from_white_are_turned_over() -> None:
    ramp = np.linspace(0, 60000, 100 * 100).reshape(100, 100).astype(np.uint16)
    plain = np.asarray(plain_colours(Image.fromarray(ramp), zero_is_white=True))
    assert plain[0, 0] == 255
    assert plain[-1, -1] == 0


@pytest.mark.parametrize("dtype", [np.int32, np.float32])
def test_values_of_any_range_come_out_grey(dtype: type) -> None:
    values = np.linspace(-5, 5_000_000, 64 * 64).reshape(64, 64).astype(dtype)
    plain = plain_colours(Image.fromarray(values))
    assert plain.mode == "L"
    assert plain.getextrema() == (0, 255)


def test_flat_deep_grey_page_does_not_fail() -> None:
    assert plain_colours(Image.fromarray(np.full((8, 8), 1234, np.uint16))).mode == "L"


def test_transparent_paper_is_white_not_black() -> None:
    picture = Image.new("RGBA", (4, 4), (10, 20, 30, 255))
    picture.putpixel((0, 0), (0, 0, 0, 0))
    plain = plain_colours(picture)
    assert plain.mode == "RGB"
    assert plain.getpixel((0, 0)) == (255, 255, 255)
    assert plain.getpixel((3, 3)) == (10, 20, 30)


def test_palette_with_a_transparent_colour_is_laid_on_white() -> None:
    picture = Image.new("P", (2, 1))
    picture.putpalette([200, 0, 0, 0, 0, 200])
    picture.putdata([0, 1])
    picture.info["transparency"] = 0
    plain = plain_colours(picture)
    assert [plain.getpixel((x, 0)) for x in (0, 1)] == [(255, 255, 255), (0, 0, 200)]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "HSV", "I", "F", "I;16"])
def test_every_mode_comes_out_as_grey_or_colour(mode: str) -> None:
    assert plain_colours(Image.new(mode, (5, 7))).mode in ("L", "RGB")


def test_black_ink_of_a_printers_scan_stays_dark() -> None:
    ink = plain_colours(Image.new("CMYK", (1, 1), (0, 0, 0, 240))).getpixel((0, 0))
    assert isinstance(ink, tuple)
    assert max(ink) < 40
