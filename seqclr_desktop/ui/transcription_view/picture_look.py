"""How the picture of a line is shown: brightness, contrast, gamma, invert. No widgets; the scan stays as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
from PySide6.QtGui import QImage


@dataclass(frozen=True)
class PictureLook:
    """`brightness` and `contrast` from -100 to 100, `gamma` from 20 to 500 in hundredths (below 100 darkens greys)."""

    brightness: int = 0
    contrast: int = 0
    gamma: int = 100
    is_inverted: bool = False

    def __post_init__(self) -> None:
        if not (abs(self.brightness) <= 100 and abs(self.contrast) <= 100 and 20 <= self.gamma <= 500):
            raise ValueError("a look is out of its bounds")

    def table(self) -> np.ndarray:
        """What each of the 256 shades becomes."""
        shade = np.arange(256) / 255
        shade = shade ** (100 / self.gamma)
        slope = np.tan((self.contrast / 100 * 0.96 + 1) * np.pi / 4)
        shade = (shade - 0.5) * slope + 0.5 + self.brightness / 200
        if self.is_inverted:
            shade = 1 - shade
        table: np.ndarray = np.clip(np.rint(shade * 255), 0, 255).astype(np.uint8)
        return table


PLAIN = PictureLook()
FADED_INK = PictureLook(brightness=-10, contrast=45, gamma=45)
BLEED_THROUGH = PictureLook(brightness=40, contrast=45, gamma=120)
INVERTED = PictureLook(is_inverted=True)


def looked_at(image: QImage | None, look: PictureLook) -> QImage | None:
    """The image as `look` shows it; itself for the plain look."""
    return image if image is None or image.isNull() or look == PLAIN else filtered(look, image)


def filtered(look: PictureLook, image: QImage) -> QImage:
    """The image as `look` shows it, in greys, which say more of ink than colours."""
    shown = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(shown.bits(), np.uint8).reshape(shown.height(), shown.bytesPerLine())
    changed = np.ascontiguousarray(look.table()[pixels])
    return QImage(changed.data, shown.width(), shown.height(), shown.bytesPerLine(), shown.format()).copy()


def write_look(look: PictureLook) -> str:
    return json.dumps(asdict(look))


def read_look(stored: str) -> PictureLook:
    """The look that was kept; the plain one for anything else."""
    try:
        return PictureLook(**json.loads(stored)) if stored else PLAIN
    except (ValueError, TypeError):
        return PLAIN


def write_looks(looks: Mapping[int, PictureLook]) -> str:
    """The looks of single pages, by their ids."""
    return json.dumps({str(page_id): asdict(look) for page_id, look in looks.items()})


def read_looks(stored: str) -> dict[int, PictureLook]:
    """The looks that were kept; none for anything else."""
    try:
        return {int(page_id): PictureLook(**look) for page_id, look in json.loads(stored or "{}").items()}
    except (ValueError, TypeError, AttributeError):
        return {}
