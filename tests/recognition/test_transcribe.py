import pytest
import torch

from seqclr_desktop.document import Direction
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.decoder import Beam
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.settings import EncoderSettings
from seqclr_desktop.model.voters import Voters
from seqclr_desktop.recognition.transcribe import transcribe
from tests.training.drawn_lines import TEXTS, draw_line

TINY = EncoderSettings(channels=(16, 16, 16), visual_size=32, context_size=16)


@pytest.mark.parametrize("voter_count", [1, 2])
def test_every_line_is_read_once_with_or_without_a_search(voter_count: int) -> None:
    torch.manual_seed(0)
    recognizers = [Recognizer(TINY, Alphabet.of(TEXTS)) for _ in range(voter_count)]
    reader = recognizers[0] if voter_count == 1 else Voters(recognizers, (1.0, 1.0))
    pictures = [draw_line(text) for text in TEXTS[:5]]
    ways = [Direction.LEFT_TO_RIGHT] * 5
    for beam in (None, Beam(width=4)):
        read = dict(
            reading
            for batch in transcribe(reader, pictures, ways, batch_lines=2, with_alternatives=True, beam=beam)
            for reading in batch
        )
        assert sorted(read) == [0, 1, 2, 3, 4]
        for index, reading in read.items():
            (expected,) = reader.read([pictures[index]], ways[:1], beam)
            assert reading.text == expected.text
