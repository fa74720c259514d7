"""When a page came into the collection, and when what is on it was last changed.

Triggers keep the latter, so that no way of changing lines or texts can forget it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from seqclr_desktop.collection.shelf import Shelf

_NOW = "strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now')"  # as `stored_values.now` writes it
_SEEN = (
    "position",
    "region_index",
    "baseline",
    "polygon",
    "direction",
    "is_removed",
    "human_id",
    "machine_id",
)  # what of a line its page shows


@dataclass(frozen=True)
class PageMoments:
    """In UTC, ISO 8601, to the second. `changed_at` is when lines, regions or texts were last changed."""

    added_at: str
    changed_at: str


class Moments(Shelf):
    """The moments of pages."""

    def page_moments(self, page_id: int) -> PageMoments | None:
        """None when there is no such page."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT added_at, changed_at FROM pages WHERE id = ?", (page_id,)).fetchone()
        return PageMoments(*row) if row else None


def add_moments_of_change(connection: sqlite3.Connection) -> None:
    """Pages that are there already were changed when their newest text was written."""
    connection.execute("ALTER TABLE pages ADD COLUMN changed_at TEXT NOT NULL DEFAULT ''")
    connection.execute(
        """UPDATE pages SET changed_at = max(added_at, coalesce((
               SELECT max(v.created_at) FROM lines l JOIN text_versions v ON v.id IN (l.human_id, l.machine_id)
               WHERE l.page_id = pages.id), ''))"""
    )
    for statement in _triggers():
        connection.execute(statement)


def _triggers() -> Iterator[str]:
    before, after = (", ".join(f"{row}.{name}" for name in _SEEN) for row in ("OLD", "NEW"))
    moved = f"({before}) IS NOT ({after}) AND 0 IN (OLD.is_removed, NEW.is_removed)"
    yield f"CREATE TRIGGER page_added AFTER INSERT ON pages BEGIN {_touch('NEW.id')} END"
    yield f"CREATE TRIGGER page_gets_a_line AFTER INSERT ON lines BEGIN {_touch('NEW.page_id')} END"
    yield f"""CREATE TRIGGER page_loses_a_line AFTER DELETE ON lines WHEN OLD.is_removed = 0
              BEGIN {_touch("OLD.page_id")} END"""
    yield f"""CREATE TRIGGER page_has_a_changed_line AFTER UPDATE OF {", ".join(_SEEN)} ON lines WHEN {moved}
              BEGIN {_touch("NEW.page_id")} END"""
    yield f"CREATE TRIGGER page_gets_a_region AFTER INSERT ON regions BEGIN {_touch('NEW.page_id')} END"
    yield f"CREATE TRIGGER page_loses_a_region AFTER DELETE ON regions BEGIN {_touch('OLD.page_id')} END"


def _touch(page: str) -> str:
    return f"UPDATE pages SET changed_at = {_NOW} WHERE id = {page} AND changed_at <> {_NOW};"
