"""What is said of the lines of a page, in the bar above it and in the lists beside it; no widgets here."""

from __future__ import annotations

from collections.abc import Sequence

from seqclr_desktop.document import Line
from seqclr_desktop.layout.oddities import OF_OTHERS, REASONS, OddLine
from seqclr_desktop.ui.lists.plain_list import Row
from seqclr_desktop.ui.text import in_a_row, tr


def page_words(lines: Sequence[Line], odd: Sequence[OddLine]) -> str:
    """How many lines the page has, and how many are to be looked at."""
    parts = [tr("{n} line(s)", len(lines))]
    if odd:
        parts.append(tr("{n} to look at", len(odd)))
    return in_a_row(parts)


def chosen_words(lines: Sequence[Line], chosen: Sequence[Line], odd: Sequence[OddLine]) -> str:
    """Which lines are chosen; of a single one also what is odd about it; of one or two their texts."""
    if not chosen:
        return tr("Choose a line to see it as a model does.")
    if len(chosen) == 2:
        return " | ".join(
            line.best_text or tr("No text yet") for line in sorted(chosen, key=lambda line: line.position)
        )
    if len(chosen) > 2:
        return tr("{n} line(s) chosen", len(chosen))
    line = chosen[0]
    parts = [tr("Line {turn}", turn=lines.index(line) + 1)]
    parts += [reasons(one, lines) for one in odd if one.line_id == line.id]
    parts.append(line.best_text or tr("No text yet"))
    return in_a_row(parts)


def reasons(odd: OddLine, lines: Sequence[Line]) -> str:
    """Why a line should be looked at, and beside which others."""
    numbers = [str(turn) for turn, line in enumerate(lines, start=1) if line.id in odd.others]
    beside = " " + tr("(line {numbers})", numbers=", ".join(numbers)) if numbers else ""
    return ". ".join(tr(REASONS[oddity]) + (beside if oddity in OF_OTHERS else "") for oddity in odd.oddities)


def odd_rows(lines: Sequence[Line], odd: Sequence[OddLine]) -> list[Row]:
    """The rows of the list of lines to look at; those no longer on the page are left out."""
    turns = {line.id: turn for turn, line in enumerate(lines, start=1)}
    return [
        Row(one.line_id, tr("Line {turn}", turn=turns[one.line_id]), reasons(one, lines))
        for one in odd
        if one.line_id is not None and one.line_id in turns
    ]


def waiting_rows(lines: Sequence[Line], waiting: Sequence[Line]) -> list[Row]:
    """The rows of the texts that wait: what they say, and why they are here."""
    on_page = {line.id for line in lines}
    return [
        Row(
            line.id,
            line.best_text or tr("No text"),
            tr("Its line was not found again, and was kept") if line.id in on_page else tr("Its line was taken off"),
        )
        for line in waiting
        if line.id is not None
    ]


def order_rows(lines: Sequence[Line]) -> list[Row]:
    """The rows of the reading order: number and beginning of the text."""
    return [
        Row(line.id, f"{turn}. {_beginning(line.best_text)}")
        for turn, line in enumerate(lines, start=1)
        if line.id is not None
    ]


def _beginning(text: str) -> str:
    if not text:
        return tr("(no text)")
    return text if len(text) <= 40 else text[:39] + "…"
