"""File names for pages: legal on every system, and different for pages of the same name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from seqclr_desktop.document import Page
from seqclr_desktop.images.file_names import legal_name, plain_name


def file_names(pages: Sequence[Page]) -> dict[int, str]:
    """Page id -> file name without ending. Pages of the same name get the name of their folder before it.

    Hand in all pages of the collection, so that a name does not depend on what is exported with it.
    """
    own = {page.id or 0: legal_name(page.name) for page in pages}
    shared = {name for name, count in Counter(map(plain_name, own.values())).items() if count > 1}
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for page in sorted(pages, key=lambda page: plain_name(own[page.id or 0]) in shared):  # unshared names first
        name = own[page.id or 0]
        if plain_name(name) in shared:
            name = legal_name(f"{page.path.parent.name}_{page.name}")
        name = _free(name, taken)
        taken.add(plain_name(name))
        chosen[page.id or 0] = name
    return chosen


def _free(name: str, taken: set[str]) -> str:
    candidate, number = name, 2
    while plain_name(candidate) in taken:
        candidate, number = f"{name}-{number}", number + 1
    return candidate
