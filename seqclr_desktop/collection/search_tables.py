"""The tables of the search: two full-text indexes kept true by triggers, and other readings of doubtful words.

A line is found by the text that counts: the human one, else the machine's. Both indexes hold folded
letters (`folding.fold`, which every connection knows as `folded`): SQLite's own removal of diacritics
takes the points of Hebrew for ends of words, and its trigrams know none before version 3.45.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

_INDEXES = {
    # whole words and their beginnings
    "search_words": "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'",
    # every three letters, for words that are spelt a little otherwise; which lines have them is enough
    "search_trigrams": "tokenize = 'trigram', detail = none",
}
_COUNTS = "coalesce({row}.human_id, {row}.machine_id)"
_IS_FOUND = f"{{row}}.is_removed = 0 AND {_COUNTS} IS NOT NULL"
_TEXT = f"(SELECT folded(text) FROM text_versions WHERE id = {_COUNTS})"

_TABLES = (
    """CREATE VIEW search_texts AS SELECT l.id AS line_id, folded(v.text) AS text
        FROM lines l JOIN text_versions v ON v.id = coalesce(l.human_id, l.machine_id) WHERE l.is_removed = 0""",
    # start, end: the place of the word in the machine's text; folded: the word as one searches for it
    """CREATE TABLE word_alternatives (
        version_id INTEGER NOT NULL REFERENCES text_versions (id) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        word TEXT NOT NULL,
        folded TEXT NOT NULL,
        probability REAL NOT NULL,
        PRIMARY KEY (version_id, start, word)
    ) WITHOUT ROWID""",
    "CREATE INDEX alternatives_by_word ON word_alternatives (folded, probability)",
    # only the newest reading is searched, so those of the one before are room for nothing
    """CREATE TRIGGER old_alternatives_go AFTER UPDATE OF machine_id ON lines WHEN OLD.machine_id IS NOT NEW.machine_id
        BEGIN DELETE FROM word_alternatives WHERE version_id = OLD.machine_id; END""",
)


def make_search_tables(connection: sqlite3.Connection) -> None:
    for statement in (*_TABLES, *_indexes(), *_triggers()):
        connection.execute(statement)
    for index in _INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def _indexes() -> Iterator[str]:
    for name, options in _INDEXES.items():
        yield (
            f"CREATE VIRTUAL TABLE {name} USING fts5 "
            f"(text, content = 'search_texts', content_rowid = 'line_id', {options})"
        )
    # which words and which three letters there are, and in how many lines
    yield "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab (search_words, row)"
    yield "CREATE VIRTUAL TABLE search_parts USING fts5vocab (search_trigrams, row)"


def _triggers() -> Iterator[str]:
    yield f"CREATE TRIGGER line_to_search AFTER INSERT ON lines BEGIN {_put_in('NEW')} END"
    # before: the texts of a deleted line are deleted after it
    yield f"CREATE TRIGGER line_out_of_search BEFORE DELETE ON lines BEGIN {_take_out('OLD')} END"
    states = [f"(({_IS_FOUND}), {_COUNTS})".format(row=row) for row in ("OLD", "NEW")]
    yield (
        "CREATE TRIGGER line_changes_in_search AFTER UPDATE OF human_id, machine_id, is_removed ON lines "
        f"WHEN {' IS NOT '.join(states)} BEGIN {_take_out('OLD')} {_put_in('NEW')} END"
    )


def _put_in(row: str) -> str:
    put = "INSERT INTO {index} (rowid, text) SELECT {row}.id, {text} WHERE {is_found};"
    return _for_indexes(put, row)


def _take_out(row: str) -> str:
    take = "INSERT INTO {index} ({index}, rowid, text) SELECT 'delete', {row}.id, {text} WHERE {is_found};"
    return _for_indexes(take, row)


def _for_indexes(statement: str, row: str) -> str:
    text, is_found = _TEXT.format(row=row), _IS_FOUND.format(row=row)
    return " ".join(statement.format(index=index, row=row, text=text, is_found=is_found) for index in _INDEXES)
