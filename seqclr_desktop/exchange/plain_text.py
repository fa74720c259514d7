r"""Plain text: the lines of a page in reading order, a blank line between regions.

Marks become the signs of editors (Leiden conventions, as far as a plain text has them): `[…]` for a gap,
`[?]` behind what is unclear, `⟦ ⟧` around what was struck out, `\ /` around what was put in later,
`[note: …]` behind what a note is on. Superscript, languages and names leave no sign.
"""

from __future__ import annotations

from collections.abc import Sequence

from seqclr_desktop.document import Line
from seqclr_desktop.marks import MarkKind

_SIGNS: dict[MarkKind, tuple[str, str]] = {
    MarkKind.GAP: ("", "[…]"),
    MarkKind.UNCLEAR: ("", "[?]"),
    MarkKind.DELETED: ("⟦", "⟧"),
    MarkKind.INSERTED: ("\\", "/"),
    MarkKind.NOTE: ("", " [note: {value}]"),
}


def edited_text(line: Line) -> str:
    """The best text of the line with signs where it has marks."""
    text = line.best_text
    marks = line.human.marks if line.human else ()
    signs: dict[int, list[str]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.end, mark.start == mark.end, -mark.start)):
        before, after = _SIGNS.get(mark.kind, ("", ""))
        signs.setdefault(mark.end, []).append(after.format(value=mark.value))
        signs.setdefault(mark.start, []).append(before)
    return "".join("".join(signs.get(place, ())) + text[place : place + 1] for place in range(len(text) + 1))


def page_text(lines: Sequence[Line]) -> str:
    """One line of text for each line that has one, the human text before the machine's; ends with a line end."""
    written = [line for line in lines if line.best_text]
    parts = []
    for before, line in zip([None, *written], written, strict=False):
        if before is not None and before.region_index != line.region_index:
            parts.append("\n")
        parts.append(edited_text(line) + "\n")
    return "".join(parts)
