"""What transcriptions say that lie beside no picture of their name, or beside several, for the pages they name."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from seqclr_desktop.document import Page, PageContent
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.exchange import picture_name, read_transcription
from seqclr_desktop.images.importing import LooseTranscription, reason_of
from seqclr_desktop.images.sidecars import LINE_TEXT_ENDING
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.picture_owners import PictureOwners


@dataclass
class LooseReading:
    """What came of it: by page id what is to be put on the page and the file that says so, and what is not."""

    contents: dict[int, tuple[PageContent, Path]] = field(default_factory=dict)
    refused: list[tuple[Path, str]] = field(default_factory=list)
    passed_over: int = 0


def read_loose(loose: Sequence[LooseTranscription], pages: Mapping[int, Page], control: Control) -> LooseReading:
    """Give each page without texts its transcription; of several the fullest: OCR-D keeps each step of its work."""
    owners = PictureOwners(pages.values())
    reading = LooseReading()
    for file in loose:
        control.checkpoint()
        try:
            pages_meant = _pages_of(file, owners)
            page = pages_meant[0] if pages_meant else None
            if page is None or page.id is None or page.human_count or page.rotation:
                reading.passed_over += 1
                continue
            content = read_transcription(file.path, image_size=(page.width_px, page.height_px))
        except UnreadableFileError as error:
            reading.refused.append((file.path, reason_of(error)))
            continue
        fullest = reading.contents.get(page.id)
        if _fullness(content) > (_fullness(fullest[0]) if fullest else _least(page)):
            reading.contents[page.id] = content, file.path
            if len(pages_meant) > 1:
                reading.refused.append((file.path, _put_on_the_first(file.path, *pages_meant)))
    return reading


def _pages_of(file: LooseTranscription, owners: PictureOwners) -> list[Page]:
    """The page it is for, or more, as `PictureOwners`; none for XML of another kind, which is refused if chosen."""
    is_text = file.path.name.lower().endswith(LINE_TEXT_ENDING)
    stated = "" if is_text else picture_name(file.path)
    if stated is not None:
        return owners.pages_of(file.path, stated)
    if file.is_chosen:
        raise UnreadableFileError("This is neither a picture nor a transcription.", where=str(file.path))
    return []


def _put_on_the_first(transcription: Path, page: Page, other: Page, *_: Page) -> str:
    is_text = transcription.name.lower().endswith(LINE_TEXT_ENDING)
    name = other.file_name + (LINE_TEXT_ENDING if is_text else transcription.suffix)
    return (
        f"It names neither {page.file_name} nor {other.file_name}, so it was put on the first of them. "
        f"If it belongs to the other, call it {name} and add both again."
    )


def _least(page: Page) -> tuple[float, float]:
    """What a transcription must be fuller than: lines alone are no reason to replace those of a page."""
    return 0, math.inf if page.line_count else 0


def _fullness(content: PageContent) -> tuple[int, int]:
    return sum(line.human is not None for line in content.lines), len(content.lines)
