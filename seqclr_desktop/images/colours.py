"""Any colour mode a scan may come in, made plain grey ("L") or colour ("RGB") as a person would see it."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageCms

_CUT_SHARE = 0.001  # of the darkest and of the lightest pixels, which may be dust or a burnt edge


def plain_colours(picture: Image.Image, *, zero_is_white: bool = False) -> Image.Image:
    """`picture` as "L" or "RGB": palette resolved, transparency laid on white, deep greys stretched to 8 bits.

    `zero_is_white` tells that a deep grey picture counts from white to black.
    """
    mode = picture.mode
    if mode in ("L", "RGB"):
        return picture if "transparency" not in picture.info else _on_white(picture)
    if mode == "1":
        return picture.convert("L")
    if mode == "F" or mode.startswith("I"):
        stretched = _stretched(np.asarray(picture))
        return Image.fromarray(255 - stretched if zero_is_white else stretched)
    if mode == "LAB":
        return _from_lab(picture)
    if mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in picture.info:
        return _on_white(picture)
    return picture.convert("RGB")


def _stretched(deep: np.ndarray) -> np.ndarray:
    """Grey values of any range (H, W) spread over 0–255 (H, W), uint8."""
    if deep.dtype != np.uint16:
        deep = _as_16_bits(deep)
    counts = np.bincount(deep.ravel(), minlength=1 << 16)
    seen = np.cumsum(counts)
    darkest = int(np.searchsorted(seen, _CUT_SHARE * seen[-1], side="right"))
    lightest = int(np.searchsorted(seen, (1 - _CUT_SHARE) * seen[-1]))
    share = (np.arange(1 << 16) - darkest) / max(lightest - darkest, 1)
    table: np.ndarray = (np.clip(share, 0, 1) * 255).astype(np.uint8)
    return np.take(table, deep)


def _as_16_bits(deep: np.ndarray) -> np.ndarray:
    finite = np.nan_to_num(deep.astype(np.float32), posinf=0.0, neginf=0.0)
    lowest, highest = float(finite.min()), float(finite.max())
    return ((finite - lowest) * (65535 / max(highest - lowest, 1e-9))).astype(np.uint16)


def _on_white(picture: Image.Image) -> Image.Image:
    is_grey = picture.mode in ("L", "LA", "La")
    with_alpha = picture.convert("LA" if is_grey else "RGBA")
    page = Image.new("L" if is_grey else "RGB", picture.size, "white")
    page.paste(with_alpha.convert(page.mode), mask=with_alpha.getchannel("A"))
    return page


def _from_lab(picture: Image.Image) -> Image.Image:
    to_screen = ImageCms.buildTransform(ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB")
    seen = ImageCms.applyTransform(picture, to_screen)
    assert seen is not None  # only None when changed in place
    return seen
