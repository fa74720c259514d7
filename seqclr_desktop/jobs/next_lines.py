"""Which lines to transcribe next: from all that no person has transcribed, the most useful ones, with reasons."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from seqclr_desktop.collection import Collection, LineFilter
from seqclr_desktop.document import Line
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.line_eyes import Eyes, SeenLine, eyes_for
from seqclr_desktop.jobs.line_images import LineImageMaker, StoredLineImages
from seqclr_desktop.recognition.useful_lines import (
    Candidate,
    Known,
    Reason,
    choose_lines,
    rare_letters,
    sure_letters,
)

_MOST_CANDIDATES = 1500  # of more lines as many are drawn by chance: enough to be like all the others
_MOST_KNOWN = 500
_LETTERS_A_HEIGHT = 1.9  # letters on a stretch as long as the line is high, when no text tells


@dataclass(frozen=True)
class NextLine:
    """`number` counts the lines of its page from 1; `detail` is the rare letter; `seconds` it may take a person."""

    line_id: int
    page_name: str
    number: int
    reason: Reason
    detail: str
    seconds: float


@dataclass(frozen=True)
class NextReport:
    """The most useful line first. `model_name` is the model whose eyes were used, empty for none."""

    lines: tuple[NextLine, ...]
    seconds: float
    model_name: str = ""
    problems: tuple[str, ...] = ()


class FindNextLines:
    """Order what is not transcribed by how much it would teach. Works before there is any model of the collection."""

    title = "Find useful lines"

    def __init__(
        self,
        collection_folder: Path,
        count: int,
        seed: int = 0,
        page_names: Sequence[str] = (),
        eyes_for: Callable[[Collection], Eyes] = eyes_for,
    ) -> None:
        """Without `page_names` lines of all pages may be chosen. `eyes_for` says with what eyes lines are looked at."""
        self.collection_folder = collection_folder
        self.count = count
        self.seed = seed
        self.page_names = tuple(page_names)
        self._eyes_for = eyes_for

    def run(self, control: Control) -> NextReport:
        """Raises StorageError, ModelError, Cancelled."""
        with Collection.open(self.collection_folder) as collection:
            chosen_pages = collection.pages_named(self.page_names) if self.page_names else collection.pages()
            page_ids = [page.id for page in chosen_pages if page.id is not None]
            transcribed = collection.line_ids(LineFilter.HUMAN)
            chance = _chance(self.seed, len(transcribed))
            open_ids = _some(collection.line_ids(LineFilter.TO_TRANSCRIBE, page_ids), _MOST_CANDIDATES, chance)
            known_ids = _some(transcribed, _MOST_KNOWN, chance)
            eyes = self._eyes_for(collection)
            maker = LineImageMaker(collection, eyes.height_px)
            try:
                wanted = {*open_ids, *known_ids}
                pages = [page for page in collection.pages() if page.line_count]
                images, problems = maker.prepare(pages, control, wanted)
                seen = eyes.see(images, control)
            finally:
                maker.close()
            lines = tuple(self._choose(collection, images, seen, set(open_ids), eyes, chance.getrandbits(32)))
        seconds = round(sum(line.seconds for line in lines), 1)
        return NextReport(lines, seconds, eyes.model_name, tuple(map(str, problems)))

    def _choose(
        self,
        collection: Collection,
        images: StoredLineImages,
        seen: Sequence[SeenLine],
        open_ids: set[int],
        eyes: Eyes,
        seed: int,
    ) -> Iterator[NextLine]:
        places = [index for index in range(len(images)) if images.line_id(index) in open_ids]
        known = sorted(set(range(len(images))) - set(places))
        counts = _lines_with_letters([images.lines[index] for index in known])
        candidates = [
            _candidate(images.lines[index], seen[index], images.width_px(index) / eyes.height_px, counts)
            for index in places
        ]
        already = Known(
            np.array([seen[index].features for index in known], np.float32),
            tuple(images.lines[index].page_id for index in known),
        )
        names = {page.id: page.name for page in collection.pages()}
        for chosen in choose_lines(candidates, already, self.count, seed, by_model=bool(eyes.model_name)):
            line, seconds = images.lines[places[chosen.index]], round(candidates[chosen.index].seconds, 1)
            assert line.id is not None
            place = (names[line.page_id], line.position + 1)
            yield NextLine(line.id, *place, chosen.reason, chosen.detail, seconds)


def _chance(seed: int, transcribed_count: int) -> random.Random:
    """Other lots once more is transcribed: one seed alone would draw from the same places of the collection again."""
    return random.Random(f"{seed} {transcribed_count}")


def _some(ids: list[int], most: int, chance: random.Random) -> list[int]:
    return ids if len(ids) <= most else sorted(chance.sample(ids, most))


def _candidate(line: Line, seen: SeenLine, heights: float, counts: dict[str, int]) -> Candidate:
    """`heights`: the length of the line image in its heights."""
    reading = seen.reading or line.machine
    if reading is None:
        return Candidate(seen.features, max(_LETTERS_A_HEIGHT * heights, 1), page=line.page_id)
    rare = rare_letters(sure_letters(reading.text, reading.char_confidences), counts) if counts else ()
    return Candidate(seen.features, max(len(reading.text), 1), reading.confidence, rare, line.page_id)


def _lines_with_letters(lines: Sequence[Line]) -> dict[str, int]:
    """For each letter, how many transcribed lines have it."""
    return Counter(letter for line in lines if line.human for letter in set(line.human.text))
