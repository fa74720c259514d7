"""Loads what the views not yet wanted are made of, so that going to them is quick.

What they stand on is loaded in the background; what holds classes of Qt, in the window's thread. PySide under
Python 3.11 keeps its classes in one table (`PepType_SOTP` in Shiboken's `pep384impl.cpp`), in which Qt looks up what a
widget is without Python's lock. A class defined by another thread meanwhile may make the table grow, and whoever
looks into it at that moment takes the program down.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from PySide6 import QtCore, QtGui, QtWidgets

_FOUNDATIONS = (
    "scipy.ndimage",
    "seqclr_desktop.collection.waiting_texts",
    "seqclr_desktop.exchange",
    "seqclr_desktop.images.line_crop",
    "seqclr_desktop.images.reading",
    "seqclr_desktop.jobs.check_texts",
    "seqclr_desktop.jobs.chosen_views",
    "seqclr_desktop.jobs.evaluate_model",
    "seqclr_desktop.jobs.experiment",
    "seqclr_desktop.jobs.measure_curve",
    "seqclr_desktop.jobs.next_lines",
    "seqclr_desktop.jobs.odd_lines",
    "seqclr_desktop.jobs.outlook",
    "seqclr_desktop.jobs.start_choice",
    "seqclr_desktop.layout.drawn_line",
    "seqclr_desktop.layout.order_by_hand",
    "seqclr_desktop.layout.parting_lines",
    "seqclr_desktop.layout.shared_words",
    "seqclr_desktop.training.findings",
    "seqclr_desktop.training.shown_views",
    *("cProfile", "multiprocessing.connection", "numpy.ma", "unittest", "xml.etree.ElementTree"),  # for pyqtgraph
)
_ROOMS = ("page_view", "transcription_view", "training_view", "batch_view", "finding_view", "exchange_view")


def load_foundations() -> None:
    """Whatever of the views' needs has no class of Qt. For a worker thread."""
    for name in _FOUNDATIONS:
        import_module(name)


def load_classes_of_qt() -> Iterator[str]:
    """The rest, for the window's thread: a piece is loaded whenever the next name is asked for."""
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)  # PySide makes each class when it is first named, and pyqtgraph names them all
            yield name
    import_module("pyqtgraph")
    yield "pyqtgraph"
    for room in _ROOMS:
        package = import_module(f"seqclr_desktop.ui.{room}")
        for found in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(found.name)
            yield found.name
