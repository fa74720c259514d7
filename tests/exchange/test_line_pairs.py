from pathlib import Path

import pytest
from PIL import Image

from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange import line_pairs, read_transcription
from seqclr_desktop.geometry import Box


def test_text_covers_the_whole_picture(tmp_path: Path) -> None:
    (tmp_path / "a.gt.txt").write_text("\ufeffשלום\r\n", encoding="utf-8")
    content = read_transcription(tmp_path / "a.gt.txt", image_size=(600, 64))
    (line,) = content.lines
    assert (line.best_text, line.direction) == ("שלום", Direction.RIGHT_TO_LEFT)
    assert line.box == Box(0, 0, 600, 64)


def test_empty_text_makes_a_line_that_waits_for_one(tmp_path: Path) -> None:
    (tmp_path / "a.gt.txt").touch()
    (line,) = read_transcription(tmp_path / "a.gt.txt", image_size=(600, 64)).lines
    assert line.human is None


def test_several_lines_of_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.gt.txt").write_text("one\n\ntwo\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="2 lines of text"):
        read_transcription(tmp_path / "a.gt.txt", image_size=(600, 64))


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.gt.txt").write_bytes("né".encode("latin-1"))
    with pytest.raises(UnreadableFileError, match="not in UTF-8"):
        read_transcription(tmp_path / "a.gt.txt", image_size=(600, 64))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(line_pairs.picture_bytes(Image.new("RGB", (300, 64), "white")))
    (tmp_path / "a.gt.txt").write_bytes(line_pairs.text_bytes("né à Chinon"))
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.format == "PNG"
        (line,) = read_transcription(tmp_path / "a.gt.txt", image_size=picture.size).lines
    assert line.best_text == "né à Chinon"
