"""Full-text search over the texts of a collection, over what a model may have meant, and past small slips.

Hits come in three kinds: lines that say what was asked for; lines that a model has read otherwise, but not
surely (keyword spotting); lines with a word that is spelt nearly so. Probability ranks the first two.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import prod

from rapidfuzz.distance import OSA

from seqclr_desktop.collection.folding import fold, fold_with_places
from seqclr_desktop.collection.search_query import WORD, SearchQuery, parse_query, trigrams, typo_count
from seqclr_desktop.collection.shelf import Shelf
from seqclr_desktop.collection.stored_values import read_confidences

_MOST_RANKED = 4000  # of more lines with the same word the first ones are ranked: nobody reads further
_MOST_COUNTED = 4000  # lines asked for with each three letters
_MOST_COMPARED = 400  # lines whose letters are compared one by one when a word may be misspelt
_LEAST_PROBABILITY = 0.02
_LAST = "\U0010ffff"  # after every letter


class HitKind(StrEnum):
    """Why a line was found."""

    WORDS = "words"
    ALTERNATIVE = "alternative"
    SIMILAR = "similar"


@dataclass(frozen=True)
class SearchHit:
    """A line that was found.

    `number` counts the lines of its page from 1. `spans` are the places in `text` that were found.
    `probability` (0–1) that the words stand there: 1 for what people wrote. `read_as` is the word a model
    held possible, for hits of that kind.
    """

    line_id: int
    page_id: int
    page_name: str
    number: int
    text: str
    is_human: bool
    kind: HitKind
    spans: tuple[tuple[int, int], ...]
    probability: float
    read_as: str = ""


@dataclass(frozen=True)
class SearchResult:
    """The best hits, best first. `exact_count` counts all lines that say what was asked for, shown or not."""

    hits: tuple[SearchHit, ...] = ()
    exact_count: int = 0


class Search(Shelf):
    """Finding lines by what stands in them."""

    def search(self, typed: str, limit: int = 100) -> SearchResult:
        """The lines for what a person typed; accents and case make no difference. Nothing typed finds nothing."""
        query = parse_query(typed)
        if not query.terms:
            return SearchResult()
        with self._database.reading() as connection:
            exact, count = _exact_hits(connection, query, limit)
            hits = exact
            for more in (_alternative_hits, _similar_hits):
                if len(hits) < limit:
                    known = {hit.line_id for hit in hits}
                    hits += more(connection, query, known, limit - len(hits))
        return SearchResult(tuple(hits), count)


_SELECT_FOUND = """SELECT l.id, l.page_id, p.name, l.position + 1, v.text, l.text_state > 0, v.char_confidences
    FROM lines l JOIN pages p ON p.id = l.page_id
    JOIN text_versions v ON v.id = coalesce(l.human_id, l.machine_id)"""
_IN_ORDER = "ORDER BY p.position, p.id, l.position"


@dataclass(frozen=True)
class _Found:
    """A row of `_SELECT_FOUND`."""

    line_id: int
    page_id: int
    page_name: str
    number: int
    text: str
    is_human: bool
    confidences: bytes | None

    def hit(self, kind: HitKind, spans: Sequence[tuple[int, int]], probability: float, read_as: str = "") -> SearchHit:
        return SearchHit(
            self.line_id,
            self.page_id,
            self.page_name,
            self.number,
            self.text,
            bool(self.is_human),
            kind,
            tuple(spans),
            round(probability, 4),
            read_as,
        )

    def certainty(self, spans: Iterable[tuple[int, int]]) -> float:
        """How sure it is that the characters in `spans` are right."""
        if self.is_human:
            return 1.0
        sure = read_confidences(self.confidences)
        return prod((value for start, end in spans for value in sure[start:end]), start=1.0)


def _exact_hits(connection: sqlite3.Connection, query: SearchQuery, limit: int) -> tuple[list[SearchHit], int]:
    (count,) = connection.execute(
        "SELECT count(*) FROM search_words WHERE search_words MATCH ?", (query.fts,)
    ).fetchone()
    # people's lines first; then by how sure the model was, which the index of lines knows without the texts
    chosen = f"""SELECT s.rowid FROM
        (SELECT rowid FROM search_words WHERE search_words MATCH ? LIMIT {_MOST_RANKED}) s
        JOIN lines l ON l.id = s.rowid ORDER BY l.text_state = 0, -l.confidence * (l.text_state = 0), s.rowid LIMIT ?"""
    rows = connection.execute(f"{_SELECT_FOUND} WHERE l.id IN ({chosen}) {_IN_ORDER}", (query.fts, limit))
    hits = []
    for row in rows:
        found = _Found(*row)
        spans = query.spans(fold_with_places(found.text))
        hits.append(found.hit(HitKind.WORDS, spans, found.certainty(spans)))
    return sorted(hits, key=lambda hit: -hit.probability), count


def _alternative_hits(
    connection: sqlite3.Connection, query: SearchQuery, known: set[int], limit: int
) -> list[SearchHit]:
    """Lines in which a model held the word possible. For one word: several doubtful ones together are hardly there."""
    if len(query.words) != 1:
        return []
    (term,) = query.terms
    (word,) = term.words
    condition = "a.folded = ?1" if term.is_whole else f"a.folded >= ?1 AND a.folded < ?1 || '{_LAST}'"
    rows = connection.execute(
        f"""SELECT l.id, a.start, a.end, a.word, a.probability
            FROM word_alternatives a JOIN text_versions v ON v.id = a.version_id
            JOIN lines l ON l.id = v.line_id AND l.machine_id = v.id AND l.text_state = 0 AND l.is_removed = 0
            WHERE {condition} AND a.probability >= {_LEAST_PROBABILITY}
            ORDER BY a.probability DESC LIMIT {_MOST_RANKED}""",
        (word,),
    )
    best: dict[int, tuple[int, int, str, float]] = {}
    for line_id, *alternative in rows:
        if line_id not in known and len(best) < limit:
            best.setdefault(line_id, tuple(alternative))
    found = _found_by_id(connection, best)
    return [
        found[line_id].hit(HitKind.ALTERNATIVE, [(start, end)], probability, read_as)
        for line_id, (start, end, read_as, probability) in best.items()
    ]


def _similar_hits(connection: sqlite3.Connection, query: SearchQuery, known: set[int], limit: int) -> list[SearchHit]:
    """Lines in which every word stands with a slip at the most; those most like what was typed first."""
    wanted = [word for word in query.words if typo_count(word)]
    if not wanted:
        return []
    # the longest word leaves the fewest lines to compare; the others must stand in the same ones
    longest = max(wanted, key=len)
    like = dict.fromkeys(_lines_with_like_words(connection, longest) + _lines_with_trigrams(connection, longest))
    candidates = [line_id for line_id in like if line_id not in known]
    slips_in = _SlipCounter(query.words)
    compared = [
        (slips, found)
        for found in _found_by_id(connection, candidates[: 2 * _MOST_COMPARED]).values()
        if (slips := slips_in.text(found.text)) is not None
    ]
    compared.sort(key=lambda item: item[0])
    hits = []
    for _, found in compared[:limit]:
        spans = slips_in.spans(found.text)
        hits.append(found.hit(HitKind.SIMILAR, spans, found.certainty(spans)))
    return hits


def _lines_with_like_words(connection: sqlite3.Connection, word: str) -> list[int]:
    """Lines with a word that has the same two letters in front and is `word` but for its allowed slips.

    A slip in the middle of a short word spoils all its trigrams.
    """
    start = word[:2]
    terms = connection.execute(
        "SELECT term FROM search_vocabulary WHERE term >= ? AND term < ?", (start, start + _LAST)
    )
    allowed = typo_count(word)
    like = [f'"{term}"' for (term,) in terms if OSA.distance(word, term, score_cutoff=allowed) <= allowed]
    if not like:
        return []
    rows = connection.execute(
        f"SELECT rowid FROM search_words WHERE search_words MATCH ? LIMIT {_MOST_COMPARED}", (" OR ".join(like[:100]),)
    )
    return [line_id for (line_id,) in rows]


def _lines_with_trigrams(connection: sqlite3.Connection, word: str) -> list[int]:
    """Lines that may hold `word` with its allowed slips, those with most of its rarest trigrams first.

    A slip spoils at most three trigrams (two letters exchanged, four), so of one more than can be spoilt one
    must be there.
    """
    parts = sorted(set(trigrams(word)), key=lambda part: _commonness(connection, part))
    counts: Counter[int] = Counter()
    for part in parts[: 4 * typo_count(word) + 1]:
        rows = connection.execute(
            f"SELECT rowid FROM search_trigrams WHERE search_trigrams MATCH ? LIMIT {_MOST_COUNTED}", (f'"{part}"',)
        )
        counts.update(line_id for (line_id,) in rows)
    return [line_id for line_id, _ in counts.most_common(_MOST_COMPARED)]


def _commonness(connection: sqlite3.Connection, part: str) -> int:
    row = connection.execute("SELECT doc FROM search_parts WHERE term = ?", (part,)).fetchone()
    return row[0] if row else 0


class _SlipCounter:
    """Compares the words of lines with those looked for. A word met with once is compared once."""

    def __init__(self, words: Sequence[str]) -> None:
        self._looked_for: list[tuple[str, int, dict[str, int]]] = [
            (word, typo_count(word), {}) for word in words
        ]  # with the slips in each word met with

    def text(self, text: str) -> int | None:
        """How many letters of all words looked for are otherwise in `text`; None when one is not there."""
        there = WORD.findall(fold(text))
        total = 0
        for word, allowed, known in self._looked_for:
            slips = min((self._slips(word, other, allowed, known) for other in there), default=allowed + 1)
            if slips > allowed:
                return None
            total += slips
        return total

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where in `text` the words stand that are most like those looked for."""
        folded = fold_with_places(text)
        there = list(WORD.finditer(folded.text))
        spans = set()
        for word, allowed, known in self._looked_for:
            slips = [self._slips(word, match.group(), allowed, known) for match in there]
            spans.add(folded.span_in_original(*there[slips.index(min(slips))].span()))
        return sorted(spans)

    def _slips(self, word: str, other: str, allowed: int, known: dict[str, int]) -> int:
        if other not in known:
            known[other] = int(OSA.distance(word, other, score_cutoff=allowed))
        return known[other]


def _found_by_id(connection: sqlite3.Connection, line_ids: Iterable[int]) -> dict[int, _Found]:
    rows = connection.execute(
        f"{_SELECT_FOUND} WHERE l.id IN (SELECT value FROM json_each(?)) {_IN_ORDER}", (json.dumps(list(line_ids)),)
    )
    return {row[0]: _Found(*row) for row in rows}
