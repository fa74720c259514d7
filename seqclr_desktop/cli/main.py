"""The parser, and the one place of the terminal where errors become a sentence and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import seqclr_desktop
from seqclr_desktop import places
from seqclr_desktop.cli import (
    add_pages,
    check,
    curve,
    demo,
    doctor,
    evaluate,
    experiment,
    export,
    find_lines,
    finetune,
    info,
    learn,
    models,
    new,
    next_lines,
    pretrain,
    replace,
    search,
    transcribe,
)
from seqclr_desktop.cli.json_report import to_line
from seqclr_desktop.cli.options import folder
from seqclr_desktop.cli.terminal_progress import TerminalProgress
from seqclr_desktop.cli.verb import STOPPED, Answer, Call, Verb
from seqclr_desktop.errors import AppError, Cancelled, UsageError

VERBS: tuple[Verb, ...] = (
    new, add_pages, find_lines, pretrain, finetune, learn, evaluate, experiment, curve, transcribe, search, replace,
    next_lines, check, export, models, info, demo, doctor,
)  # fmt: skip
WindowOpener = Callable[[Sequence[str]], int]

_DEFECT = 70  # exit code: an error of the program itself
_LOG_NAME = "terminal.log"
_ABOUT = """\
Learns to read the handwriting of a collection, on your own machine.

Without an argument, or with the folder of a collection, the window opens. The usual order of the work:
new, add, lines, pretrain, finetune, evaluate, transcribe, export (or learn, for the three in the middle)."""

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str], open_window: WindowOpener) -> int:
    """Run the verb that `arguments` name, or open the window; return the exit code and never raise."""
    given = list(arguments)
    _speak_unicode()
    _log_to_file()
    wants_json = "--json" in given
    try:
        answer = _answer(given)
        if answer.opens is not None:
            _check_display()
            return open_window(answer.opens)
    except AppError as error:
        return _failed(str(error), error.exit_code, wants_json)
    except (Cancelled, KeyboardInterrupt):
        return _failed("Stopped. What was finished is kept.", STOPPED, wants_json)
    except Exception:  # noqa: BLE001 - whatever it is, it is told as a defect
        _log.exception("defect in %r", given)
        return _failed(f"The program made a mistake, which is not your fault. {_details()}", _DEFECT, wants_json)
    try:
        _tell(answer, wants_json)
    except BrokenPipeError:
        _let_go_of_output()
    return answer.exit_code


def _answer(given: list[str]) -> Answer:
    if not given or _names_folder(given[0]):
        return Answer({}, opens=tuple(given))
    options = _parser().parse_args(given)
    progress = TerminalProgress(is_quiet=options.quiet)
    with progress.obeying_keys():
        answer: Answer = options.run(Call(options, progress))
    return answer


def _names_folder(argument: str) -> bool:
    is_verb = argument in {verb.NAME for verb in VERBS}
    return not is_verb and not argument.startswith("-") and places.is_folder(folder(argument))


def _check_display() -> None:
    """Qt would end the process without a word a person understands."""
    shows = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in shows):
        raise UsageError(
            "There is no display to open a window on.", advice="See seqclr-desktop --help for the work in a terminal."
        )


class _Parser(argparse.ArgumentParser):
    """Complains by our own error, so that complaints reach a person or a program like all others."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", advice=f"See {self.prog} --help.")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """The choices as they are typed: argparse would show what they are in Python."""
        if action.choices is not None and value not in action.choices:
            known = ", ".join(str(choice) for choice in action.choices)
            raise argparse.ArgumentError(action, f"“{value}” is none of: {known}")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="seqclr-desktop", description=_ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"SeqCLR Desktop {seqclr_desktop.__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb in VERBS:
        verb_parser = verbs.add_parser(verb.NAME, help=verb.SUMMARY, description=_sentence(verb.SUMMARY))
        verb.add_options(verb_parser)
        verb_parser.add_argument(
            "--json", action="store_true", help="end standard output with the result as one line of JSON"
        )
        verb_parser.add_argument("--quiet", action="store_true", help="show no progress")
        verb_parser.set_defaults(run=verb.run)
    return parser


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _tell(answer: Answer, wants_json: bool) -> None:
    """People read the sentences; with `--json` they go to standard error, and a program reads the report."""
    for sentence in answer.sentences:
        print(sentence, file=sys.stderr if wants_json else sys.stdout)
    if wants_json:
        print(to_line(answer.report))
    sys.stdout.flush()


def _failed(sentence: str, exit_code: int, wants_json: bool) -> int:
    with contextlib.suppress(OSError):  # perhaps nobody listens any more
        print(sentence, file=sys.stderr, flush=True)
        if wants_json:
            print(to_line({"error": sentence, "exit_code": exit_code}), flush=True)
    return exit_code


def _details() -> str:
    """Where a defect was written down."""
    try:
        return f"Details: {places.log_folder() / _LOG_NAME}"
    except AppError as error:
        return str(error)


def _let_go_of_output() -> None:
    """Nobody reads on, as after `| head`: what waits to be written must not fail when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _speak_unicode() -> None:
    """Consoles with an old code page show what they can instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _log_to_file() -> None:
    """Warnings and defects go to a file that a person can send us."""
    with contextlib.suppress(OSError, AppError):
        handler = logging.FileHandler(places.log_folder() / _LOG_NAME, encoding="utf-8", delay=True)
        handler.setLevel(logging.WARNING)
        logging.basicConfig(handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s")
