"""A text with the found words on a tint, and with what would take their place, as Qt rich text; no Qt here."""

from __future__ import annotations

import html
from collections.abc import Sequence

from seqclr_desktop.collection import Change
from seqclr_desktop.document import direction_of


def found_html(text: str, spans: Sequence[tuple[int, int]], background: str) -> str:
    """`spans` bold on `background` (a CSS colour)."""
    style = f"background-color:{background}; font-weight:600;"
    return _paragraph(text, [(start, end, _styled(text[start:end], style)) for start, end in spans])


def change_html(text: str, changes: Sequence[Change], *, old: str, new: str) -> str:
    """What goes is struck out on `old`, what comes stands behind it on `new`, underlined (CSS colours)."""
    parts = []
    for change in changes:
        gone = _styled(text[change.start : change.end], f"background-color:{old}; text-decoration:line-through;")
        come = _styled(change.new, f"background-color:{new}; font-weight:600; text-decoration:underline;")
        parts.append((change.start, change.end, gone + come))
    return _paragraph(text, parts)


def _paragraph(text: str, parts: Sequence[tuple[int, int, str]]) -> str:
    pieces, done = [], 0
    for start, end, piece in parts:
        pieces += [html.escape(text[done:start]), piece]
        done = end
    pieces.append(html.escape(text[done:]))
    return f'<p dir="{direction_of(text).value}" style="margin:0">{"".join(pieces)}</p>'


def _styled(text: str, style: str) -> str:
    return f'<span style="{style}">{html.escape(text)}</span>' if text else ""
