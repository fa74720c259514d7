"""The formats pages can be exported to, for menus and help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ExportFormat(StrEnum):
    """A format to export to; the value is its name in the terminal."""

    PAGE = "page"
    TEXT = "text"
    PAIRS = "pairs"


@dataclass(frozen=True)
class FormatDescription:
    """What a person should know of a format: its name, what it is good for, and what it cannot say."""

    name: str
    use: str
    loses: str


DESCRIPTIONS = {
    ExportFormat.PAGE: FormatDescription(
        "PAGE XML",
        "Lines and texts for eScriptorium, Transkribus and other programs, one file per page.",
        "Earlier versions of a text, the machine's reading where there is a person's, marks such as “unusable”.",
    ),
    ExportFormat.TEXT: FormatDescription(
        "Plain text",
        "Texts for reading and searching, one file per page.",
        "Where the lines are, who wrote them, and marks that have no sign: superscript, language, names.",
    ),
    ExportFormat.PAIRS: FormatDescription(
        "Line pictures with texts",
        "Training data for other programs: a picture and a .gt.txt file for each transcribed line.",
        "Lines without a person's text or with a gap, where the lines are on their page, and marks.",
    ),
}
