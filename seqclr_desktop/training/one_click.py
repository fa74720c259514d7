"""How learning in one go shares its time, in the window as in the terminal. Light, so that both can say it at once."""

from __future__ import annotations

MINUTES = 30.0
_PRETRAIN_SHARE = 1 / 6  # beginning with a model of many hands, more of it takes more than it gives


def shared(minutes: float) -> tuple[float, float]:
    """Of the minutes in all those for pretraining and those for fine-tuning."""
    return minutes * _PRETRAIN_SHARE, minutes * (1 - _PRETRAIN_SHARE)
