"""Word images out of photographs: IIIT5K (MATLAB tables) and the ICDAR 2003 word recognition sets (XML).

IIIT5K has `traindata.mat` and `testdata.mat` with ImgName and GroundTruth; ICDAR 2003 a `word.xml` of
`<image file="word/1/1.jpg" tag="PAINT"/>`, in folders like `TrialTrain` and `TrialTest`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from seqclr_desktop.document import Split
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange.published.records import BadRow, PublishedFolder, PublishedPicture
from seqclr_desktop.exchange.published.tables import Pictures, part_in
from seqclr_desktop.exchange.xml_reading import descendants, name_of, parse

_IIIT5K = {"traindata": Split.TRAIN, "testdata": Split.TEST}


def recognise_iiit5k(folder: Path) -> PublishedFolder | None:
    """The folder as IIIT5K, or None."""
    tables = [(folder / f"{name}.mat", name) for name in _IIIT5K if (folder / f"{name}.mat").is_file()]
    if not tables:
        return None
    pictures = Pictures(folder)
    found: dict[Path, PublishedPicture] = {}
    bad: list[BadRow] = []
    for table, name in tables:
        try:
            rows = list(_matlab_rows(table, name))
        except UnreadableFileError as error:
            bad.append(BadRow(table, error.what))
            continue
        for number, (picture, text) in enumerate(rows, start=1):
            path = pictures.named(picture)
            if path is None or not text:
                bad.append(BadRow(table, _why_not(number, picture, path)))
            else:
                found[path] = PublishedPicture(path, table, text, _IIIT5K[name])
    return PublishedFolder(folder, "IIIT5K, word images", tuple(found.values()), tuple(bad))


def _matlab_rows(table: Path, name: str) -> Iterator[tuple[str, str]]:
    """Picture and word of each entry. Raises UnreadableFileError."""
    from scipy.io import loadmat
    from scipy.io.matlab import MatReadError

    try:
        entries = loadmat(table, squeeze_me=True)[name]
        named = [(str(entry["ImgName"]), str(entry["GroundTruth"])) for entry in entries.reshape(-1)]
    except (OSError, ValueError, LookupError, TypeError, NotImplementedError, MatReadError, zlib.error) as error:
        raise UnreadableFileError(
            f"The table holds no “{name}” with ImgName and GroundTruth, or is damaged.", where=str(table)
        ) from error
    return iter(named)


def recognise_icdar2003(folder: Path) -> PublishedFolder | None:
    """The folder as a word set of ICDAR 2003, or None."""
    table = folder / "word.xml"
    if not table.is_file():
        return None
    try:
        root = parse(table)
    except UnreadableFileError:
        return None
    if name_of(root) != "imagelist":
        return None
    pictures = Pictures(folder)
    found: dict[Path, PublishedPicture] = {}
    bad: list[BadRow] = []
    for number, image in enumerate(descendants(root, "image"), start=1):
        name, text = image.get("file") or "", image.get("tag") or ""
        path = pictures.named(name)
        if path is None or not text:
            bad.append(BadRow(table, _why_not(number, name, path)))
        else:
            found[path] = PublishedPicture(path, table, text, part_in(folder.name))
    return PublishedFolder(folder, "ICDAR 2003, word images", tuple(found.values()), tuple(bad))


def _why_not(number: int, name: str, path: Path | None) -> str:
    return f"Entry {number}: there is no picture {name}." if path is None else f"Entry {number}: {name} has no text."
