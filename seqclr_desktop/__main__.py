"""The door to both: a verb runs in the terminal, no argument or a collection opens the window.

The terminal and the window do not know each other; this module hands the one to the other.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def _open_window(arguments: Sequence[str]) -> int:
    from seqclr_desktop.ui import app

    return app.main(list(arguments))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with the arguments after its name; return the exit code."""
    from seqclr_desktop.cli.main import main as run_in_terminal

    given = list(sys.argv[1:] if arguments is None else arguments)
    return run_in_terminal(given, open_window=_open_window)


if __name__ == "__main__":
    sys.exit(main())
