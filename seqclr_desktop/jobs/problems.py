"""What went wrong with single pages of a long act that went on without them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageProblem:
    """A page with which something went wrong, and what, in a sentence."""

    page_name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page_name}: {self.reason}"
