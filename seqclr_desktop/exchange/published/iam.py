"""IAM Handwriting Database 3.0 (FKI, Bern): `lines.txt` and `words.txt` beside folders of PNG pictures.

A row is `ID ok|err GREYLEVEL … TRANSCRIPTION`, nine fields as the table's own head explains; the words
of a line are joined by `|`, and stay parted by blanks, as the tables of papers have it. The splits come
as files of line or form ids (`trainset.txt`, `validationset1.txt`, `train.uttlist`, …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from seqclr_desktop.document import Split
from seqclr_desktop.exchange.published.records import BadRow, PublishedFolder, PublishedPicture
from seqclr_desktop.exchange.published.tables import Pictures, files_in, part_in, table_rows

_FORM_ID = re.compile(r"^[a-z]\d{2}-\d{3}[a-z]{0,2}(?:-\d{2}){0,2}$")
_ID_FIELDS = {"lines": 3, "words": 4}  # parts of an id, between hyphens
_FIELDS_BEFORE_TEXT = 8  # id, result, grey level, then count and box, or box and word class
_SPLIT_ENDINGS = (".txt", ".lst", ".uttlist", ".filelist", ".set")
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
    splits = dict(_splits(folder, table))
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
    return PublishedFolder(folder, _NAMES[level], tuple(found.values()), tuple(bad), _note(folder, level, doubtful))


def _text(row: str, level: str) -> str | None:
    fields = row.split(maxsplit=_FIELDS_BEFORE_TEXT)
    if len(fields) <= _FIELDS_BEFORE_TEXT:
        return None
    return fields[-1].replace("|", " ") if level == "lines" else fields[-1]


def _note(folder: Path, level: str, doubtful: int) -> str:
    if level == "words":
        return f"Left out are {doubtful} words that the table marks as badly cut." if doubtful else ""
    if (folder / "words").is_dir():
        return "Words are left out, because they show the same ink; add the folder “words” for them."
    return ""


def _splits(folder: Path, table: Path) -> Iterator[tuple[str, Split]]:
    """Ids of forms or lines, and the part the split files give them."""
    places = dict.fromkeys(
        place for root in _roots(folder, table) for place in (root, root / "splits", root / "split", root / "sets")
    )
    for place in places:
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
