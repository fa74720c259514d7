"""How far lines are changed for pretraining, as chosen in the gallery of views and kept with the collection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from seqclr_desktop.collection import Collection
from seqclr_desktop.training.settings import PretrainSettings

_KEY = "pretraining.views"
_OF_LINES = ("crop_share", "window_heights")  # beside the fields of the augmentation


def with_chosen_views(collection: Collection, settings: PretrainSettings) -> PretrainSettings:
    """The settings with what was chosen for this collection, where they have the standard values themselves."""
    return with_ranges(settings, kept_ranges(collection))


def with_ranges(settings: PretrainSettings, ranges: Mapping[str, float]) -> PretrainSettings:
    """The settings with these ranges, by the names of `AugmentationSettings`, `crop_share` and `window_heights`."""
    standard = PretrainSettings()
    if settings.augmentation == standard.augmentation:
        warp = {name: value for name, value in ranges.items() if name not in _OF_LINES}
        settings = replace(settings, augmentation=replace(settings.augmentation, **warp))
    beside = {
        name: ranges[name]
        for name in _OF_LINES
        if name in ranges and getattr(settings, name) == getattr(standard, name)
    }
    return replace(settings, **beside)  # type: ignore[arg-type]


def kept_ranges(collection: Collection) -> dict[str, float]:
    """What was chosen; empty where nothing was, or where another version of the program wrote it."""
    standard = PretrainSettings()
    known = {*standard.augmentation.__dataclass_fields__, *_OF_LINES}
    try:
        kept = json.loads(collection.setting(_KEY) or "{}")
        return {name: float(value) for name, value in kept.items() if name in known}
    except (ValueError, AttributeError, TypeError):
        return {}


def keep_ranges(collection: Collection, ranges: Mapping[str, float]) -> None:
    """Use these for the next pretraining; empty for the standard ones."""
    collection.set_setting(_KEY, json.dumps(dict(ranges)) if ranges else "")
