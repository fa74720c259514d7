"""Single values survive the way into a table and back."""

from pathlib import Path

import numpy as np
import pytest

from seqclr_desktop.collection.stored_values import (
    read_confidences,
    read_path,
    read_points,
    writable_text,
    write_confidences,
    write_path,
    write_points,
)


def test_points_are_exact_and_readable() -> None:
    points = ((0.0, 12.0), (1 / 3, 1e-7), (-5.25, 30000.0))
    assert read_points(write_points(points)) == points
    assert write_points(((10.0, 20.5), (np.float32(3), 4))) == "10,20.5 3,4"
    assert read_points(write_points(())) == ()


def test_confidences_keep_four_digits() -> None:
    assert read_confidences(write_confidences((0.0, 0.1234, 0.9, 1.0))) == (0.0, 0.1234, 0.9, 1.0)
    assert read_confidences(write_confidences((-0.1, 1.1))) == (0.0, 1.0)
    assert read_confidences(write_confidences(())) == ()


@pytest.mark.parametrize("path", ["/letters/scans/a.jpg", "/a.jpg", "/letters/c/b/ספר.tif", "/x/\udce9.jpg"])
def test_path_comes_back_from_its_relative_form(path: str) -> None:
    folder = Path("/letters/c")
    stored = write_path(Path(path), folder)
    assert not str(stored).startswith("/")
    assert read_path(stored, folder) == Path(path)


def test_text_that_is_fit_to_be_written_stays_as_it_is() -> None:
    for text in ("", "été", "ספר", "\ufeff", "a\0b", "𐤀"):
        assert writable_text(text) == text
    assert writable_text("half \udce9") == "half \ufffd"
