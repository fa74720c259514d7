#!/usr/bin/env python3
"""One command from a fresh checkout to the running program. Needs Python 3.11 and nothing else.

    python3 packaging/run.py                 open the window
    python3 packaging/run.py demo            the sample collection: in the window, or, with no display,
                                             the whole work on it in the terminal
    python3 packaging/run.py test            lint, import rules, types and tests
    python3 packaging/run.py test ARGUMENTS  pytest alone, with these arguments
    python3 packaging/run.py VERB ...        any verb of the program: new, add, lines, pretrain, ...

The first start makes a private environment in `.private-env` beside this checkout's files (delete the
folder to begin anew) and installs PyTorch and the rest into it; later starts find it ready.

SEQCLR_DESKTOP_TORCH   which PyTorch to install, as pip says it ("torch==2.13.0"), instead of choosing one
SEQCLR_DESKTOP_ENV     another folder for the private environment
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys

OLDEST_PYTHON = (3, 11)


def leave_old_python() -> None:
    """Go on with a newer Python where this one is too old, or say what to install."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    for name in ("python3.13", "python3.12", "python3.11", "python3.14"):
        found = shutil.which(name)
        if found:
            sys.exit(wait_for([found, *sys.argv]))
    sys.exit("SeqCLR Desktop needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))


def has_display() -> bool:
    """Whether a window can be shown. Only Linux and its like can be without."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def program_arguments(given: list[str]) -> list[str]:
    """The program's own arguments: `demo` opens the window where there is a display."""
    asks_for_help = any(argument in ("-h", "--help") for argument in given)
    if given[:1] == ["demo"] and has_display() and not asks_for_help and "--json" not in given:
        return ["demo", "--window", *given[1:]]
    return given


def opens_window(arguments: list[str]) -> bool:
    """Whether these arguments of the program show a window: none, a collection's folder, or `--window`."""
    return not arguments or "--window" in arguments or os.path.isdir(arguments[0])  # noqa: PTH112 - nothing else is needed


def become(command: list[str]) -> int:
    """Hand this process over to `command`, so that nothing stands between it and the terminal."""
    if os.name == "posix":  # on Windows a process that replaces itself gives the prompt back too early
        os.execv(command[0], command)
    return wait_for(command)


def wait_for(command: list[str]) -> int:
    """Run `command` to its end. Ctrl-C is its business: it stops with what it has, which takes longer than a moment."""
    former = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which the command would inherit
    try:
        return subprocess.call(command)
    finally:
        signal.signal(signal.SIGINT, former)


def main(given: list[str]) -> int:
    leave_old_python()
    import private_environment
    import system_libraries
    from trouble import SetupTroubleError

    try:
        if given[:1] == ["test"]:
            import checks

            return checks.run(private_environment.ready(for_tests=True), given[1:])
        python = private_environment.ready(for_tests=False)
        arguments = program_arguments(given)
        if opens_window(arguments):
            system_libraries.provide_for_qt(with_display=True)
    except SetupTroubleError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The next start goes on from here.", file=sys.stderr)
        return 130
    return become([str(python), "-m", "seqclr_desktop", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
