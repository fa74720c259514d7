"""What a person may do with lines and with the texts that wait beside a page: states in, states out.

A text waits when its line was taken off the page, or when a new search for lines did not find its line
again. It waits until a person keeps its line, puts it on another one, or discards it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from seqclr_desktop.collection.page_lines import PageLines
from seqclr_desktop.collection.replacing_lines import place_for
from seqclr_desktop.document import Line


def texts_that_wait(state: PageLines) -> list[Line]:
    """Lines on the page and taken off it whose texts await a decision."""
    return [*(line for line in state.lines if line.text_waits), *state.waiting]


def without_lines(state: PageLines, line_ids: Sequence[int]) -> PageLines:
    """The lines taken off the page; the texts that people wrote on them wait."""
    gone = [line for line in state.lines if line.id in line_ids]
    waiting = [dataclasses.replace(line, text_waits=True) for line in gone if line.human is not None]
    return state.with_lines(
        [line for line in state.lines if line.id not in line_ids], waiting=[*state.waiting, *waiting]
    )


def with_line_kept(state: PageLines, line_id: int) -> PageLines:
    """The line is right as it was: it stays on the page, or comes back onto it."""
    line = _line(state, line_id)
    kept = dataclasses.replace(line, text_waits=False)
    if line in state.lines:
        return state.with_lines([kept if other.id == line_id else other for other in state.lines])
    lines = list(state.lines)
    lines.insert(place_for(kept, lines), kept)
    return state.with_lines(lines, waiting=_others(state, line_id))


def with_text_put(state: PageLines, line_id: int, target_id: int) -> PageLines:
    """The waiting text moves, with all its versions, to another line; a text that a person wrote there waits instead.

    The line whose text it is takes the shape and the place of the other one, which leaves the page.
    """
    line, target = _line(state, line_id), _line(state, target_id)
    moved = dataclasses.replace(
        target,
        id=line.id,
        human=line.human,
        machine=line.machine,
        text_waits=False,
        is_unusable=line.is_unusable,
        comment="\n".join(remark for remark in (line.comment, target.comment) if remark),
    )
    lines = [moved if other.id == target_id else other for other in state.lines if other.id != line_id]
    waiting = _others(state, line_id)
    if target.human is not None:
        waiting.append(dataclasses.replace(target, text_waits=True))
    return state.with_lines(lines, waiting=waiting)


def without_text(state: PageLines, line_id: int) -> PageLines:
    """The waiting text is discarded, with its line where that is still on the page."""
    lines = [line for line in state.lines if line.id != line_id]
    return state.with_lines(lines, waiting=_others(state, line_id))


def _others(state: PageLines, line_id: int) -> list[Line]:
    return [line for line in state.waiting if line.id != line_id]


def _line(state: PageLines, line_id: int) -> Line:
    line = state.line(line_id)
    if line is None:
        raise ValueError(f"line {line_id} is neither on the page nor waiting beside it")
    return line
