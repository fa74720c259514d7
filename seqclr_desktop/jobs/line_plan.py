"""Which lines a fine-tuning learns from and is watched with, decided once; and these lines with their texts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line, Page, Split
from seqclr_desktop.errors import TrainingError
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.jobs.line_images import LineImageMaker, StoredLineImages
from seqclr_desktop.jobs.page_splits import split_lines
from seqclr_desktop.jobs.problems import PageProblem
from seqclr_desktop.marks import label_text
from seqclr_desktop.training.enough_lines import TranscribedLines, refuse_too_few

if TYPE_CHECKING:
    from seqclr_desktop.training.lines import LabelledLines
    from seqclr_desktop.training.self_training import UnlabelledLines

_MOST_UNLABELLED = 3000  # cutting out and reading more would take the time that learning needs


@dataclass(frozen=True)
class LinePlan:
    """The lines of a fine-tuning, kept with the run, so that a resumed one uses the same.

    `unlabelled` are those it may label itself (`training.self_training`): nobody transcribed them, or they
    were named for it and what is written on them is left unseen.
    """

    train: tuple[int, ...]
    valid: tuple[int, ...]
    note: str = ""
    unlabelled: tuple[int, ...] = ()

    @classmethod
    def of(
        cls,
        collection: Collection,
        label_count: int | None,
        train_pages: Sequence[str],
        valid_pages: Sequence[str],
        seed: int,
    ) -> LinePlan:
        """Raises TrainingError when fewer lines are transcribed than asked for, or nothing can be learned from them."""
        from seqclr_desktop.training.label_checks import refuse_hopeless

        split = split_lines(collection, train_pages, valid_pages)
        total = collection.overview().human_count
        refuse_too_few(TranscribedLines(total, len(split.train), len(split.valid), split.test_count))
        train = split.train
        if label_count is not None:
            if label_count > len(train):
                raise TrainingError(
                    f"{label_count} transcribed lines were asked for, but only {len(train)} are there to learn from.",
                    advice="Ask for fewer, or transcribe more.",
                )
            train = tuple(sorted(random.Random(seed).sample(train, label_count)))
        refuse_hopeless([line.human.text for line in collection.lines_by_id((*train, *split.valid)) if line.human])
        return cls(train, split.valid, split.note)

    def with_unlabelled(self, collection: Collection, page_names: Sequence[str], seed: int) -> LinePlan:
        """The plan with lines to label itself: of the named pages all, else those without a person's text.

        Pages that watch the learning or are kept for the test give none, so that what is read there stays a
        measure. Raises CollectionError for unknown names.
        """
        known = {*self.train, *self.valid}
        taught = {line.page_id for line in collection.lines_by_id(self.train)}
        away = {line.page_id for line in collection.lines_by_id(self.valid)} - taught
        pages = collection.pages_named(page_names) if page_names else collection.pages()
        pages = [page for page in pages if page.id not in away and page.split not in (Split.VALID, Split.TEST)]
        random.Random(seed).shuffle(pages)  # whole pages, so that few scans must be opened
        found: list[int] = []
        for page in pages:
            if len(found) >= _MOST_UNLABELLED:
                break
            found += [
                line.id
                for line in _lines_of(collection, page)
                if line.id is not None and line.id not in known and (page_names or not _has_text(line))
            ]
        return replace(self, unlabelled=tuple(found))

    def to_record(self) -> dict[str, Any]:
        """Plain values for the record of a run."""
        return {name: list(getattr(self, name)) for name in ("train", "valid", "unlabelled")} | {"note": self.note}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """What `to_record` gave, among other values perhaps; records from before self-training have no `unlabelled`."""
        return cls(tuple(record["train"]), tuple(record["valid"]), record["note"], tuple(record.get("unlabelled", ())))


def _has_text(line: Line) -> bool:
    """Whether a person has written anything of the line."""
    return line.human is not None and bool(line.human.text)


def _lines_of(collection: Collection, page: Page) -> list[Line]:
    assert page.id is not None
    return [line for line in collection.lines(page.id) if not line.is_unusable]


def labelled_lines_of(
    collection: Collection, maker: LineImageMaker, line_ids: Sequence[int], control: Control
) -> tuple[LabelledLines, list[PageProblem]]:
    """Images and texts of lines, page after page."""
    images, problems = _images_of(collection, maker, line_ids, control)
    return labelled_lines(images), problems


def unlabelled_lines_of(
    collection: Collection, maker: LineImageMaker, line_ids: Sequence[int], control: Control
) -> tuple[UnlabelledLines, list[PageProblem]]:
    """Images of lines to be read without looking at any text."""
    from seqclr_desktop.training.self_training import UnlabelledLines

    images, problems = _images_of(collection, maker, line_ids, control)
    return UnlabelledLines(images, [line.direction for line in images.lines]), problems


def _images_of(
    collection: Collection, maker: LineImageMaker, line_ids: Sequence[int], control: Control
) -> tuple[StoredLineImages, list[PageProblem]]:
    """Of those that are still there: between a break and its end a person may have deleted some."""
    there = collection.lines_there(line_ids)
    page_ids = dict.fromkeys(line.page_id for line in there)
    pages = [collection.page(page_id) for page_id in page_ids if page_id is not None]
    return maker.prepare(pages, control, wanted={line.id for line in there if line.id is not None})


def labelled_lines(images: StoredLineImages) -> LabelledLines:
    """The images with the human texts of their lines, and what is to be learnt of them."""
    from seqclr_desktop.training.lines import LabelledLines

    lines: Sequence[Line] = images.lines
    return LabelledLines(
        images,
        texts=[line.human.text if line.human else "" for line in lines],
        directions=[line.direction for line in lines],
        labels=[label_of(line) for line in lines],
    )


def label_of(line: Line) -> str:
    """What there is to learn of a line: nothing without a person's text, or with a gap in it."""
    return label_text(line.human.text, line.human.marks) if line.human else ""
