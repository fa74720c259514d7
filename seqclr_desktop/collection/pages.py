"""The pages of a collection: which scans they show, their order, their use in learning.

Scans are referenced where they lie and never touched.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from seqclr_desktop.collection.line_rows import (
    insert_line,
    lines_of_page,
    regions_of_page,
    update_shape,
    waiting_lines_of_page,
    write_regions,
)
from seqclr_desktop.collection.page_names import find_by_name
from seqclr_desktop.collection.shelf import Shelf
from seqclr_desktop.collection.stored_values import now, read_path, writable_text, write_path
from seqclr_desktop.collection.turning import turn_line, turn_points
from seqclr_desktop.document import AuthorKind, Line, Page, PageContent, Region, Split
from seqclr_desktop.errors import CollectionError

SELECT_PAGES = """SELECT id, position, name, path, frame, content_hash, width_px, height_px, rotation, split,
    lines_looked_for, line_count, human_count, machine_count, to_transcribe_count FROM pages"""
_IN_ORDER = " ORDER BY position, id"


class Pages(Shelf):
    """The pages of a collection. Unknown ids raise CollectionError."""

    def add_page(self, page: Page, content: PageContent | None = None) -> Page:
        """Add a page at the end, with the lines and texts that came with it, in one transaction.

        Human texts in `content` become texts of the kind IMPORT. Returns the page with id, position and
        counts. Any refusal noted for the same file is forgotten.
        """
        content = content or PageContent(page.width_px, page.height_px)
        with self._database.writing() as connection:
            page_id = self._insert(connection, page, has_lines=bool(content.lines))
            write_regions(connection, page_id, content.regions)
            for position, line in enumerate(content.lines):
                insert_line(connection, page_id, _as_imported(line), position)
            connection.execute("DELETE FROM refusals WHERE path = ?", (write_path(page.path, self.folder),))
            return self.page(page_id)

    def _insert(self, connection: sqlite3.Connection, page: Page, *, has_lines: bool) -> int:
        values: dict[str, Any] = {
            "name": writable_text(page.name),
            "path": write_path(page.path, self.folder),
            "frame": page.frame,
            "content_hash": page.content_hash,
            "width_px": page.width_px,
            "height_px": page.height_px,
            "rotation": page.rotation,
            "split": page.split.value if page.split else None,
            "lines_looked_for": page.lines_looked_for or has_lines,
            "added_at": now(),
        }
        places = ", ".join(f":{key}" for key in values)
        number = connection.execute(
            f"""INSERT INTO pages (position, {", ".join(values)})
                VALUES ((SELECT coalesce(max(position) + 1, 0) FROM pages), {places})""",
            values,
        ).lastrowid
        assert number is not None
        return number

    def pages(self, split: Split | None = None) -> list[Page]:
        """All pages, or those of one split, in order and with their counts."""
        with self._database.reading() as connection:
            if split is None:
                rows = connection.execute(SELECT_PAGES + _IN_ORDER)
            else:
                rows = connection.execute(f"{SELECT_PAGES} WHERE split = ?{_IN_ORDER}", (split.value,))
            return [self._page_from_row(row) for row in rows]

    def page(self, page_id: int) -> Page:
        with self._database.reading() as connection:
            row = connection.execute(f"{SELECT_PAGES} WHERE id = ?", (page_id,)).fetchone()
        if row is None:
            raise CollectionError(f"There is no page {page_id} in this collection.", advice="It may have been removed.")
        return self._page_from_row(row)

    def pages_named(self, names: Sequence[str]) -> list[Page]:
        """The pages that `names` mean, in that order, each once.

        A name is a page's name, else its file name, else its file name without ending; composed and
        decomposed accents are the same. Raises CollectionError naming the names that fit no page.
        """
        return find_by_name(self.pages(), names)

    def page_with_hash(self, content_hash: str, frame: int) -> Page | None:
        """The page that shows this frame of a file with this content, wherever the file lies."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id FROM pages WHERE content_hash = ? AND frame = ? ORDER BY position", (content_hash, frame)
            ).fetchone()
            return self.page(row[0]) if row else None

    def rotations(self, page_ids: Sequence[int]) -> dict[int, int]:
        """How these pages are turned, in degrees clockwise; those that have gone are left out."""
        with self._database.reading() as connection:
            return dict(
                connection.execute(
                    "SELECT id, rotation FROM pages WHERE id IN (SELECT value FROM json_each(?))",
                    (json.dumps(list(page_ids)),),
                )
            )

    def set_rotation(self, page_id: int, rotation: int) -> None:
        """Turn the page to `rotation` (degrees clockwise: 0, 90, 180, 270); its size and lines turn with it."""
        if rotation not in (0, 90, 180, 270):
            raise ValueError(f"a page is turned by quarters, not by {rotation} degrees")
        with self._database.writing() as connection:
            page = self.page(page_id)
            turn = (rotation - page.rotation) % 360
            if turn:
                _turn_content(connection, page, turn)
                size = (page.width_px, page.height_px) if turn == 180 else (page.height_px, page.width_px)
                connection.execute(
                    "UPDATE pages SET rotation = ?, width_px = ?, height_px = ? WHERE id = ?",
                    (rotation, *size, page_id),
                )

    def turn_pages(self, page_ids: Sequence[int], quarters: int) -> None:
        """Turn these pages by quarters, clockwise, all of them or none. Raises CollectionError when one has gone."""
        with self._database.writing():
            for page_id in page_ids:
                self.set_rotation(page_id, (self.page(page_id).rotation + 90 * quarters) % 360)

    def set_splits(self, splits: Mapping[int, Split | None]) -> None:
        """Say what pages are for; pages not named keep what they were."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE pages SET split = ? WHERE id = ?",
                [(split.value if split else None, page_id) for page_id, split in splits.items()],
            )

    def remove_pages(self, page_ids: Sequence[int]) -> None:
        """Take pages with their lines and texts out of the collection for good; the scans stay where they are."""
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM pages WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(page_ids)),)
            )

    def relink_page(self, page_id: int, path: Path) -> None:
        """Tell where the scan of a page lies now. The page keeps its name."""
        with self._database.writing() as connection:
            self.page(page_id)
            stored = write_path(path, self.folder)
            connection.execute("UPDATE pages SET path = ?, former_path = NULL WHERE id = ?", (stored, page_id))

    def _page_from_row(self, row: tuple[Any, ...]) -> Page:
        number, position, name, path, frame, content_hash, width_px, height_px = row[:8]
        rotation, split, lines_looked_for, line_count, human_count, machine_count, to_transcribe_count = row[8:]
        return Page(
            name=name,
            path=read_path(path, self.folder),
            width_px=width_px,
            height_px=height_px,
            frame=frame,
            rotation=rotation,
            content_hash=content_hash,
            split=Split(split) if split else None,
            position=position,
            line_count=line_count,
            human_count=human_count,
            machine_count=machine_count,
            to_transcribe_count=to_transcribe_count,
            lines_looked_for=bool(lines_looked_for),
            id=number,
        )


def _as_imported(line: Line) -> Line:
    if line.human is None:
        return line
    return dataclasses.replace(line, human=dataclasses.replace(line.human, author_kind=AuthorKind.IMPORT))


def _turn_content(connection: sqlite3.Connection, page: Page, turn: int) -> None:
    assert page.id is not None
    for line in (*lines_of_page(connection, page.id), *waiting_lines_of_page(connection, page.id)):
        update_shape(connection, turn_line(line, page.width_px, page.height_px, turn))
    turned = [
        Region(turn_points(region.polygon, page.width_px, page.height_px, turn), region.kind)
        for region in regions_of_page(connection, page.id)
    ]
    write_regions(connection, page.id, turned)
