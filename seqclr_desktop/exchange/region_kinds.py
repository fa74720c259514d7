"""What a block of text can be in PAGE XML 2019-07-15 (TextTypeSimpleType)."""

from __future__ import annotations

REGION_KINDS = frozenset(
    (
        "paragraph",
        "heading",
        "caption",
        "header",
        "footer",
        "page-number",
        "drop-capital",
        "credit",
        "floating",
        "signature-mark",
        "catch-word",
        "marginalia",
        "footnote",
        "footnote-continued",
        "endnote",
        "TOC-entry",
        "list-label",
        "other",
    )
)
