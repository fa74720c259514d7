"""Encoder, decoder and alphabet together: line images in, texts with confidence out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seqclr_desktop.document import Direction, WordAlternative
from seqclr_desktop.model.alphabet import Alphabet
from seqclr_desktop.model.attention_decoder import AttentionDecoder
from seqclr_desktop.model.ctc_decoder import CtcDecoder
from seqclr_desktop.model.decoder import Beam, Decoder, Spelling
from seqclr_desktop.model.encoder import Encoder, Frames
from seqclr_desktop.model.line_batch import make_batch
from seqclr_desktop.model.reader import Reader
from seqclr_desktop.model.settings import DecoderKind, DecoderSettings, EncoderSettings
from seqclr_desktop.model.text_order import order_characters, to_logical


@dataclass(frozen=True)
class Reading:
    """What the model read: text in logical order, confidence per character and of the line (all 0–1).

    `log_probability` is the model's own of the whole text, for weighing several readings of one line.
    `alternatives` are what doubtful words may be besides, where they were asked for.
    """

    text: str
    confidence: float
    char_confidences: tuple[float, ...]
    log_probability: float = 0.0
    alternatives: tuple[WordAlternative, ...] = ()


class Recognizer(Reader):
    """One network that reads lines."""

    def __init__(self, settings: EncoderSettings, alphabet: Alphabet, decoder: DecoderSettings | None = None) -> None:
        """Without `decoder` it reads by CTC."""
        super().__init__()
        self.alphabet = alphabet
        self.decoder_settings = decoder or DecoderSettings()
        self.encoder = Encoder(settings)
        self.decoder: Decoder = (
            AttentionDecoder(settings.frame_size, alphabet.class_count, self.decoder_settings)
            if self.decoder_settings.kind is DecoderKind.ATTENTION
            else CtcDecoder(settings.frame_size, alphabet.class_count)
        )

    @property
    def settings(self) -> EncoderSettings:
        return self.encoder.settings

    @property
    def lead(self) -> Recognizer:
        return self

    def read_frames(self, frames: Frames, directions: Sequence[Direction], beam: Beam | None = None) -> list[Reading]:
        with self.at_rest():
            if beam is None:
                spellings = self.decoder.read(frames)
            else:
                spellings = [found[0] for found in self.decoder.search(frames, beam)]
        return [self._in_words(spelling, direction) for spelling, direction in zip(spellings, directions, strict=True)]

    def search(
        self, lines: Sequence[np.ndarray], directions: Sequence[Direction], beam: Beam, count: int = 1
    ) -> list[list[Reading]]:
        """Up to `count` readings of each line by beam search, the likeliest first; texts that look alike are one."""
        with self.at_rest():
            found = self.decoder.search(self.frames(lines), beam, count)
        return [
            _each_once([self._in_words(spelling, direction) for spelling in spellings])
            for spellings, direction in zip(found, directions, strict=True)
        ]

    def grow_alphabet(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Make room for the characters of `texts` that the alphabet lacks; returns them."""
        grown = self.alphabet.grown_by(texts)
        new = grown.characters[len(self.alphabet.characters) :]
        if new:
            self.decoder.grow(grown.class_count)
            self.alphabet = grown
        return new

    def frames(self, lines: Sequence[np.ndarray]) -> Frames:
        """What the decoder gets of lines (H, W_i) uint8; ask for it `at_rest`."""
        frames: Frames = self.encoder(make_batch(lines).to(next(self.parameters()).device))
        return frames

    def _in_words(self, spelling: Spelling, direction: Direction) -> Reading:
        visual = self.alphabet.decode(spelling.numbers)
        logical = to_logical(visual, direction)
        order = order_characters(visual, direction)
        sure = tuple(round(spelling.confidences[place], 4) for place in order)
        return trimmed(logical, sure, spelling.log_probability)


def _each_once(readings: list[Reading]) -> list[Reading]:
    return list({reading.text: reading for reading in reversed(readings)}.values())[::-1]


def trimmed(text: str, sure: tuple[float, ...], log_probability: float) -> Reading:
    """Without blanks at the ends and runs of blanks, as stored texts are."""
    kept = [
        place
        for place, character in enumerate(text)
        if character != " " or (text[:place].strip() and text[place:].strip() and text[place - 1] != " ")
    ]
    confidences = tuple(sure[place] for place in kept)
    text = "".join(text[place] for place in kept)
    return Reading(text, line_confidence(confidences), confidences, log_probability)


def line_confidence(sure: Sequence[float]) -> float:
    """Geometric mean over the characters: one hopeless letter counts, a long line is not punished. 0 for no text."""
    if not sure:
        return 0.0
    return round(math.exp(sum(math.log(max(p, 1e-4)) for p in sure) / len(sure)), 4)
