"""What can be chosen about reading a collection."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TranscribeSettings:
    """`device` is `auto`, `cpu`, `cuda` or `mps`; `threads` as in training; `batch_lines` are read at a time."""

    device: str = "auto"
    threads: int | None = None
    batch_lines: int = 16
