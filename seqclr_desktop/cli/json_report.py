"""Reports as plain JSON values on one line."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from pathlib import Path
from typing import Any


def plain(value: object) -> Any:
    """`value` as JSON knows it: records as objects, paths as strings, numbers that are none as null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Sequence | AbstractSet):
        return [plain(entry) for entry in value]
    return str(value)


def to_line(report: object) -> str:
    """One JSON object on one line, in ASCII, so that no terminal's encoding can spoil it."""
    return json.dumps(plain(report), allow_nan=False)
