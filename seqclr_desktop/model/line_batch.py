"""Line images of different widths -> one padded batch that remembers each line's width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

_COLUMNS_PER_BATCH = 24_000  # sixteen lines of 1 500 pixels


@dataclass(frozen=True)
class LineBatch:
    """`images`: (N, 1, H, W) float in 0–1, paper 0 and ink 1, padded on the right with paper.

    `widths_px`: (N,) true widths in pixels.
    """

    images: Tensor
    widths_px: Tensor

    def to(self, device: torch.device) -> LineBatch:
        return LineBatch(self.images.to(device), self.widths_px.to(device))

    @property
    def line_count(self) -> int:
        return int(self.images.shape[0])


def make_batch(lines: Sequence[np.ndarray], width_step_px: int = 32) -> LineBatch:
    """Lines (H, W_i) uint8, all of one height -> batch; W is rounded up so that few widths occur."""
    widest = max(line.shape[1] for line in lines)
    width = -(-widest // width_step_px) * width_step_px
    padded = np.zeros((len(lines), 1, lines[0].shape[0], width), np.uint8)
    for row, line in enumerate(lines):
        padded[row, 0, :, : line.shape[1]] = line
    images = torch.from_numpy(padded).float().div_(255)  # (N, 1, H, W)
    return LineBatch(images, torch.tensor([line.shape[1] for line in lines]))


def batches_by_width(
    widths_px: Sequence[int], batch_lines: int, columns_per_batch: int = _COLUMNS_PER_BATCH
) -> list[list[int]]:
    """Places of all lines once, narrow ones first and like widths together, for reading.

    A batch holds at most `batch_lines`, and fewer of wide lines: `columns_per_batch` bounds its memory. A
    line wider than that is alone.
    """
    batches: list[list[int]] = []
    for place in sorted(range(len(widths_px)), key=lambda place: widths_px[place]):
        has_room = batches and len(batches[-1]) < batch_lines
        if has_room and (len(batches[-1]) + 1) * widths_px[place] <= columns_per_batch:
            batches[-1].append(place)
        else:
            batches.append([place])
    return batches


def frame_mask(frame_counts: Tensor, frames: int) -> Tensor:
    """(N,) counts -> (N, frames) bool, true on the frames that belong to the line."""
    return torch.arange(frames, device=frame_counts.device)[None, :] < frame_counts[:, None]
