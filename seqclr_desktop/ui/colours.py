"""The two sets of colours. Nothing else in the window names a colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True)
class Colours:
    """Colours by what they are for, as `#rrggbb`. Text colours reach a contrast of 4.5 on their grounds."""

    is_dark: bool
    window: str
    panel: str
    base: str
    hover: str
    pressed: str
    text: str
    muted: str
    border: str
    control_border: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    warning: str
    warning_soft: str
    error: str
    ok: str
    desk: str  # behind a scan
    line: str  # strokes upon a scan: scans are light in both themes
    line_read: str
    line_doubtful: str
    line_tag_text: str

    def colour(self, name: str, alpha: int = 255) -> QColor:
        """The colour called `name`, with `alpha` 0–255."""
        value = QColor(getattr(self, name))
        value.setAlpha(alpha)
        return value


LIGHT = Colours(
    is_dark=False,
    window="#f5f4f1",
    panel="#ebe9e4",
    base="#ffffff",
    hover="#e3e0da",
    pressed="#d8d4cc",
    text="#1f1e1c",
    muted="#5c5953",
    border="#d9d6cf",
    control_border="#8c887f",
    accent="#2b5c8a",
    on_accent="#ffffff",
    accent_hover="#234c73",
    accent_soft="#d9e5f0",
    warning="#805200",
    warning_soft="#f6e7c8",
    error="#a3262b",
    ok="#2c6a3c",
    desk="#dedbd5",
    line="#2b5c8a",
    line_read="#7a3f8f",
    line_doubtful="#a85f00",
    line_tag_text="#ffffff",
)

DARK = Colours(
    is_dark=True,
    window="#212225",
    panel="#1a1b1d",
    base="#17181a",
    hover="#303236",
    pressed="#3a3c41",
    text="#e7e5e0",
    muted="#aba8a2",
    border="#393b40",
    control_border="#7d8087",
    accent="#86b6ea",
    on_accent="#10202f",
    accent_hover="#a3c8f0",
    accent_soft="#2a3d52",
    warning="#e8bb6d",
    warning_soft="#40341d",
    error="#f29090",
    ok="#8fca9d",
    desk="#111214",
    line="#2b5c8a",
    line_read="#7a3f8f",
    line_doubtful="#a85f00",
    line_tag_text="#ffffff",
)
