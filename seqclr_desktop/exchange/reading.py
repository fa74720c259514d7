"""Reading the transcription of one page, whatever program wrote it."""

from __future__ import annotations

from pathlib import Path

from seqclr_desktop.document import PageContent
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange import alto, line_pairs, page_xml_reading
from seqclr_desktop.exchange.xml_reading import name_of, parse
from seqclr_desktop.images.sidecars import LINE_TEXT_ENDING


def read_transcription(path: Path, *, image_size: tuple[int, int]) -> PageContent:
    """Lines and texts of one page: PAGE XML 2009–2024, ALTO 1–4, or the `.gt.txt` of a picture of one line.

    `image_size` is width and height in pixels of the upright picture; coordinates are scaled to it when
    the file states another size. Texts are imports (human). Raises UnreadableFileError naming the file,
    and the line of it where XML is broken.
    """
    if path.name.lower().endswith(LINE_TEXT_ENDING):
        return line_pairs.read(path, image_size)
    root = parse(path)
    match name_of(root):
        case "PcGts":
            return page_xml_reading.read(root, path, image_size)
        case "alto":
            return alto.read(root, path, image_size)
    raise UnreadableFileError(
        f"This XML is neither PAGE nor ALTO; it begins with <{name_of(root)}>.",
        where=str(path),
        advice="Export the transcription as PAGE XML or ALTO.",
    )


def picture_name(path: Path) -> str | None:
    """What a PAGE or ALTO file calls its picture, perhaps with folders, perhaps nothing; None for any other XML.

    Raises UnreadableFileError where the XML is broken.
    """
    root = parse(path)
    match name_of(root):
        case "PcGts":
            return page_xml_reading.picture_name(root)
        case "alto":
            return alto.picture_name(root)
    return None
