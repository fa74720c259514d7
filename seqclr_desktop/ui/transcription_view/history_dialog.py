"""The earlier versions of a line: who wrote them and when, what differs, and the way back to one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from seqclr_desktop.document import AuthorKind, Direction, TextVersion, direction_of
from seqclr_desktop.marks import MarkedText
from seqclr_desktop.ui.text import in_a_row, tr
from seqclr_desktop.ui.theme import SPACE, colours, sized_font
from seqclr_desktop.ui.transcription_view.mark_painting import mark_name
from seqclr_desktop.ui.widgets.diff_text import as_html, differences
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel


class HistoryDialog(QDialog):
    """`restore_wanted(version)` when a person wants a version's text again; nothing is destroyed by that."""

    restore_wanted = Signal(object)

    def __init__(self, versions: Sequence[TextVersion], present: MarkedText, parent: QWidget | None = None) -> None:
        """`versions`: newest first; `present`: what stands in the field, which they are compared with."""
        super().__init__(parent)
        self.setWindowTitle(tr("Earlier versions of this line"))
        self._versions = tuple(versions)
        self._present = present
        self._list = QListWidget()
        self._list.setSpacing(SPACE // 2)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(tr("Versions, the newest first"))
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setFont(sized_font(self, 1.3))
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setAccessibleName(tr("The chosen version; what differs from the present text is underlined"))
        self._hint = WrappingLabel(tr("Underlined: what differs from the text as it is now."))
        self._hint.setProperty("role", "muted")
        buttons = QDialogButtonBox()
        self._restore = buttons.addButton(tr("&Take this text again"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("&Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._restore_chosen)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        rows.setSpacing(2 * SPACE)
        rows.addWidget(self._list, 1)
        rows.addWidget(self._text)
        rows.addWidget(self._hint)
        rows.addWidget(buttons)
        for version in self._versions:
            self._list.addItem(QListWidgetItem(version_words(version)))
        self._list.currentRowChanged.connect(self._show)
        self._list.itemActivated.connect(lambda _item: self._restore_chosen())
        self._list.setCurrentRow(0)
        self._show(self._list.currentRow())
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 110, metrics.height() * 24)

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._versions):
            self._text.setText(tr("Nobody has written this line yet."))
            self._restore.setEnabled(False)
            return
        version = self._versions[row]
        c = colours()
        is_rtl = direction_of(version.text) is Direction.RIGHT_TO_LEFT
        self._text.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
        self._text.setText(
            as_html(differences(self._present.text, version.text), colour=c.warning, background=c.warning_soft)
            or tr("(empty)")
        )
        self._restore.setEnabled(MarkedText(version.text, version.marks) != self._present)

    def _restore_chosen(self) -> None:
        row = self._list.currentRow()
        if self._restore.isEnabled() and 0 <= row < len(self._versions):
            self.restore_wanted.emit(self._versions[row])
            self.accept()


def version_words(version: TextVersion) -> str:
    """Who, when, and what the text says."""
    return in_a_row((_when(version), author_words(version), _extras(version), version.text))


def author_words(version: TextVersion) -> str:
    """Who wrote the version."""
    match version.author_kind:
        case AuthorKind.PERSON:
            return tr("written by {author}", author=version.author) if version.author else tr("written by a person")
        case AuthorKind.IMPORT:
            return tr("from the file {author}", author=version.author) if version.author else tr("imported")
        case AuthorKind.MODEL:
            return tr("read by {author}", author=version.author) if version.author else tr("read by a model")


def _when(version: TextVersion) -> str:
    try:
        moment = datetime.fromisoformat(version.created_at)
    except ValueError:
        return ""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(moment.timestamp())), QLocale.FormatType.ShortFormat)


def _extras(version: TextVersion) -> str:
    kinds = dict.fromkeys(mark.kind for mark in version.marks)
    return ", ".join([*([tr("checked")] if version.is_checked else []), *map(mark_name, kinds)])
