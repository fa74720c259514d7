"""Lines of published sources in memory: what a base model is made from, and judged by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from seqclr_desktop.document import Direction, box_baseline
from seqclr_desktop.errors import UsageError
from seqclr_desktop.exchange.line_strips import LineStrip, read_line_strips
from seqclr_desktop.geometry import Box
from seqclr_desktop.images.line_crop import crop_line
from seqclr_desktop.jobs.job import Control, Progress

if TYPE_CHECKING:
    from seqclr_desktop.training.lines import LabelledLines


class Strips:
    """Line images in memory (see `training.lines.LineImages`)."""

    def __init__(self) -> None:
        self._images: list[np.ndarray] = []

    def __len__(self) -> int:
        return len(self._images)

    def add(self, image: np.ndarray) -> None:
        self._images.append(image)

    def line_id(self, index: int) -> int:
        return index + 1

    def width_px(self, index: int) -> int:
        return int(self._images[index].shape[1])

    def image(self, index: int) -> np.ndarray:
        return self._images[index]


def source_folders(data_folder: Path, sources: Sequence[str]) -> list[Path]:
    """The folders below `data_folder` that the patterns name (`base-lines/*`). Raises UsageError if there is none."""
    named = [folder for source in sources for folder in sorted(data_folder.glob(source))]
    folders = [folder for folder in named if (folder / "lines.tsv").exists()]
    if not folders:
        raise UsageError(f"None of the recipe's sources was found in {data_folder}.")
    return folders


def published_lines(folders: Sequence[Path], height_px: int, control: Control) -> tuple[LabelledLines, LabelledLines]:
    """(to learn from, to validate with). Raises UnreadableFileError."""
    parts = (_Part(), _Part())
    for done, folder in enumerate(folders, start=1):
        for strip in read_line_strips(folder):
            parts[strip.is_for_validation].add(strip, height_px)
        control.report(Progress(done, len(folders), "sources", folder.name))
    return parts[0].lines(), parts[1].lines()


def validation_lines(folder: Path, height_px: int) -> LabelledLines:
    """Those of one source. Raises UnreadableFileError."""
    part = _Part()
    for strip in read_line_strips(folder):
        if strip.is_for_validation:
            part.add(strip, height_px)
    return part.lines()


def strip_image(grey: np.ndarray, height_px: int) -> np.ndarray:
    """The picture of a line (H, W) uint8 as a recogniser sees it, (height_px, W') uint8 with ink 255."""
    box = Box(0, 0, grey.shape[1], grey.shape[0])
    return crop_line(grey, box_baseline(box), box.as_polygon(), height_px)


class _Part:
    """Lines gathered one by one."""

    def __init__(self) -> None:
        self._images = Strips()
        self._texts: list[str] = []
        self._directions: list[Direction] = []

    def add(self, strip: LineStrip, height_px: int) -> None:
        self._images.add(strip_image(strip.grey, height_px))
        self._texts.append(strip.text)
        self._directions.append(strip.direction)

    def lines(self) -> LabelledLines:
        from seqclr_desktop.training.lines import LabelledLines

        return LabelledLines(self._images, self._texts, self._directions)
