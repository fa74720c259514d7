"""SQL is spoken in one room only."""

import re
from pathlib import Path

FORBIDDEN = re.compile(
    r"\bsqlite3\b|\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM)\b|\._database\b"
)


def test_no_other_room_speaks_sql(checkout: Path) -> None:
    package = checkout / "seqclr_desktop"
    others = [path for path in package.rglob("*.py") if (package / "collection") not in path.parents]
    speaking = {path.name for path in others if FORBIDDEN.search(path.read_text(encoding="utf-8"))}
    assert len(others) > 10
    assert speaking == set()
