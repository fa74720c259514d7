"""IAM Handwriting Database 3.0 (FKI, Bern): `lines.txt` and `words.txt` beside folders of PNG pictures.

A row is `ID ok|err GREYLEVEL … TRANSCRIPTION`, nine fields as the table's own head explains; the words
of a line are joined by `|`, and stay parted by blanks, as the tables of papers have it. The splits come
as files of line or form ids (`trainset.txt`, `validationset1.txt`, `train.uttlist`, …), the official ones
in a folder of their own beside the tables.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from seqclr_desktop.document import Split
from seqclr_desktop.exchange.published.records import BadRow, PublishedFolder, PublishedPicture
from seqclr_desktop.exchange.published.tables import Pictures, files_in, folders_in, part_in, table_rows

_FORM_ID = re.compile(r"^[a-z]\d{2}-\d{3}[a-z]{0,2}(?:-\d{2}){0,2}$")
_ID_FIELDS = {"lines": 3, "words": 4}  # parts of an id, between hyphens
_FIELDS_BEFORE_TEXT = 8  # id, result, grey level, then count and box, or box and word class
_SPLIT_ENDINGS = (".txt", ".lst", ".uttlist", ".filelist", ".set")
_SPLIT_FOLDERS = ("splits", "split", "sets", "largeWriterIndependentTextLineRecognitionTask")  # the last is official
_NAMES = {"lines": "IAM, lines", "words": "IAM, words"}


def recognise(folder: Path) -> PublishedFolder | None:
    """The folder as IAM, or None. Where it holds lines and words, lines are taken: the words show the same ink."""
    for level in ("lines", "words"):
        asks_for_other = folder.name in _ID_FIELDS and folder.name != level
        table = None if asks_for_other else _table(folder, level)
        if table is not None and _looks_right(table, level):
            return _read(folder, table, level)
    return None


def _table(folder: Path, level: str) -> Path | None:
    """The table of a level: here, in `ascii`, or above when the folder is the one of the pictures."""
    above = [folder.parent, folder.parent.parent] if folder.name == level else []
    places = [place for root in (folder, *above) for place in (root, root / "ascii")]
    return next((table for place in places if (table := place / f"{level}.txt").is_file()), None)


def _looks_right(table: Path, level: str) -> bool:
    rows = table_rows(table)[:20]
    matching = sum(_id_of(row, level) is not None and row.split()[1:2] in (["ok"], ["err"]) for _, row in rows)
    return bool(rows) and matching * 2 >= len(rows)


def _id_of(row: str, level: str) -> str | None:
    name = row.split(maxsplit=1)[0]
    is_one = _FORM_ID.match(name) is not None and name.count("-") == _ID_FIELDS[level] - 1
    return name if is_one else None


def _read(folder: Path, table: Path, level: str) -> PublishedFolder:
    root = folder / level if (folder / level).is_dir() else folder
    pictures = Pictures(root)
    splits = _splits(folder, table)
    found: dict[Path, PublishedPicture] = {}
    bad: list[BadRow] = []
    doubtful = 0
    for number, row in table_rows(table):
        name, text = _id_of(row, level), _text(row, level)
        if name is None or text is None:
            bad.append(BadRow(table, f"Row {number} is not of the table's form: {row[:60]}"))
        elif level == "words" and row.split()[1] == "err":
            doubtful += 1
        elif (path := pictures.named(f"{name}.png") or pictures.named(name)) is None:
            bad.append(BadRow(table, f"Row {number}: there is no picture {name}.png."))
        else:
            found[path] = PublishedPicture(path, table, text, _split_of(name, splits))
    for path in pictures.paths:
        if path not in found and _FORM_ID.match(path.stem) and level == "lines":
            found[path] = PublishedPicture(path, table, "", _split_of(path.stem, splits))
    has_parts = any(picture.split for picture in found.values())
    note = " ".join(_notes(folder, level, doubtful, has_parts))
    return PublishedFolder(folder, _NAMES[level], tuple(found.values()), tuple(bad), note)


def _text(row: str, level: str) -> str | None:
    fields = row.split(maxsplit=_FIELDS_BEFORE_TEXT)
    if len(fields) <= _FIELDS_BEFORE_TEXT:
        return None
    return fields[-1].replace("|", " ") if level == "lines" else fields[-1]


def _notes(folder: Path, level: str, doubtful: int, has_parts: bool) -> Iterator[str]:
    if level == "words" and doubtful:
        yield f"Left out are {doubtful} words that the table marks as badly cut."
    if level == "lines" and (folder / "words").is_dir():
        yield "Words are left out, because they show the same ink; add the folder “words” for them."
    if not has_parts:
        yield (
            "The usual parts are not known, because no files tell them: "
            "the program divides the pages itself, whoever wrote them."
        )
        yield (
            "For the usual ones put trainset.txt, testset.txt and the like beside the table, "
            "and add it to a new collection."
        )


def _splits(folder: Path, table: Path) -> Mapping[str, Split]:
    """Ids of forms or lines, and the part the split files give them.

    Of several divisions the first alone counts: two at once would let a hand be learned from and tested with.
    """
    divisions = [dict(_division(place)) for place in _split_places(folder, table)]
    whole = next((division for division in divisions if len(set(division.values())) > 1), None)
    return whole if whole is not None else dict(ChainMap(*divisions))  # each part in a folder of its own


def _split_places(folder: Path, table: Path) -> Sequence[Path]:
    """Where split files may lie, the usual folders before any other; each once."""
    roots = _roots(folder, table)
    usual = [place for root in roots for place in (root, *(root / name for name in _SPLIT_FOLDERS))]
    return tuple(dict.fromkeys([*usual, *(child for root in roots for child in folders_in(root))]))


def _division(place: Path) -> Iterator[tuple[str, Split]]:
    """What the split files right in a folder say."""
    for file in files_in(place, _SPLIT_ENDINGS):
        part = part_in(file.stem)
        if part is not None:
            for _, row in table_rows(file):
                name = row.split()[0].removesuffix(".png")
                if _FORM_ID.match(name):
                    yield name, part


def _roots(folder: Path, table: Path) -> tuple[Path, ...]:
    """Where split files are put: in the folder that was added, beside the table, or above a table in `ascii`."""
    beside = table.parent
    return (folder, beside, beside.parent) if beside.name == "ascii" else (folder, beside)


def _split_of(name: str, splits: Mapping[str, Split]) -> Split | None:
    """By the id itself, or by that of its line or form."""
    while name.count("-"):
        if name in splits:
            return splits[name]
        name = name.rpartition("-")[0]
    return None
