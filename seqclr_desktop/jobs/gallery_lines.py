"""A few lines of a collection as a pretraining sees them, to be looked at."""

from __future__ import annotations

import random
from itertools import chain, islice, zip_longest
from pathlib import Path

import numpy as np

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Page
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.jobs.line_images import LineImageMaker

_PAGES_LOOKED_AT = 12
_LEAST_WIDTHS = 4  # a line image shorter than so many times its height shows little


def gallery_lines(folder: Path, height_px: int, count: int, seed: int) -> list[tuple[int, np.ndarray]]:
    """(line id, line image) of up to `count` lines, of as many pages as there are; `seed` chooses.

    Pages that cannot be read are passed over. Raises CollectionError, StorageError.
    """
    chance = random.Random(seed)
    with Collection.open(folder) as collection:
        pages = [page for page in collection.pages() if page.line_count]
        chosen = chance.sample(pages, min(len(pages), _PAGES_LOOKED_AT))
        each = [_shuffled_lines(collection, page, chance) for page in chosen]
        in_turn = [line for line in chain.from_iterable(zip_longest(*each)) if line is not None]
        maker = LineImageMaker(collection, height_px)
        try:
            found = (image for page, line_id in in_turn for image in _image(maker, page, line_id))
            return list(islice(found, count))
        finally:
            maker.close()


def _shuffled_lines(collection: Collection, page: Page, chance: random.Random) -> list[tuple[Page, int]]:
    assert page.id is not None
    lines = [(page, line.id) for line in collection.lines(page.id) if line.id is not None and not line.is_unusable]
    chance.shuffle(lines)
    return lines


def _image(maker: LineImageMaker, page: Page, line_id: int) -> list[tuple[int, np.ndarray]]:
    """The line's image, or nothing when its page cannot be read or it is too short to show anything."""
    try:
        images = maker.images_of(maker.page_lines(page, {line_id}))
        picture = images.image(0)
    except UnreadableFileError:
        return []
    return [(line_id, picture)] if picture.shape[1] >= _LEAST_WIDTHS * picture.shape[0] else []
