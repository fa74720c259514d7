"""The ranges of a view that a person can choose, in words. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seqclr_desktop.training.settings import PretrainSettings
from seqclr_desktop.ui.text import tr


@dataclass(frozen=True)
class Range:
    """One slider: the name of the setting, what it is called, how far it goes (0 to `most`), and help."""

    name: str
    label: str
    most: float
    help: str
    least: float = 0.0


def ranges() -> tuple[Range, ...]:
    """In the order in which they are shown."""
    return (
        Range("slant", tr("Slant"), 1.0, tr("how far letters are leant to either side")),
        Range("stretch", tr("Width"), 0.6, tr("how much wider or narrower the writing gets")),
        Range("grow", tr("Letter height"), 0.6, tr("how much taller or lower the letters get")),
        Range("shift", tr("Up and down"), 0.4, tr("how far the line is moved up or down")),
        Range("bend", tr("Bends"), 0.3, tr("how far ink is moved here and there")),
        Range("stroke", tr("Pen"), 1.0, tr("how often the pen gets thicker or thinner")),
        Range("blur", tr("Blur"), 1.0, tr("how often the picture is blurred")),
        Range("contrast", tr("Fading ink"), 1.0, tr("how much the ink may fade")),
        Range("noise", tr("Grain"), 0.4, tr("how much grain the paper gets")),
        Range("crop_share", tr("Cut off"), 0.6, tr("how much of the line may be cut off at its ends")),
        Range("window_heights", tr("Window width"), 2.0, tr("how wide windows are, in line heights"), least=0.2),
    )


def standard_ranges() -> dict[str, float]:
    """What each has where nothing was chosen."""
    return ranges_of(PretrainSettings())


def ranges_of(settings: PretrainSettings) -> dict[str, float]:
    own = {"crop_share": settings.crop_share, "window_heights": settings.window_heights}
    return {each.name: own.get(each.name, getattr(settings.augmentation, each.name, 0.0)) for each in ranges()}


def chosen_beside(values: Mapping[str, float]) -> dict[str, float]:
    """Those that differ from the standard; empty means all are as they would be anyway."""
    standard = standard_ranges()
    return {name: value for name, value in values.items() if abs(value - standard[name]) > 1e-6}
