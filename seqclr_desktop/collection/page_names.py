"""Which pages a list of names means, as people write such lists: with or without endings, in any Unicode form."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from seqclr_desktop.document import Page
from seqclr_desktop.errors import CollectionError

_SHOWN = 5

# in order of trust: the page's own name, its file, its file without ending (all frames of the file)
_NAMES_OF: tuple[Callable[[Page], str], ...] = (
    lambda page: page.name,
    lambda page: page.file_name,
    lambda page: page.path.stem,
)


def find_by_name(pages: Sequence[Page], names: Sequence[str]) -> list[Page]:
    """The pages that `names` mean, in the order of `names`, each once. Raises CollectionError naming the others."""
    indexes = [_index(pages, name_of) for name_of in _NAMES_OF]
    found: dict[int | None, Page] = {}
    unknown = []
    for name in names:
        matches = next((index[key] for index in indexes if (key := _plain(name)) in index), [])
        found.update((page.id, page) for page in matches if page.id not in found)
        if not matches:
            unknown.append(name)
    if unknown:
        raise _unknown(unknown)
    return list(found.values())


def _index(pages: Sequence[Page], name_of: Callable[[Page], str]) -> dict[str, list[Page]]:
    index: dict[str, list[Page]] = {}
    for page in pages:
        index.setdefault(_plain(name_of(page)), []).append(page)
    return index


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()


def _unknown(names: Sequence[str]) -> CollectionError:
    shown = ", ".join(f"“{name}”" for name in names[:_SHOWN])
    if len(names) > _SHOWN:
        shown += f" and {len(names) - _SHOWN} more"
    word = "page" if len(names) == 1 else "pages"
    return CollectionError(
        f"This collection has no {word} named {shown}.",
        advice="Check the names, or add the missing scans first.",
    )
