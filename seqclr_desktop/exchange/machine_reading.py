"""How a PAGE file says that a text is a machine's, so that it does not come back as a person's.

The comment carries a checksum of the text: where another program has corrected the text and kept the
comment, the two no longer agree, and the text counts as a person's.
"""

from __future__ import annotations

import re
import zlib

from seqclr_desktop.document import AuthorKind, TextVersion, normalise_text

_COMMENT = re.compile(r"read by the model (?P<model>.*), checksum (?P<sum>[0-9a-f]{8})")


def machine_comment(model: str, text: str) -> str:
    """The comment for a text that `model` has read."""
    return f"read by the model {model}, checksum {_checksum(text)}"


def read_machine_comment(comment: str, text: str, confidence: float | None) -> TextVersion | None:
    """The machine's text, when `comment` says so and `text` is what the machine had read."""
    found = _COMMENT.fullmatch(comment)
    if found is None or found["sum"] != _checksum(text):
        return None
    return TextVersion(normalise_text(text), AuthorKind.MODEL, found["model"], confidence=confidence)


def _checksum(text: str) -> str:
    return f"{zlib.crc32(normalise_text(text).encode()):08x}"
