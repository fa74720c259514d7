"""How far the work on a page is, as one of a few states; no widgets here."""

from __future__ import annotations

from enum import StrEnum

from seqclr_desktop.document import Page
from seqclr_desktop.ui.text import number, tr


class PageState(StrEnum):
    """From untouched to done; `MISSING` when the scan is no longer where it was."""

    MISSING = "missing"
    NEW = "new"
    EMPTY = "empty"  # searched, no lines
    LINES = "lines"
    READ = "read"  # every line has a text, some by a model only
    PARTLY = "partly"
    DONE = "done"


def state_of(page: Page, *, is_missing: bool = False) -> PageState:
    """The state of `page` from its counts."""
    if is_missing:
        return PageState.MISSING
    if page.line_count == 0:
        return PageState.NEW if page.needs_search else PageState.EMPTY
    if page.human_count:
        return PageState.PARTLY if page.to_transcribe_count else PageState.DONE
    return PageState.READ if page.machine_count else PageState.LINES


def state_words(page: Page, state: PageState) -> str:
    """The state in a few words, to stand under a thumbnail."""
    lines = tr("{n} line(s)", page.line_count)
    return {
        PageState.MISSING: tr("Scan not found"),
        PageState.NEW: tr("No lines yet"),
        PageState.EMPTY: tr("No lines found"),
        PageState.LINES: lines,
        PageState.READ: tr("{lines}, machine-read", lines=lines),
        PageState.PARTLY: tr(
            "{done} of {whole} transcribed",
            done=number(page.human_count),
            whole=number(page.human_count + page.to_transcribe_count),
        ),
        PageState.DONE: tr("{lines}, transcribed", lines=lines),
    }[state]
