"""The models that come with the program: one for a family of scripts, known in every collection.

They are the start of a collection's own models, and read its lines before any line is transcribed.
"""

from __future__ import annotations

from collections.abc import Sequence

from seqclr_desktop.collection.model_record import ModelKind, ModelRecord
from seqclr_desktop.document import Direction
from seqclr_desktop.places import bundled_models_folder

_PREFIX = "base-"
_OF_MANY_HANDS = "Comes with the program; taught on the lines of many hands."
_OF_DRAWN_LINES = "Comes with the program; taught on lines in many hands that were drawn by a program."
_ABOUT = {
    "base-latin": (Direction.LEFT_TO_RIGHT, _OF_MANY_HANDS),
    "base-hebrew": (Direction.RIGHT_TO_LEFT, _OF_DRAWN_LINES),
    "base-arabic": (Direction.RIGHT_TO_LEFT, _OF_DRAWN_LINES),
}


def bundled_models(scripts: Sequence[str] = ()) -> list[ModelRecord]:
    """All of them, or those for `scripts` in their order; `base-latin.safetensors` is for "latin"."""
    paths = sorted(bundled_models_folder().glob(f"{_PREFIX}*.safetensors"))
    models = [ModelRecord(path.stem, ModelKind.RECOGNISER, path, note=_ABOUT[path.stem][1]) for path in paths]
    if not scripts:
        return models
    of_script = {model.name.removeprefix(_PREFIX): model for model in models}
    return [of_script[script] for script in scripts if script in of_script]


def models_by_direction(direction: Direction) -> list[ModelRecord]:
    """All of them, those for scripts of this direction first."""
    return sorted(bundled_models(), key=lambda model: _ABOUT[model.name][0] is not direction)


def is_bundled(model: ModelRecord) -> bool:
    return model.path.parent == bundled_models_folder()
