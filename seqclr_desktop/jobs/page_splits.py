"""Which transcribed pages teach, which watch the learning, and which stay unseen for the one test at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line, Page, Split
from seqclr_desktop.marks import has_gap
from seqclr_desktop.training.enough_lines import LEAST_TO_LEARN_FROM

_SHARES = {Split.TRAIN: 0.8, Split.VALID: 0.1, Split.TEST: 0.1}
_NO_VALIDATION_EVERY = 8  # of a single page's lines every so many watch the learning


@dataclass(frozen=True)
class LineSplit:
    """Ids of transcribed lines to learn from and to watch with, and how many are kept aside as the test.

    `note` says how they were parted, in words.
    """

    train: tuple[int, ...]
    valid: tuple[int, ...]
    test_count: int
    note: str = ""


def complete_splits(collection: Collection) -> None:
    """Give every transcribed page without a part one: 80 % of the lines learn, 10 % watch, 10 % test.

    Whole pages are dealt out, in an order that depends on their content alone, each to a part that has
    none yet or else to the one that lacks most; what a person has chosen stays. With two pages there is
    no test, with one neither, and both wait until there is enough to learn from.
    """
    pages = [page for page in collection.pages() if page.human_count]
    undealt = [page for page in pages if page.split is None]
    if not undealt:
        return
    counts = {part: sum(p.human_count for p in pages if p.split is part) for part in Split}
    chosen: dict[int, Split | None] = {}
    page_total = len(pages)
    for page in sorted(undealt, key=_shuffling):
        part = _part_that_lacks_most(counts, page_total)
        counts[part] += page.human_count
        assert page.id is not None
        chosen[page.id] = part
    collection.set_splits(chosen)


def split_lines(collection: Collection, train_pages: Sequence[str] = (), valid_pages: Sequence[str] = ()) -> LineSplit:
    """The transcribed lines to learn from and to watch with.

    Pages named here come before the collection's own parts. Raises CollectionError for unknown names.
    """
    if not train_pages and not valid_pages:
        complete_splits(collection)
    every = [page for page in collection.pages() if page.human_count]
    named_valid = collection.pages_named(valid_pages) if valid_pages else []
    named_train = collection.pages_named(train_pages) if train_pages else []
    valid = named_valid or [p for p in every if p.split is Split.VALID and p not in named_train]
    away = {page.id for page in valid}
    train = named_train or [p for p in every if p.id not in away and p.split is not Split.TEST]
    train = [page for page in train if page.id not in away]
    if not valid and len(train) >= 4:
        held_out = max(1, len(train) // 10)
        train, valid = train[:-held_out], train[-held_out:]
    used = {page.id for page in (*train, *valid)}
    test_count = sum(page.human_count for page in every if page.split is Split.TEST and page.id not in used)
    train_lines, valid_lines = usable_lines(collection, train), usable_lines(collection, valid)
    if valid_lines:
        return LineSplit(train_lines, valid_lines, test_count)
    return LineSplit(
        tuple(line for place, line in enumerate(train_lines) if place % _NO_VALIDATION_EVERY),
        train_lines[::_NO_VALIDATION_EVERY],
        test_count,
        note="There are too few transcribed pages to keep whole ones apart, so single lines watch the learning.",
    )


def usable_lines(collection: Collection, pages: Sequence[Page]) -> tuple[int, ...]:
    """The lines of the pages that may teach and judge: wholly transcribed and not left aside."""
    ids = []
    for page in pages:
        assert page.id is not None
        ids += [
            line.id
            for line in collection.lines(page.id)
            if line.id is not None and is_wholly_transcribed(line) and not line.is_unusable
        ]
    return tuple(ids)


def is_wholly_transcribed(line: Line) -> bool:
    """Whether a person has written all of the line; a gap would teach, and judge, wrongly."""
    return line.human is not None and bool(line.human.text) and not has_gap(line.human.marks)


def _part_that_lacks_most(counts: dict[Split, int], page_total: int) -> Split:
    if counts[Split.TRAIN] < LEAST_TO_LEARN_FROM:
        return Split.TRAIN
    parts = [Split.TRAIN] + [Split.VALID] * (page_total >= 2) + [Split.TEST] * (page_total >= 3)
    without = [part for part in parts if not counts[part]]
    if without:
        return without[0]
    total = sum(counts.values())
    return max(parts, key=lambda part: _SHARES[part] * (total + 1) - counts[part])


def _shuffling(page: Page) -> bytes:
    return hashlib.blake2b(f"{page.content_hash}#{page.frame}".encode(), digest_size=8).digest()
