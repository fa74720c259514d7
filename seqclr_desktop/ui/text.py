"""Every word a person reads goes through here, so that a catalogue can translate it.

Sources are plain English. A catalogue is a Qt one (`resources/translations/app_<language>.qm`) with
the single context `app`. Texts that come from other rooms (job titles, sentences of errors) are
looked up the same way when they are shown.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

_CONTEXT = "app"


def tr(source: str, **values: object) -> str:
    """The text in the language of the window, with `{name}` places filled from `values`."""
    text = QCoreApplication.translate(_CONTEXT, source)
    return text.format(**values) if values else text


def tr_count(one: str, many: str, count: int, **values: object) -> str:
    """A text that depends on a count, shown as `{count}` in the reader's way of writing numbers.

    A catalogue translates `many` with as many plural forms as its language has.
    """
    text = QCoreApplication.translate(_CONTEXT, many, "", count)
    if text == many and count == 1:
        text = one
    return text.format(count=number(count), **values)


def number(value: int) -> str:
    """A whole number with the thousands separated as the reader's locale does."""
    return QLocale().toString(value)


def percent(share: float, decimals: int = 1) -> str:
    """A share (0–1) as "8.3 %"."""
    return f"{QLocale().toString(share * 100, 'f', decimals)}\u202f%"


def time_left(seconds: float | None) -> str:
    """How long something will still take, as roughly as such guesses deserve; empty when unknown."""
    if seconds is None:
        return ""
    if seconds < 45:
        return tr("less than a minute left")
    minutes = round(seconds / 60)
    if minutes < 90:
        return tr_count("about {count} minute left", "about {count} minutes left", max(minutes, 1))
    return tr_count("about {count} hour left", "about {count} hours left", round(minutes / 60))
