"""Which published form a folder has, told by its tables and names, never by what a person calls it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange.published import cvl, iam, picture_tables, rimes, scene_words
from seqclr_desktop.exchange.published.records import PublishedFolder
from seqclr_desktop.exchange.published.tables import folders_in
from seqclr_desktop.places import is_folder

# the particular before the general
_FORMS: tuple[Callable[[Path], PublishedFolder | None], ...] = (
    iam.recognise,
    cvl.recognise,
    rimes.recognise,
    scene_words.recognise_iiit5k,
    scene_words.recognise_icdar2003,
    picture_tables.recognise,
)


def recognise(path: Path) -> tuple[PublishedFolder, ...]:
    """The published folder that `path` is, or those right in it; none for a file or a folder of another form."""
    if not is_folder(path):
        return ()
    folder = path.absolute()
    itself = _form_of(folder)
    if itself is not None:
        return (itself,)
    return tuple(form for child in folders_in(folder) if (form := _form_of(child)) is not None)


def _form_of(folder: Path) -> PublishedFolder | None:
    for form in _FORMS:
        try:
            found = form(folder)
        except (UnreadableFileError, OSError):  # no permission for a table or the folder: other pictures still come in
            continue
        if found is not None and found.pictures:
            return found
    return None
