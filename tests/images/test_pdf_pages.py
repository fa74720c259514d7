import threading
from pathlib import Path

import pytest
from PIL import Image

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.images.reading import FrameInfo, probe, read_page
from tests.odd_files import write_pdf

FULL_PAGE = b"q 200 0 0 300 0 0 cm /I0 Do Q"


def test_page_that_is_one_scan_has_the_scans_own_size(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", content=FULL_PAGE, images=[(611, 917)])
    assert probe(path) == [FrameInfo(611, 917)]
    assert read_page(path).size == (611, 917)


def test_scan_placed_on_its_side_keeps_its_pixels(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", content=b"q 0 300 -200 0 200 0 cm /I0 Do Q", images=[(900, 600)])
    assert probe(path) == [FrameInfo(600, 900)]


def test_turned_page_is_upright(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "a.pdf", content=FULL_PAGE, images=[(600, 900)], page=b"/MediaBox [0 0 200 300] /Rotate 90"
    )
    assert probe(path) == [FrameInfo(900, 600)]
    assert read_page(path).size == (900, 600)


def test_page_without_a_scan_is_drawn_at_300_dpi(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", content=b"0 0 0 rg 0 0 200 300 re f", page=b"/MediaBox [0 0 144 216]")
    assert probe(path) == [FrameInfo(600, 900)]
    assert read_page(path).getpixel((300, 450)) == (0, 0, 0)


def test_page_with_two_pictures_is_drawn_at_300_dpi(tmp_path: Path) -> None:
    halves = b"q 200 0 0 150 0 0 cm /I0 Do Q q 200 0 0 150 0 150 cm /I1 Do Q"
    path = write_pdf(tmp_path / "a.pdf", content=halves, images=[(40, 30), (40, 30)])
    assert probe(path) == [FrameInfo(833, 1250)]


def test_small_picture_on_a_page_does_not_set_its_resolution(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", content=b"q 50 0 0 50 10 10 cm /I0 Do Q", images=[(40, 30)])
    assert probe(path) == [FrameInfo(833, 1250)]


def test_coarse_backdrop_under_other_things_does_not_set_the_resolution(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", content=FULL_PAGE + b" 10 10 50 50 re f", images=[(40, 60)])
    assert probe(path) == [FrameInfo(833, 1250)]


def test_poster_is_bounded(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", page=b"/MediaBox [0 0 10000 5000]")
    assert probe(path) == [FrameInfo(8000, 4000)]


def test_bomb_inside_a_pdf_is_refused(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", content=FULL_PAGE, images=[(30_000, 30_000)])
    with pytest.raises(UnreadableFileError, match="above 250 megapixels"):
        probe(path)
    with pytest.raises(UnreadableFileError, match="above 250 megapixels"):
        read_page(path, at_least_px=100)


def test_locked_pdf_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", is_locked=True)
    with pytest.raises(UnreadableFileError, match="locked with a password") as error:
        probe(path)
    assert "without a password" in error.value.advice


def test_empty_pdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    with pytest.raises(UnreadableFileError, match="The file is empty"):
        probe(tmp_path / "a.pdf")


def test_broken_pdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\nand then nothing")
    with pytest.raises(UnreadableFileError, match="PDF is damaged"):
        probe(tmp_path / "a.pdf")


def test_pages_are_read_by_several_threads(tmp_path: Path) -> None:
    pages = [Image.new("L", (90, 120), shade) for shade in (0, 100, 200)]
    pages[0].save(tmp_path / "a.pdf", save_all=True, append_images=pages[1:])
    shades: dict[int, object] = {}

    def read(frame: int) -> None:
        for _ in range(5):
            shades[frame] = read_page(tmp_path / "a.pdf", frame).convert("L").getpixel((45, 60))

    threads = [threading.Thread(target=read, args=(frame,)) for frame in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [shades[frame] for frame in range(3)] == pytest.approx([0, 100, 200], abs=3)
