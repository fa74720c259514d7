import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
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
    cache.put("page", [("a", strip)])
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
    cache.put("page", [("a", np.zeros((4, 5), np.uint8))])
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
    cache.put("page", [("a", np.zeros((4, 5), np.uint8))])
    with closing(sqlite3.connect(tmp_path / "line-images.sqlite")) as other, other:
        other.execute("UPDATE strips SET data = x'00'")
    with pytest.raises(StorageError, match="cannot be read"):
        cache.strip("a")
    cache.close()


def test_shapes_and_pages_of_before_are_forgotten_when_nobody_used_them_for_a_month(tmp_path: Path) -> None:
    strip = np.zeros((4, 5), np.uint8)
    uses = {  # (page, its key) by the day of June on which it was used last
        3: [(1, "long mended"), (2, "as it is"), (4, "taken out")],
        20: [(1, "mended lately"), (5, "taken out lately")],
        25: [(1, "as it is now")],
    }
    for day, pages in uses.items():
        with closing(LineCache(tmp_path, today=date(2026, 6, day))) as cache:
            for page_id, key in pages:
                cache.put(key, [(f"line of {key}", strip)])
                cache.note_use(page_id, key)
    with closing(LineCache(tmp_path, today=date(2026, 7, 10))) as cache:
        cache.forget([1, 2, 3])
        left = cache.widths([f"line of {key}" for pages in uses.values() for _, key in pages])
    assert set(left) == {f"line of {key}" for key in ("as it is", "mended lately", "taken out lately", "as it is now")}


def test_what_a_training_used_lately_is_kept(tmp_path: Path) -> None:
    for day in (date(2026, 5, 1), date(2026, 6, 20)):
        with closing(LineCache(tmp_path, today=day)) as cache:
            cache.put("mended", [("a", np.zeros((4, 5), np.uint8))])
            cache.note_use(1, "mended")
    with closing(LineCache(tmp_path, today=date(2026, 7, 1))) as cache:
        cache.note_use(1, "as it is now")
        cache.forget([1])
        assert cache.widths(["a"]) == {"a": 5}


def test_strips_that_were_cropped_in_another_way_are_forgotten(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "line-images.sqlite")) as older, older:
        older.execute("CREATE TABLE strips (key TEXT PRIMARY KEY, width INTEGER NOT NULL, data BLOB NOT NULL)")
        older.execute("INSERT INTO strips VALUES ('a', 5, x'00')")
    with closing(LineCache(tmp_path)) as cache:
        assert cache.widths(["a"]) == {}
        cache.put("page", [("a", np.zeros((4, 5), np.uint8))])
        assert cache.widths(["a"]) == {"a": 5}
