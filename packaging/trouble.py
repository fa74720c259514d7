"""The one error of setting up: a sentence for the person at the terminal."""

from __future__ import annotations

import sys


class SetupTroubleError(Exception):
    """Something is missing that this script cannot provide; the message says what to do."""


def tell(sentence: str) -> None:
    """Say what is being done. Standard output belongs to the program that is started afterwards."""
    print(sentence, file=sys.stderr, flush=True)
