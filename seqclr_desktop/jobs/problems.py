"""What went wrong with single pages of a long act that went on without them."""

from __future__ import annotations

from dataclasses import dataclass

from seqclr_desktop.errors import AppError


@dataclass(frozen=True)
class PageProblem:
    """A page with which something went wrong, what, in whole sentences, and with which file, if any."""

    page_name: str
    reason: str
    where: str = ""

    @classmethod
    def of(cls, page_name: str, error: AppError) -> PageProblem:
        """What an error says that was met with on a page."""
        return cls(page_name, " ".join(part for part in (error.what, error.advice) if part), error.where)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.page_name, self.where, self.reason) if part)
