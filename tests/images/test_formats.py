from pathlib import Path

import pytest

from seqclr_desktop.images.formats import PictureFormat, claims_to_be_a_picture, foreign_format, picture_format


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\xff\xd8\xff\xe1", PictureFormat.JPEG),
        (b"II*\x00", PictureFormat.TIFF),
        (b"MM\x00+", PictureFormat.TIFF),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", PictureFormat.WEBP),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n", PictureFormat.JPEG_2000),
        (b"scanner junk\n%PDF-1.4", PictureFormat.PDF),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"Just a text", None),
        (b"", None),
    ],
)
def test_format_is_told_by_the_first_bytes(head: bytes, expected: PictureFormat | None) -> None:
    assert picture_format(head) is expected


def test_picture_of_a_telephone_is_known_by_name_though_it_cannot_be_read() -> None:
    assert foreign_format(b"\x00\x00\x00\x18ftypheic") == "HEIC"
    assert foreign_format(b"\xff\xd8\xff\xe1") == ""


def test_ending_makes_a_claim_in_small_and_capital_letters() -> None:
    assert claims_to_be_a_picture(Path("DSC_4405.JPG"))
    assert claims_to_be_a_picture(Path("IMG_1.HEIC"))
    assert not claims_to_be_a_picture(Path("inventaire.csv"))
    assert not claims_to_be_a_picture(Path("Thumbs.db"))
