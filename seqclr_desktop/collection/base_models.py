"""The models that come with the program: one for a script, taught on many hands, known in every collection.

They are the start of a collection's own models, and read its lines before any line is transcribed.
"""

from __future__ import annotations

from seqclr_desktop.collection.model_record import ModelKind, ModelRecord
from seqclr_desktop.places import resources_folder

_PREFIX = "base-"


def bundled_models(script: str = "") -> list[ModelRecord]:
    """All of them, or those for a script such as "latin"; `base-latin.safetensors` is for the Latin one."""
    paths = sorted((resources_folder() / "models").glob(f"{_PREFIX}{script or '*'}.safetensors"))
    note = "Comes with the program; taught on the lines of many hands."
    return [ModelRecord(path.stem, ModelKind.RECOGNISER, path, note=note) for path in paths]


def is_bundled(model: ModelRecord) -> bool:
    return model.path.parent == resources_folder() / "models"
