import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from seqclr_desktop.document import Line
from seqclr_desktop.errors import StorageError
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


def test_the_log_of_a_damaged_cache_is_not_taken_for_that_of_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "line-images.sqlite").write_bytes(b"this is no database, " * 200)
    (tmp_path / "line-images.sqlite-wal").write_bytes(b"the log of another file")
    cache = LineCache(tmp_path)
    cache.close()
    assert not (tmp_path / "line-images.sqlite-wal").exists()


def test_a_cache_that_another_program_holds_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "line-images.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE theirs (x)")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            LineCache(tmp_path, patience_s=0.01)
        other.execute("COMMIT")
        assert other.execute("SELECT count(*) FROM theirs").fetchone() == (0,)


def test_a_damaged_strip_is_told(tmp_path: Path) -> None:
    cache = LineCache(tmp_path)
    cache.put([("a", np.zeros((4, 5), np.uint8))])
    with closing(sqlite3.connect(tmp_path / "line-images.sqlite")) as other, other:
        other.execute("UPDATE strips SET data = x'00'")
    with pytest.raises(StorageError, match="cannot be read"):
        cache.strip("a")
    cache.close()
