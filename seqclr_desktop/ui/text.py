"""Every word a person reads goes through here, so that a catalogue can translate it.

Sources are plain English. A catalogue is a Qt one (`resources/translations/app_<language>.qm`) with
the single context `app`. Texts that come from other rooms (job titles, sentences of errors) are
looked up the same way when they are shown.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

_CONTEXT = "app"


def tr(source: str, n: int | None = None, /, **values: object) -> str:
    """The text in the language of the window, with `{name}` places filled from `values`.

    With a count, `{n}` is filled with it as the reader's locale writes numbers; "(s)" becomes the
    English plural where there is no catalogue, and a catalogue has as many forms as its language.
    """
    if n is None:
        text = QCoreApplication.translate(_CONTEXT, source)
        return text.format(**values) if values else text
    text = QCoreApplication.translate(_CONTEXT, source, "", n)
    if text == source:
        text = source.replace("(s)", "" if n == 1 else "s")
    return text.format(n=number(n), **values)


def number(value: int) -> str:
    """A whole number with the thousands separated as the reader's locale does."""
    return QLocale().toString(value)


def time_left(seconds: float | None) -> str:
    """How long something will still take, as roughly as such guesses deserve; empty when unknown."""
    if seconds is None:
        return ""
    if seconds < 45:
        return tr("less than a minute left")
    minutes = max(round(seconds / 60), 1)
    return (
        tr("about {n} minute(s) left", minutes) if minutes < 90 else tr("about {n} hour(s) left", round(minutes / 60))
    )
