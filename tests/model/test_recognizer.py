import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw, ImageFont

from seqclr_desktop.document import Direction
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.checkpoint import load_recognizer
from seqclr_desktop.model.decoder import Beam
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.settings import DecoderKind, DecoderSettings, EncoderSettings
from seqclr_desktop.places import resources_folder

TINY = EncoderSettings(channels=(16, 16, 16), visual_size=32, context_size=16)


def lines(*widths_px: int) -> list[np.ndarray]:
    random = np.random.default_rng(1)
    return [random.integers(0, 255, (40, width), dtype=np.uint8) for width in widths_px]


def test_every_character_has_a_confidence_and_the_line_has_one() -> None:
    torch.manual_seed(3)
    readings = Recognizer(TINY, Alphabet.of(["abc שלום"])).read(lines(300, 60), [Direction.RIGHT_TO_LEFT] * 2)
    for reading in readings:
        assert len(reading.char_confidences) == len(reading.text)
        assert 0 <= reading.confidence <= 1
        assert reading.text == reading.text.strip()


def test_growing_the_alphabet_keeps_what_is_read() -> None:
    torch.manual_seed(0)
    recognizer = Recognizer(TINY, Alphabet.of(["ab"]))
    before = recognizer.decoder.output.weight.detach().clone()
    assert recognizer.grow_alphabet(["abß"]) == ("ß",)
    assert recognizer.alphabet.characters == ("a", "b", "ß")
    torch.testing.assert_close(recognizer.decoder.output.weight[:3], before)
    assert recognizer.decoder.output.out_features == 4
    assert recognizer.grow_alphabet(["ab"]) == ()


def test_a_taught_model_reads_new_letters_nowhere_before_it_has_learned_them() -> None:
    torch.manual_seed(0)
    model = load_recognizer(resources_folder() / "models" / "base-latin.safetensors")
    font = ImageFont.truetype(resources_folder() / "fonts" / "JunicodeTwoBeta-Regular.otf", 26)
    strip = Image.new("L", (620, 40), 235)
    ImageDraw.Draw(strip).text((8, 2), "Monsieur le maire & 3 jours de vin; ſçavoir §", fill=40, font=font)
    strokes = [np.asarray(strip), np.asarray(strip.reduce((2, 1)))]
    before = model.read(strokes, [Direction.LEFT_TO_RIGHT] * 2)
    assert all(reading.text for reading in before)
    assert len(model.grow_alphabet(["\u0411\u0434\u0416\u0449"])) == 4
    assert [r.text for r in model.read(strokes, [Direction.LEFT_TO_RIGHT] * 2)] == [r.text for r in before]


@pytest.mark.parametrize("kind", list(DecoderKind))
def test_a_line_of_more_than_four_thousand_pixels_is_read(kind: DecoderKind) -> None:
    torch.manual_seed(0)
    recognizer = Recognizer(TINY, Alphabet.of(["abc "]), DecoderSettings(kind, cell_size=16))
    line = np.random.default_rng(0).integers(0, 255, (40, 4400), dtype=np.uint8)
    (reading,) = recognizer.read([line], [Direction.LEFT_TO_RIGHT])
    assert len(reading.text) <= 1100
    (found,) = recognizer.search([line[:, :400]], [Direction.LEFT_TO_RIGHT], Beam(width=3), 3)
    assert 1 <= len(found) <= 3


@pytest.mark.parametrize("kind", list(DecoderKind))
def test_a_search_never_reads_a_less_likely_text_than_greed(kind: DecoderKind) -> None:
    torch.manual_seed(0)
    recognizer = Recognizer(TINY, Alphabet.of(["abc"]), DecoderSettings(kind, cell_size=16))
    pictures = lines(60, 120)
    greedy = recognizer.read(pictures, [Direction.LEFT_TO_RIGHT] * 2)
    searched = recognizer.read(pictures, [Direction.LEFT_TO_RIGHT] * 2, Beam(width=12))
    for slow, fast in zip(searched, greedy, strict=True):
        per_letter = [r.log_probability / (len(r.text) + 1) for r in (slow, fast)]
        assert slow.text == fast.text or per_letter[0] >= per_letter[1] - 1e-6
