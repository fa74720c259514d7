"""The one door through which words reach the screen, so that all of them can be translated."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

_CONTEXT = "app"
_ENGLISH_PLURAL = re.compile(r"\((s|es)\)")
_THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"


def tr(text: str, count: int | None = None) -> str:
    """`text` in the language of the window.

    With a `count`, `{n}` in it stands for the number and `(s)` for an English plural:
    `tr("{n} line(s)", 2535)` is "2 535 lines". Translators give the plural forms of their language.
    """
    if count is None:
        return QCoreApplication.translate(_CONTEXT, text)
    translated = QCoreApplication.translate(_CONTEXT, text, None, count)
    if translated == text.replace("%n", str(count)):  # no catalogue: English makes its plural here
        translated = _ENGLISH_PLURAL.sub("" if count == 1 else r"\1", translated)
    return translated.replace("{n}", count_words(count))


def count_words(number: int) -> str:
    """2535 -> "2 535", the thousands set apart by a thin space that does not break."""
    return f"{number:,}".replace(",", _THIN_SPACE)
