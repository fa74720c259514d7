"""SQL is spoken in one room, so that only that room knows how a collection is kept."""

import re
from pathlib import Path

SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|(INSERT|REPLACE)\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA)\b|\._database\b"
)
CACHES = {"line_cache.py"}  # things that can be made again, in a file of their own


def test_no_other_room_speaks_sql(checkout: Path) -> None:
    package = checkout / "seqclr_desktop"
    others = [path for path in package.rglob("*.py") if (package / "collection") not in path.parents]
    speaking = {path.name for path in others if SQL.search(path.read_text(encoding="utf-8"))}
    assert len(others) > 10
    assert speaking - CACHES == set()
