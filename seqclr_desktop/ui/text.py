"""Every word a person reads goes through here, so that a catalogue can translate it.

Sources are plain English. Texts that come from other rooms (job titles, sentences of errors) are looked
up the same way when they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLocale, Qt

from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.problems import PageProblem
from seqclr_desktop.ui.catalogue import Catalogue, set_apart

_PROBLEMS_TOLD = 20


class _Speech:
    """The language the window speaks now; English without a catalogue."""

    catalogue: Catalogue | None = None
    is_right_to_left = False


def speak(catalogue: Catalogue | None, locale: QLocale) -> None:
    """Say everything by `catalogue` from now on, and write numbers as `locale` does."""
    _Speech.catalogue = catalogue
    _Speech.is_right_to_left = catalogue is not None and locale.textDirection() is Qt.LayoutDirection.RightToLeft
    QLocale.setDefault(locale)


def tr(source: str, n: int | None = None, /, **values: object) -> str:
    """The text in the language of the window, with `{name}` places filled from `values`.

    With a count, `{n}` is filled with it as the reader's locale writes numbers; "(s)" becomes the
    English plural where there is no translation, and a catalogue has as many forms as its language.
    """
    catalogue = _Speech.catalogue
    if n is None:
        text = (catalogue.plain(source) if catalogue is not None else None) or source
        return text.format(**_all_set_apart(values)) if values else text
    text = (catalogue.counted(source, n) if catalogue is not None else None) or source.replace(
        "(s)", "" if n == 1 else "s"
    )
    return text.format(n=number(n), **_all_set_apart(values))


def error_words(error: BaseException) -> str:
    """What happened, where, and what to do, in the language of the window."""
    if not isinstance(error, AppError):
        return str(error)
    place = f"{error.where}: " if error.where else ""
    return place + " ".join(tr(sentence) for sentence in (error.what, error.advice) if sentence)


def problem_words(problem: PageProblem) -> str:
    """On which page, with which file, and what, in the language of the window."""
    parts = (problem.page_name, problem.where, tr(problem.reason))
    return ": ".join(part for part in parts if part)


def problem_lines(problems: Sequence[PageProblem]) -> list[str]:
    """The problems, a line each; of many the first ones."""
    rest = ["…"] if len(problems) > _PROBLEMS_TOLD else []
    return [*map(problem_words, problems[:_PROBLEMS_TOLD]), *rest]


def number(value: int) -> str:
    """A whole number with the thousands separated as the reader's locale does."""
    return QLocale().toString(value)


def in_a_row(parts: Iterable[str]) -> str:
    """Short words one after the other, without the empty ones; a Latin name among Hebrew ones stays where it is."""
    told = [part for part in parts if part]
    if not told or not _Speech.is_right_to_left:
        return " · ".join(told)
    # parts that are set apart tell nobody which way the whole runs: the mark does
    return "\N{RIGHT-TO-LEFT MARK}" + " · ".join(map(set_apart, told))


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


def _all_set_apart(values: dict[str, object]) -> dict[str, object]:
    if not _Speech.is_right_to_left:
        return values
    return {name: set_apart(value) if isinstance(value, str) else value for name, value in values.items()}
