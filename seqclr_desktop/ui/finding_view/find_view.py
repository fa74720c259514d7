"""What the search of the collection found: lines with their pictures, best first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from seqclr_desktop.collection import Collection, HitKind, SearchHit, SearchResult
from seqclr_desktop.ui.background import Ask, Background
from seqclr_desktop.ui.finding_view.hit_list import HitList
from seqclr_desktop.ui.finding_view.hit_row import ShownHit
from seqclr_desktop.ui.finding_view.marked_text import found_html
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.text import number, tr
from seqclr_desktop.ui.theme import SPACE, colours, theme
from seqclr_desktop.ui.widgets.card import heading_label, muted_label
from seqclr_desktop.ui.widgets.wording import percent_words

MOST_SHOWN = 300


class FindView(QWidget):
    """Shows the hits for what was typed into the title row.

    Signals: `line_wanted(line_id)`, `replace_wanted(typed)`, `problem(error)`.
    """

    line_wanted = Signal(int)
    replace_wanted = Signal(str)
    problem = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._collection: Collection | None = None
        self._typed = ""
        self._is_searching = self._wants_focus = False
        self._result = SearchResult()
        self._ask: Ask | None = None
        self._background = Background(self, is_patient=True)
        self._images = LineImages(parent=self)
        self._heading = heading_label()
        self._sentence = muted_label()
        self._replace = QPushButton(tr("Find and replace…"))
        self._replace.clicked.connect(lambda: self.replace_wanted.emit(self._typed))
        self.list = HitList(self._images)
        self.list.line_wanted.connect(self.line_wanted)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._replace, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 4 * SPACE)
        rows.setSpacing(3 * SPACE)
        rows.addLayout(top)
        rows.addWidget(self._sentence)
        rows.addWidget(self.list, 1)
        theme().changed.connect(self._show)
        self.look_for("")

    # what the window calls ---------------------------------------------------------------------------

    def show_collection(self, collection: Collection | None) -> None:
        self._collection = collection
        self._images.forget()
        self.look_for("")

    def refresh(self) -> None:
        """Something in the collection has changed: look again."""
        self.look_for(self._typed)

    def look_for(self, typed: str) -> None:
        """Look for what was typed; the answer comes from the background."""
        self._typed = typed
        if self._ask is not None:
            self._ask.cancel()
        if self._collection is None or not typed.strip():
            self._answer(SearchResult())
            return
        self._is_searching = True
        self._ask = self._background.ask(_search(self._collection.folder, typed), self._answer, self.problem.emit)

    @property
    def typed(self) -> str:
        return self._typed

    def focus_hits(self) -> None:
        """Go to the first hit, as soon as it is there."""
        self._wants_focus = self._is_searching
        if not self._is_searching:
            self.list.focus_first()

    def summary(self) -> str:
        """What is said above the hits."""
        return f"{self._heading.text()}\n{self._sentence.text()}"

    # inner -------------------------------------------------------------------------------------------

    def _answer(self, result: SearchResult) -> None:
        self._is_searching = False
        self._result = result
        self._show()
        if self._wants_focus:
            self._wants_focus = False
            self.list.focus_first()

    def _show(self) -> None:
        self._heading.setText(heading_words(self._typed, self._result))
        self._sentence.setText(sentence_words(self._typed, self._result))
        self._sentence.setVisible(bool(self._sentence.text()))
        background = colours().accent_soft
        self.list.show_hits(self._collection, [shown(hit, background) for hit in self._result.hits])


def _search(folder: Path, typed: str) -> Callable[[], SearchResult]:
    """For a worker thread, which needs a connection of its own."""

    def search() -> SearchResult:
        with Collection.open(folder) as collection:
            return collection.search(typed, MOST_SHOWN)

    return search


def heading_words(typed: str, result: SearchResult) -> str:
    if not typed.strip():
        return tr("Find in the collection")
    if not result.hits:
        return tr("Nothing was found for “{typed}”", typed=typed.strip())
    if not result.exact_count:
        return tr("No line has exactly “{typed}”", typed=typed.strip())
    return tr("{n} line(s) with “{typed}”", result.exact_count, typed=typed.strip())


def sentence_words(typed: str, result: SearchResult) -> str:
    """What else there is to know."""
    if not typed.strip():
        return tr(
            "Type words: lines that have all of them are found, with any endings, whatever their accents. "
            "Put words in quotation marks to have them exactly so."
        )
    if not result.hits:
        return tr("Neither in what people wrote nor in what a model read or held possible.")
    others = sum(hit.kind is not HitKind.WORDS for hit in result.hits)
    sentences = []
    if others:
        sentences.append(tr("{n} other(s) may have it: a model was unsure, or a word is spelt nearly so.", others))
    if result.exact_count > MOST_SHOWN:
        sentences.append(tr("The first {count} are shown.", count=number(MOST_SHOWN)))
    return " ".join(sentences)


def shown(hit: SearchHit, background: str) -> ShownHit:
    """The row for a hit."""
    return ShownHit(
        line_id=hit.line_id,
        place=tr("{page}, line {number}", page=hit.page_name, number=number(hit.number)),
        remark=remark_words(hit),
        text=hit.text,
        rich_text=found_html(hit.text, hit.spans, background),
    )


def remark_words(hit: SearchHit) -> str:
    """Why a line was found, where that does not go without saying."""
    sure = percent_words(hit.probability)
    match hit.kind:
        case HitKind.ALTERNATIVE:
            return tr("the model holds “{word}” possible ({sure})", word=hit.read_as, sure=sure)
        case HitKind.SIMILAR:
            return tr("similar")
        case _:
            return "" if hit.is_human else tr("read by a model, {sure} sure", sure=sure)
