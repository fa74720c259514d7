import numpy as np
import pytest

from seqclr_desktop.document import Direction
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.settings import DecoderKind, DecoderSettings, EncoderSettings
from seqclr_desktop.model.word_readings import other_readings
from tests.model.reader_by_heart import ReaderByHeart


def test_attention_alone_does_not_say_where_words_are() -> None:
    settings = EncoderSettings(channels=(16, 16, 16), visual_size=16, context_layers=0)
    reader = Recognizer(settings, Alphabet.of(["ab"]), DecoderSettings(DecoderKind.ATTENTION, cell_size=16))
    frames = reader.frames([np.zeros((40, 64), np.uint8)])
    assert other_readings(reader, frames, ["ab"], [Direction.LEFT_TO_RIGHT]) == [()]


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
