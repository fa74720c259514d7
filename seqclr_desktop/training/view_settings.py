"""How far lines are changed while they are learned from. Light: the window reads it without PyTorch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AugmentationSettings:
    """Largest changes, each drawn anew for every line; lengths are shares of the line's height.

    `slant`: shear, `stretch`: change of width, `grow`: change of letter height, `shift`: up or down,
    `bend`: local displacement (its nodes stand `bend_step` apart), `stroke`: chance of a thicker or
    thinner pen, `blur`: chance of a blurred picture, `contrast`: loss of ink, `noise`: paper grain,
    `spans`: share of columns wiped out in short spans, `ruling`: chance of ruled or squared paper,
    `neighbours`: chance of strokes from the lines above and below, `blots`: chance of a few stains.
    """

    slant: float = 0.35
    stretch: float = 0.15
    grow: float = 0.12
    shift: float = 0.08
    bend: float = 0.05
    bend_step: float = 0.8
    stroke: float = 0.4
    blur: float = 0.3
    contrast: float = 0.5
    noise: float = 0.08
    spans: float = 0.1
    ruling: float = 0.0
    neighbours: float = 0.0
    blots: float = 0.0

    def scaled(self, factor: float) -> AugmentationSettings:
        """The same list, stronger or weaker; 0 changes nothing."""
        values = {name: getattr(self, name) * factor for name in self.__dataclass_fields__ if name != "bend_step"}
        return AugmentationSettings(bend_step=self.bend_step, **values)


FOR_FINETUNING = AugmentationSettings(blots=0.1)
FOR_PRETRAINING = AugmentationSettings(slant=0.3, stretch=0.2, grow=0.18, bend=0.07, stroke=0.6, blur=0.4, spans=0.0)
