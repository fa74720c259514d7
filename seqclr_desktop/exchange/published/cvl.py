"""CVL database 1.1 (TU Wien): `trainset` and `testset` with folders `lines` and `words` of one folder per writer.

A line's picture is `WRITER-TEXT-LINE.tif`, a word's `WRITER-TEXT-LINE-WORD-label.tif`: the texts are in
the words' file names, and a line's text is that of its words in their order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from seqclr_desktop.document import Split
from seqclr_desktop.exchange.published.records import BadRow, PublishedFolder, PublishedPicture
from seqclr_desktop.exchange.published.tables import part_in, pictures_below

_LINE = re.compile(r"^(\d{4}-\d+-\d+)$")
_WORD = re.compile(r"^(\d{4}-\d+-\d+)-(\d+)-(.+)$")
_LEVELS = ("lines", "words")
_SETS = ("trainset", "testset")


def recognise(folder: Path) -> PublishedFolder | None:
    """The folder as CVL, or None. Where it holds lines and words, lines are taken."""
    if folder.name in _LEVELS:
        levels = [(folder.name, [folder])]
    else:
        roots = [folder, *(folder / name for name in _SETS)]
        levels = [(level, [root / level for root in roots if (root / level).is_dir()]) for level in _LEVELS]
    for level, folders in levels:
        pictures = [path for place in folders for path in pictures_below(place)]
        form = _LINE if level == "lines" else _WORD
        if pictures and sum(form.match(path.stem) is not None for path in pictures) * 10 >= 9 * len(pictures):
            return _lines(folder, folders, pictures) if level == "lines" else _words(folder, pictures)
    return None


def _words(folder: Path, pictures: Sequence[Path]) -> PublishedFolder:
    found, bad = [], []
    for path in pictures:
        match = _WORD.match(path.stem)
        if match is None:
            bad.append(BadRow(path, "The file's name does not tell the word: WRITER-TEXT-LINE-WORD-label is expected."))
        else:
            found.append(PublishedPicture(path, path, match.group(3), _part(path)))
    return PublishedFolder(folder, "CVL, words", tuple(found), tuple(bad))


def _lines(folder: Path, folders: Sequence[Path], pictures: Sequence[Path]) -> PublishedFolder:
    words = _words_of_lines(path for place in folders for path in pictures_below(place.parent / "words"))
    found, bad = [], []
    for path in pictures:
        spoken = words.get(path.stem, {})
        is_whole = sorted(spoken) == list(range(min(spoken, default=0), min(spoken, default=0) + len(spoken)))
        if spoken and not is_whole:
            bad.append(BadRow(path, "Some words of this line are missing, so its text was left out."))
        text = " ".join(spoken[number] for number in sorted(spoken)) if is_whole else ""
        found.append(PublishedPicture(path, path, text, _part(path)))
    note = "The texts are put together from the words' file names." if words else "There are no words to tell texts."
    return PublishedFolder(folder, "CVL, lines", tuple(found), tuple(bad), note)


def _words_of_lines(paths: Iterable[Path]) -> Mapping[str, Mapping[int, str]]:
    words: dict[str, dict[int, str]] = defaultdict(dict)
    for path in paths:
        if (match := _WORD.match(path.stem)) is not None:
            line, number, label = match.groups()
            words[line][int(number)] = label
    return words


def _part(path: Path) -> Split | None:
    return next((part_in(name) for name in reversed(path.parts[:-1]) if name in _SETS), None)
