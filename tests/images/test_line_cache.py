from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from seqclr_desktop.document import Line
from seqclr_desktop.images.line_cache import LineCache, cache_key, page_key

LINE = Line(baseline=((0, 10), (100, 10)))


def test_strips_come_back_as_they_were(tmp_path: Path) -> None:
    strip = np.random.default_rng(0).integers(0, 255, (40, 133), dtype=np.uint8)
    cache = LineCache(tmp_path)
    cache.put([("a", strip)])
    cache.close()
    again = LineCache(tmp_path)
    assert again.widths(["a", "b"]) == {"a": 133}
    np.testing.assert_array_equal(again.strip("a"), strip)
    with pytest.raises(KeyError):
        again.strip("b")
    again.close()


def test_whatever_changes_the_picture_changes_the_key() -> None:
    moved = replace(LINE, baseline=((0, 11), (100, 10)))
    whole = page_key("hash", 0, 0, [LINE])
    keys = {
        cache_key(whole, LINE, 40),
        cache_key(page_key("other", 0, 0, [LINE]), LINE, 40),
        cache_key(page_key("hash", 1, 0, [LINE]), LINE, 40),
        cache_key(page_key("hash", 0, 90, [LINE]), LINE, 40),
        cache_key(page_key("hash", 0, 0, [LINE, moved]), LINE, 40),  # the lines of a page share a letter size
        cache_key(whole, moved, 40),
        cache_key(whole, LINE, 64),
    }
    assert len(keys) == 7
    assert cache_key(page_key("hash", 0, 0, [replace(LINE, id=7)]), replace(LINE, id=7), 40) in keys


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "line-images.sqlite").write_bytes(b"this is no database, " * 200)
    cache = LineCache(tmp_path)
    cache.put([("a", np.zeros((4, 5), np.uint8))])
    assert cache.widths(["a"]) == {"a": 5}
    cache.close()
