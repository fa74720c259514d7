"""Look at the transcriptions before a model learns from them, and mend what is safe to mend."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import dist
from pathlib import Path
from statistics import median

from seqclr_desktop.collection import ActReport, Change, Collection, LineChange, LineFilter, ModelKind
from seqclr_desktop.document import Line
from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.training.text_check import CheckedLine, Finding, check_texts, mended


@dataclass(frozen=True)
class CheckReport:
    """The weightiest finding first."""

    line_count: int
    findings: tuple[Finding, ...]


class CheckTexts:
    """What may be amiss with what people transcribed."""

    title = "Check the transcriptions"

    def __init__(self, collection_folder: Path, *, asks_model: bool = True) -> None:
        """`asks_model`: also name letters that the newest model has never met, for which its file is read."""
        self.collection_folder = collection_folder
        self.asks_model = asks_model

    def run(self, control: Control) -> CheckReport:
        """Raises CollectionError, Cancelled."""
        with Collection.open(self.collection_folder) as collection:
            lines = _checked_lines(collection, control)
            return CheckReport(
                len(lines), tuple(check_texts(lines, _newest_alphabet(collection) if self.asks_model else None))
            )


def mend(collection: Collection, finding: Finding) -> ActReport:
    """Mend the lines of a finding as one act, which can be taken back.

    Mended is what stands there now, so that nothing is lost that was written since the finding.
    """
    changes = []
    for line in collection.lines_there(finding.line_ids):
        text = line.human.text if line.human is not None else ""
        new = mended(finding.doubt, text)
        if line.id is not None and line.human is not None and new != text:
            whole = Change(0, len(text), new)
            changes.append(LineChange(line.id, "", line.position + 1, text, (whole,), line.human.is_checked))
    return collection.replace_texts(f"Mend {finding.doubt}", changes)


def _checked_lines(collection: Collection, control: Control) -> list[CheckedLine]:
    names = {page.id: page.name for page in collection.pages()}
    found: list[CheckedLine] = []
    ids = collection.line_ids(LineFilter.HUMAN)
    for start in range(0, len(ids), 500):
        lines = [line for line in collection.lines_there(ids[start : start + 500]) if not line.is_unusable]
        heights = _heights(lines)
        found += [
            CheckedLine(line.id, names[line.page_id], line.human.text, _length(line, heights))
            for line in lines
            if line.id is not None and line.human is not None
        ]
        control.checkpoint()
    return found


def _heights(lines: list[Line]) -> dict[int | None, float]:
    """The usual height of the outlines of each page."""
    pages: dict[int | None, list[float]] = {}
    for line in lines:
        if line.polygon:
            pages.setdefault(line.page_id, []).append(line.box.height)
    return {page_id: median(heights) for page_id, heights in pages.items()}


def _length(line: Line, heights: dict[int | None, float]) -> float:
    """The length of the baseline in heights of its page's lines; 0 when there is no outline to tell."""
    height = heights.get(line.page_id, 0.0)
    length = sum(dist(a, b) for a, b in pairwise(line.baseline))
    return length / height if height > 0 else 0.0


def _newest_alphabet(collection: Collection) -> tuple[str, ...] | None:
    """The letters the newest recogniser knows; None without one, or when its file cannot be read."""
    known = collection.models(ModelKind.RECOGNISER)
    if not known:
        return None
    from seqclr_desktop.model.checkpoint import describe_model

    try:
        alphabet = describe_model(known[0].path).alphabet
    except AppError:
        return None
    return alphabet.characters if alphabet is not None else None
