"""What can be chosen about reading a collection."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TranscribeSettings:
    """`device` is `auto`, `cpu`, `cuda` or `mps`; `threads` as in training; `batch_lines` are read at a time.

    `beam_width` above 1 searches for the likeliest text instead of taking the likeliest letter at each step.
    `with_alternatives`: keep what doubtful words may be besides, so that the search finds them there.
    """

    device: str = "auto"
    threads: int | None = None
    batch_lines: int = 16
    with_alternatives: bool = True
    beam_width: int = 1
