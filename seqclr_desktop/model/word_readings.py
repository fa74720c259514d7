"""What else the doubtful words of a line could be, with their probabilities and their place in its text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from seqclr_desktop.document import Direction, WordAlternative
from seqclr_desktop.model.ctc_beam import search_ctc
from seqclr_desktop.model.ctc_decoder import CtcDecoder, read_greedily
from seqclr_desktop.model.decoder import Beam, Spelling
from seqclr_desktop.model.encoder import Frames
from seqclr_desktop.model.recognizer import Recognizer
from seqclr_desktop.model.text_order import order_characters, to_logical

_SURE_FROM = 0.9  # a word is doubtful when the best guess at one of its frames is less probable
_LEAST_PROBABILITY = 0.02  # of a reading worth keeping
_LONGEST_FRAMES = 200  # what is longer is hardly one word


@dataclass(frozen=True)
class Alternative:
    """A reading of one word, and its probability by the model (0–1); all readings together reach 1 at most."""

    text: str
    probability: float


def other_readings(
    recognizer: Recognizer, frames: Frames, texts: Sequence[str], directions: Sequence[Direction], count: int = 5
) -> list[tuple[WordAlternative, ...]]:
    """What the doubtful words of lines just read from `frames` as `texts` may be besides, for each line.

    A word is what stands between two blanks. Each is searched by itself, so that a doubt elsewhere in the line does
    not crowd out its own; only doubtful ones are, so that sure lines cost nothing. The readings of a word count
    against each other. None for a model that reads by attention alone, which does not say where its letters are.
    """
    decoder = _ctc_of(recognizer)
    if decoder is None:
        return [() for _ in texts]
    with recognizer.at_rest():
        log_probs = decoder(frames)
    spellings = read_greedily(log_probs, frames.counts)
    arrays, counts = log_probs.cpu().numpy(), frames.counts.tolist()
    return [
        tuple(_others_of_line(recognizer, arrays[n, : counts[n]], spellings[n], text, direction, count))
        for n, (text, direction) in enumerate(zip(texts, directions, strict=True))
    ]


def _others_of_line(
    recognizer: Recognizer, rows: np.ndarray, spelling: Spelling, text: str, direction: Direction, count: int
) -> Iterator[WordAlternative]:
    words = _in_logical_order(_words_of(recognizer, spelling, len(rows)), recognizer, spelling, direction)
    places = list(re.finditer(r"\S+", text))
    if len(places) != len(words):  # a word that is blanks to one and letters to the other: better none than wrong ones
        return
    for word, place in zip(words, places, strict=True):
        part = rows[word.first_frame : word.end_frame]
        if len(part) > _LONGEST_FRAMES or float(part.max(axis=1).min()) > math.log(_SURE_FROM):
            continue
        beam = Beam(width=2 * count)
        readings = _texts(recognizer, search_ctc(part, beam, beam.width), direction)
        total = sum(reading.probability for reading in readings)
        others = [r for r in readings if r.text != place.group() and r.probability >= _LEAST_PROBABILITY * total > 0]
        for reading in others[:count]:
            yield WordAlternative(*place.span(), reading.text, round(reading.probability / total, 4))


def _ctc_of(recognizer: Recognizer) -> CtcDecoder | None:
    """The decoder that says where letters are; None for a model that reads by attention alone."""
    decoder = recognizer.decoder
    found = decoder if isinstance(decoder, CtcDecoder) else getattr(decoder, "ctc", None)
    return found if isinstance(found, CtcDecoder) else None


@dataclass(frozen=True)
class _Word:
    """Characters `places` of the spelling, and the frames between the blanks beside it."""

    places: tuple[int, ...]
    first_frame: int
    end_frame: int


def _words_of(recognizer: Recognizer, spelling: Spelling, frame_count: int) -> list[_Word]:
    """From left to right."""
    visual = recognizer.alphabet.decode(spelling.numbers)
    words: list[_Word] = []
    places: list[int] = []
    first_frame = 0
    for place, character in enumerate(visual):
        if character != " ":
            places.append(place)
            continue
        if places:
            words.append(_Word(tuple(places), first_frame, spelling.frames[place]))
        places, first_frame = [], spelling.frames[place] + 1
    if places:
        words.append(_Word(tuple(places), first_frame, frame_count))
    return words


def _in_logical_order(
    words: list[_Word], recognizer: Recognizer, spelling: Spelling, direction: Direction
) -> list[_Word]:
    order = order_characters(recognizer.alphabet.decode(spelling.numbers), direction)
    spoken_at = {visual: logical for logical, visual in enumerate(order)}
    return sorted(words, key=lambda word: min(spoken_at[place] for place in word.places))


def _texts(recognizer: Recognizer, found: Sequence[Spelling], direction: Direction) -> tuple[Alternative, ...]:
    """Readings that differ by blanks at their ends are one."""
    sums: dict[str, float] = {}
    for spelling in found:
        text = to_logical(recognizer.alphabet.decode(spelling.numbers), direction).strip()
        if text:
            sums[text] = sums.get(text, 0.0) + math.exp(spelling.log_probability)
    ranked = sorted(sums.items(), key=lambda entry: -entry[1])
    return tuple(Alternative(text, round(min(probability, 1.0), 4)) for text, probability in ranked)
