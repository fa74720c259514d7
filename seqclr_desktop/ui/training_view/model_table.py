"""The models of a collection with their scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from seqclr_desktop.collection import ModelKind, ModelRecord
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.widgets.wording import percent_words

AnyIndex = QModelIndex | QPersistentModelIndex


def score_words(model: ModelRecord, name: str) -> str:
    """A score of the model as a share, or a dash."""
    score = model.scores.get(name)
    return "–" if score is None else percent_words(score)


class ModelTable(QAbstractTableModel):
    """A row per model, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.models: list[ModelRecord] = []

    def show_models(self, models: Sequence[ModelRecord]) -> None:
        self.beginResetModel()
        self.models = list(models)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.models)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 5

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        model = self.models[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(model)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return model.note or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                tr("Model"), tr("It can"), tr("Wrong letters on test pages"), tr("while learning"), tr("Made")
            )[section]  # fmt: skip
        if role == Qt.ItemDataRole.ToolTipRole and section in (2, 3):
            return tr("Character error rate (CER)")
        return None

    def _texts(self, model: ModelRecord) -> tuple[str, ...]:
        can = tr("read") if model.kind is ModelKind.RECOGNISER else tr("be taught to read")
        if model.voter_count > 1:
            can = tr("read, by the vote of {n} reader(s)", model.voter_count)
        return (
            model.name,
            can,
            score_words(model, "test_cer"),
            score_words(model, "valid_cer"),
            model.created_at.replace("T", " ")[:16],
        )
