"""Lists of pages and rectangles as people write them."""

import argparse
from pathlib import Path

import pytest

from seqclr_desktop.cli.find_lines import rectangle
from seqclr_desktop.cli.options import page_names
from seqclr_desktop.errors import UsageError


def test_no_list_means_no_choice() -> None:
    assert page_names(None) == ()


def test_a_list_may_have_blank_lines_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "pages.txt"
    file.write_bytes("\ufeffa b.jpg\r\n\r\n  c#2 \r\n".encode())
    assert page_names(file) == ("a b.jpg", "c#2")


def test_an_empty_list_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "pages.txt"
    file.touch()
    with pytest.raises(UsageError, match=r"pages\.txt"):
        page_names(file)


def test_a_list_that_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "pages.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(UsageError, match=r"pages\.jpg"):
        page_names(file)


@pytest.mark.parametrize("region", ["nan,0,100,100", "0,0,inf,100", "0,0,-1,5", "1,2,3"])
def test_a_rectangle_is_four_numbers_with_an_end(region: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is no rectangle"):
        rectangle(region)
