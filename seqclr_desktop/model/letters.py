"""Texts letter by letter, each with the combining marks that follow it, so that the two are never torn apart."""

from __future__ import annotations

import unicodedata


def letters(text: str) -> list[str]:
    """The characters of `text`, each with its combining marks; together they are `text` again."""
    found: list[str] = []
    for character in text:
        if found and unicodedata.category(character) in ("Mn", "Me", "Mc"):
            found[-1] += character
        else:
            found.append(character)
    return found
