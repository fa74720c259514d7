import numpy as np
import pytest

from seqclr_desktop.document import Direction
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.settings import DecoderKind, DecoderSettings, EncoderSettings
from seqclr_desktop.model.word_readings import other_readings, read_words
from tests.model.reader_by_heart import ReaderByHeart


def test_each_word_has_its_own_doubts_and_its_place() -> None:
    reader = ReaderByHeart("le soir ne part")
    line = np.zeros((40, 16 * 15), np.uint8)
    words = read_words(reader, line, Direction.LEFT_TO_RIGHT, count=3)
    assert [word.readings[0].text for word in words] == ["le", "soir", "ne", "part"]
    assert [
        word.readings[1].text for word in words if len(word.readings) > 1 and word.readings[1].probability > 0.1
    ] == ["lc", "nc"]
    assert words[0].readings[0].probability == pytest.approx(0.73, abs=0.02)
    assert sum(reading.probability for reading in words[0].readings) <= 1.001
    starts = [word.start_px for word in words]
    assert starts == sorted(starts)
    assert words[0].start_px == 0
    assert words[1].start_px <= 3 * 16 + 8 < words[1].end_px


def test_words_of_a_hebrew_line_come_in_the_order_they_are_read() -> None:
    reader = ReaderByHeart("םולש ינא")
    words = read_words(reader, np.zeros((40, 16 * 8), np.uint8), Direction.RIGHT_TO_LEFT)
    assert [word.readings[0].text for word in words] == ["אני", "שלום"]
    assert "םלום" in [reading.text for reading in words[1].readings]
    assert words[0].start_px > words[1].start_px


def test_attention_alone_does_not_say_where_words_are() -> None:
    settings = EncoderSettings(channels=(16, 16, 16), visual_size=16, context_layers=0)
    reader = Recognizer(settings, Alphabet.of(["ab"]), DecoderSettings(DecoderKind.ATTENTION, cell_size=16))
    assert read_words(reader, np.zeros((40, 64), np.uint8), Direction.LEFT_TO_RIGHT) == []


def test_only_doubtful_words_have_other_readings_in_their_place_of_the_text() -> None:
    reader = ReaderByHeart("le soir ne part")
    frames, way = reader.frames([]), Direction.LEFT_TO_RIGHT
    (reading,) = reader.read_frames(frames, [way])
    (others,) = other_readings(reader, frames, [reading.text], [way])
    likely = [other for other in others if other.probability > 0.1]
    assert [(reading.text[o.start : o.end], o.word) for o in likely] == [("le", "lc"), ("ne", "nc")]
    assert likely[0].probability == pytest.approx(0.27, abs=0.02)


def test_other_readings_of_hebrew_words_stand_in_logical_order() -> None:
    reader = ReaderByHeart("םולש ינא")
    frames, way = reader.frames([]), Direction.RIGHT_TO_LEFT
    (reading,) = reader.read_frames(frames, [way])
    (others,) = other_readings(reader, frames, [reading.text], [way])
    assert reading.text == "אני שלום"
    assert {reading.text[o.start : o.end] for o in others} == {"שלום"}
    assert "םלום" in [o.word for o in others]
