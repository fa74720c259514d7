"""The job this view asks for. Call it away from the window's thread: making it may load heavy libraries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from seqclr_desktop.jobs.job import Job


def transcribe_job(folder: Path, model: str, page_names: Sequence[str], again: bool) -> Job[Any]:
    """Read what no person has transcribed: on the named pages or all, with `again` also what was read before."""
    from seqclr_desktop.jobs.transcribe_pages import TranscribePages

    return TranscribePages(folder, model, page_names, again)
