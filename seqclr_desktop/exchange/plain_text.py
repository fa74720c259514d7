"""Plain text: the lines of a page in reading order, a blank line between regions."""

from __future__ import annotations

from collections.abc import Sequence

from seqclr_desktop.document import Line


def page_text(lines: Sequence[Line]) -> str:
    """One line of text for each line that has one, the human text before the machine's; ends with a line end."""
    written = [line for line in lines if line.best_text]
    parts = []
    for before, line in zip([None, *written], written, strict=False):
        if before is not None and before.region_index != line.region_index:
            parts.append("\n")
        parts.append(line.best_text + "\n")
    return "".join(parts)
