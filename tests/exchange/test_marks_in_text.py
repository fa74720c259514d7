"""Marks in plain text are the signs of editors."""

from seqclr_desktop.document import AuthorKind, TextVersion
from seqclr_desktop.exchange.plain_text import edited_text
from seqclr_desktop.marks import Mark, MarkKind
from tests.builders import make_line


def test_marks_become_signs() -> None:
    marks = (
        Mark(0, 3, MarkKind.UNCLEAR),
        Mark(3, 3, MarkKind.GAP),
        Mark(4, 6, MarkKind.DELETED),
        Mark(7, 12, MarkKind.INSERTED),
        Mark(7, 12, MarkKind.NOTE, "above the line"),
        Mark(7, 12, MarkKind.PLACE),
    )
    line = make_line(0, human=TextVersion("was at Paris", AuthorKind.PERSON, marks=marks))
    assert edited_text(line) == "was[?][…] ⟦at⟧ \\Paris/ [note: above the line]"
