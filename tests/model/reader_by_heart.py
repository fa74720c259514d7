"""A recogniser that knows beforehand what it reads, for tests."""

import numpy as np
import torch

from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.encoder import Frames
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.settings import EncoderSettings

PAIRS = {"e": "c", "ש": "ם"}  # letters it takes for each other


class ReaderByHeart(Recognizer):
    """Sees one text in every picture, four frames a letter, and is in doubt about some letters."""

    def __init__(self, visual: str) -> None:
        super().__init__(
            EncoderSettings(channels=(16, 16, 16), visual_size=16, context_layers=0),
            Alphabet.of([visual, *PAIRS.values()]),
        )
        self._visual = visual
        classes = self.alphabet.class_count
        with torch.no_grad():
            self.decoder.output = torch.nn.Linear(classes, classes)
            self.decoder.output.weight.copy_(torch.eye(classes))
            self.decoder.output.bias.zero_()

    def frames(self, lines: list[np.ndarray]) -> Frames:
        scores = torch.full((1, 4 * len(self._visual), self.alphabet.class_count), -8.0)
        for place, letter in enumerate(self._visual):
            scores[0, 4 * place + 1, self.alphabet.encode(letter)[0]] = 2.0
            if letter in PAIRS:
                scores[0, 4 * place + 1, self.alphabet.encode(PAIRS[letter])[0]] = 1.0
            for frame in (0, 2, 3):
                scores[0, 4 * place + frame, 0] = 2.0
        return Frames(scores, None, torch.tensor([scores.shape[1]]))
