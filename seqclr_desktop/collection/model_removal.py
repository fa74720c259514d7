"""Taking models out of a collection: their files go, what they have read and what was taught from them stays."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from seqclr_desktop.collection.base_models import is_bundled
from seqclr_desktop.collection.model_record import ModelRecord
from seqclr_desktop.collection.models import Models
from seqclr_desktop.collection.runs import RunRecord, Runs
from seqclr_desktop.errors import CollectionError, StorageError


class ModelRemoval(Models, Runs):
    """The models and runs of a collection, which a removal looks at together."""

    def remove_models(self, names: Sequence[str]) -> list[ModelRecord]:
        """Forget the models and delete their files, as far as those lie in the collection's own folder; what went.

        All or none. Raises CollectionError for an unknown name, for a model that comes with the program and for one
        that an unfinished training needs; StorageError when a file cannot be deleted.
        """
        with self._database.writing() as connection:
            models = [self.model(name) for name in dict.fromkeys(names)]
            unfinished = self.unfinished_runs()
            for model in models:
                _check_may_go(model, unfinished)
                connection.execute("DELETE FROM models WHERE name = ?", (model.name,))
            # before the rows are gone for good: a model whose file is held fast by another program stays known
            for model in models:
                if self.models_folder in model.path.parents:
                    _delete(model.path)
        return models


def _check_may_go(model: ModelRecord, unfinished: Sequence[RunRecord]) -> None:
    if is_bundled(model):
        raise CollectionError(f"“{model.name}” comes with the program and cannot be removed from a collection.")
    if any(_needs(run, model) for run in unfinished):
        raise CollectionError(
            f"“{model.name}” is needed by a training that has not ended.",
            advice="Wait for it; one that was cut off can be gone on with, and then stopped.",
        )


def _needs(run: RunRecord, model: ModelRecord) -> bool:
    """Whether the run begins with the model, or has made it on its way and goes on from it."""
    start = run.settings.get("start_from") or ()
    starts = [start] if isinstance(start, str) else start
    return model.name in starts or model.settings.get("run") == run.id


def _delete(path: Path) -> None:
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            "The model's file cannot be deleted.",
            where=str(path),
            advice="Check that no other program uses it and that you may write there.",
        ) from error
