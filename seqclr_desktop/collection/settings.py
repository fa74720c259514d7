"""Small settings that belong to a collection and move with it, such as its name."""

from __future__ import annotations

from seqclr_desktop.collection.shelf import Shelf
from seqclr_desktop.collection.stored_values import writable_text


class Settings(Shelf):
    """Words kept under a key. What they mean is known to those who write them."""

    def setting(self, key: str, default: str = "") -> str:
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
            return default if row is None else str(row[0])

    def set_setting(self, key: str, value: str) -> None:
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (key, writable_text(value))
            )
