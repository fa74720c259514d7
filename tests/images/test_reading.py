import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.images.reading import FrameInfo, content_hash, open_pages, probe, read_page
from tests.odd_files import write_bomb

INK, PAPER = 30, 220


def page_with_corner(width_px: int = 60, height_px: int = 40) -> Image.Image:
    """Paper with a dark patch at the top left, so that turns show."""
    picture = Image.new("L", (width_px, height_px), PAPER)
    picture.paste(INK, (0, 0, width_px // 4, height_px // 4))
    return picture


def dark_corner(page: Image.Image) -> str:
    """Which corner of the page is dark."""
    grey = np.asarray(page.convert("L")).astype(int)
    corners = {
        "top left": grey[1, 1],
        "top right": grey[1, -2],
        "bottom left": grey[-2, 1],
        "bottom right": grey[-2, -2],
    }
    return min(corners, key=lambda name: int(corners[name]))


@pytest.mark.parametrize("entry_number", range(27))
def test_every_oddity_comes_out_as_its_list_says(shared_data: Path, entry_number: int) -> None:
    folder = shared_data / "raw-folder-oddities"
    entry = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["files"][entry_number]
    scan = folder / "scans" / entry["file"]
    if not entry["readable"]:
        with pytest.raises(UnreadableFileError) as refusal, open_pages(scan) as pages:
            pages.check(0)
        assert refusal.value.what.endswith(".")
        assert refusal.value.where == str(scan)
        return
    sizes = [tuple(size) for size in entry["upright_size"]]
    assert probe(scan) == [FrameInfo(*size) for size in sizes]
    for frame, size in enumerate(sizes):
        page = read_page(scan, frame)
        assert page.size == size
        assert page.mode in ("L", "RGB")


@pytest.mark.parametrize(
    "name",
    ["CMYK/page 4.jpeg", "DCIM/DSC_4403.JPG", "DCIM/DSC_4406.JPG", "DCIM/DSC_4408.JPG", "scan16bit.tiff", "foral.pdf"],
)
def test_odd_scan_looks_like_the_page_it_was_made_from(shared_data: Path, name: str) -> None:
    folder = shared_data / "raw-folder-oddities"
    entries = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["files"]
    (truth,) = next(entry["ground_truth"] for entry in entries if entry["file"] == name)
    collection, page_name = truth.split("/")
    with Image.open(shared_data / collection / "pages" / f"{page_name}.jpg") as original:
        expected = ImageOps.autocontrast(original.convert("L").resize((200, 200)), 1)
    seen = ImageOps.autocontrast(read_page(folder / "scans" / name).convert("L").resize((200, 200)), 1)
    assert ImageStat.Stat(ImageChops.difference(expected, seen)).mean[0] < 12


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("ending", ["jpg", "tif", "png", "webp"])
def test_scan_stored_turned_is_shown_upright(tmp_path: Path, orientation: int, ending: str) -> None:
    upright = page_with_corner()
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Image.Exif()
    exif[274] = orientation
    path = tmp_path / f"scan.{ending}"
    stored.save(path, exif=exif)
    assert probe(path) == [FrameInfo(60, 40)]
    page = read_page(path)
    assert page.size == (60, 40)
    assert dark_corner(page) == "top left"


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("exif", [b"Exif\x00\x00II*\x00\xff\xff\xff\x7f", b"Exif\x00\x00nonsense"])
def test_nonsense_in_the_camera_data_is_no_hindrance(tmp_path: Path, exif: bytes) -> None:
    page_with_corner().save(tmp_path / "scan.jpg", exif=exif)
    assert probe(tmp_path / "scan.jpg") == [FrameInfo(60, 40)]
    assert dark_corner(read_page(tmp_path / "scan.jpg")) == "top left"


@pytest.mark.parametrize(
    ("rotation", "size", "corner"),
    [
        (0, (60, 40), "top left"),
        (90, (40, 60), "top right"),
        (180, (60, 40), "bottom right"),
        (270, (40, 60), "bottom left"),
    ],
)
def test_a_persons_turn_is_clockwise(tmp_path: Path, rotation: int, size: tuple[int, int], corner: str) -> None:
    page_with_corner().save(tmp_path / "scan.png")
    page = read_page(tmp_path / "scan.png", rotation=rotation)
    assert page.size == size
    assert dark_corner(page) == corner


def test_previews_within_a_tiff_are_no_pages(tmp_path: Path) -> None:
    preview = Image.new("L", (6, 4))
    preview.encoderinfo = {"tiffinfo": {254: 1}}  # type: ignore[attr-defined]
    second = page_with_corner(50, 30)
    second.encoderinfo = {}  # type: ignore[attr-defined]
    page_with_corner().save(tmp_path / "scan.tif", save_all=True, append_images=[preview, second])
    assert probe(tmp_path / "scan.tif") == [FrameInfo(60, 40), FrameInfo(50, 30)]
    assert read_page(tmp_path / "scan.tif", 1).size == (50, 30)


def test_page_that_was_read_stays_when_the_next_is_read(tmp_path: Path) -> None:
    page_with_corner().save(tmp_path / "scan.tif", save_all=True, append_images=[Image.new("L", (50, 30))])
    with open_pages(tmp_path / "scan.tif") as pages:
        first, second = pages.read(0), pages.read(1)
    assert (first.size, second.size) == ((60, 40), (50, 30))
    assert dark_corner(first) == "top left"


def test_second_picture_of_a_camera_file_is_no_page(tmp_path: Path) -> None:
    page_with_corner().save(tmp_path / "DSC.JPG", "MPO", save_all=True, append_images=[Image.new("L", (6, 4))])
    assert probe(tmp_path / "DSC.JPG") == [FrameInfo(60, 40)]


def test_moving_picture_is_one_page(tmp_path: Path) -> None:
    page_with_corner().save(tmp_path / "a.gif", save_all=True, append_images=[Image.new("L", (60, 40))])
    assert len(probe(tmp_path / "a.gif")) == 1


def test_sixteen_bit_tiff_counted_from_white_is_dark_on_light(tmp_path: Path) -> None:
    deep = np.asarray(page_with_corner()).astype(np.uint16) * 200
    Image.fromarray(65535 - deep).save(tmp_path / "scan.tif", tiffinfo={262: 0})
    assert dark_corner(read_page(tmp_path / "scan.tif")) == "top left"


def test_large_jpeg_may_come_smaller_but_not_below_what_was_asked(tmp_path: Path) -> None:
    page_with_corner(1600, 1200).save(tmp_path / "scan.jpg")
    page = read_page(tmp_path / "scan.jpg", at_least_px=300)
    assert 300 <= max(page.size) < 1600
    assert read_page(tmp_path / "scan.jpg").size == (1600, 1200)


def test_checked_page_is_still_read_whole(tmp_path: Path) -> None:
    page_with_corner(1600, 1200).save(tmp_path / "scan.jpg")
    with open_pages(tmp_path / "scan.jpg") as pages:
        pages.check(0)
        assert pages.read(0).size == (1600, 1200)


def test_text_that_claims_to_be_a_tiff_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.tif").write_text("1. letter to my brother", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="not a picture, though its name says so"):
        probe(tmp_path / "list.tif")


def test_broken_off_jpeg_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scan.jpg"
    noise = np.random.default_rng(1).integers(0, 255, (300, 300), np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 5])
    with pytest.raises(UnreadableFileError, match="damaged or incomplete"), open_pages(path) as pages:
        pages.check(0)
    with pytest.raises(UnreadableFileError, match="damaged or incomplete"):
        read_page(path)


def test_broken_off_tiff_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    page_with_corner(300, 300).save(path)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(UnreadableFileError, match="damaged or incomplete"):
        read_page(path)


def test_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = write_bomb(tmp_path / "map.png")
    with pytest.raises(UnreadableFileError, match="30000 × 30000 pixels; pages above 250 megapixels"):
        probe(path)
    with pytest.raises(UnreadableFileError, match="above 250 megapixels"):
        read_page(path)


def test_picture_just_within_the_limit_is_no_bomb(tmp_path: Path) -> None:
    path = write_bomb(tmp_path / "map.png", side_px=15_800)
    assert probe(path) == [FrameInfo(15_800, 15_800)]


def test_vanished_scan_is_told_in_a_sentence_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as error:
        read_page(tmp_path / "letter 7.jpg")
    assert error.value.what == "The scan letter 7.jpg is no longer where it was."
    assert error.value.advice.startswith("Put it back, or")
    with pytest.raises(UnreadableFileError, match="no longer where it was"):
        content_hash(tmp_path / "letter 7.jpg")


def test_page_that_the_file_does_not_have_is_refused(tmp_path: Path) -> None:
    page_with_corner().save(tmp_path / "scan.tif")
    with pytest.raises(UnreadableFileError):
        read_page(tmp_path / "scan.tif", 3)


def test_same_content_has_the_same_hash_under_any_name(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"same")
    (tmp_path / "b.jpg").write_bytes(b"same")
    assert content_hash(tmp_path / "a.jpg") == content_hash(tmp_path / "b.jpg")
    assert len(content_hash(tmp_path / "a.jpg")) == 64
