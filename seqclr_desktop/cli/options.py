"""The options that several verbs share, so that they are called and explained the same everywhere."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from seqclr_desktop import places
from seqclr_desktop.document import Direction
from seqclr_desktop.errors import UsageError

_AUTO = "auto"  # of directions: what the texts say


def positive_number(text: str) -> float:
    """A number above 0, for minutes. Raises argparse's error."""
    with suppress(ValueError):
        number = float(text)
        if 0 < number < float("inf"):
            return number
    raise argparse.ArgumentTypeError(f"“{text}” is no number above 0")


def nonnegative_number(text: str) -> float:
    """A number from 0, for weights. Raises argparse's error."""
    with suppress(ValueError):
        number = float(text)
        if 0 <= number < float("inf"):
            return number
    raise argparse.ArgumentTypeError(f"“{text}” is no number from 0 on")


def positive_count(text: str) -> int:
    """A whole number from 1. Raises argparse's error."""
    with suppress(ValueError):
        number = int(text)
        if number >= 1:
            return number
    raise argparse.ArgumentTypeError(f"“{text}” is no whole number above 0")


def whole_number(text: str) -> int:
    """A whole number from 0. Raises argparse's error."""
    with suppress(ValueError):
        number = int(text)
        if number >= 0:
            return number
    raise argparse.ArgumentTypeError(f"“{text}” is no whole number from 0 on")


def add_collection(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("collection", metavar="COLLECTION", type=folder, help="the collection's folder")


def add_pages_from(parser: argparse.ArgumentParser, *, what: str) -> None:
    parser.add_argument(
        "--pages-from", metavar="FILE", type=Path, help=f"{what}: a text file with one page file name per line"
    )


def add_direction(parser: argparse.ArgumentParser, *, default: str) -> None:
    """`--direction`; `default` says what is done without it."""
    parser.add_argument(
        "--direction",
        choices=(_AUTO, *Direction),
        help="which way the writing runs, kept with the collection: from left to right (ltr), from right to left "
        f"(rtl), or as most transcribed lines do, else from left to right (auto); default: {default}",
    )


def direction_of(choice: str) -> Direction | None:
    """The direction named by `--direction`; None for auto."""
    return None if choice == _AUTO else Direction(choice)


def add_device(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--device",
        choices=("auto", "cpu", "cuda", "mps"),
        default="auto",
        help="what to compute on: the processor (cpu), an NVIDIA GPU (cuda), Apple's GPU (mps); default: the fastest",
    )
    add_threads(parser)


def add_threads(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--threads", metavar="N", type=positive_count, help="how many processor threads to use; default: chosen"
    )


def add_beam(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--beam",
        metavar="N",
        type=positive_count,
        default=1,
        help="follow the N likeliest beginnings of each line instead of the likeliest letter at each step; "
        "slower; default: 1",
    )


def add_schedule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--minutes",
        metavar="M",
        type=positive_number,
        help="how long to learn: the schedule fits itself to it; default: until it is good",
    )
    parser.add_argument(
        "--epochs", metavar="N", type=positive_count, help="how often to go through all lines, instead of --minutes"
    )
    parser.add_argument(
        "--steps",
        metavar="N",
        type=positive_count,
        help="how many steps of a few lines each, instead of both",
    )
    add_seed(parser)


def add_seed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seed",
        metavar="S",
        type=int,
        default=0,
        help="where chance begins; the same seed chooses the same; default: 0",
    )


def folder(text: str) -> Path:
    """The folder that a person typed, with its whole path."""
    return places.typed(text).absolute()


def page_names(file: Path | None) -> tuple[str, ...]:
    """The names in a list of pages, blank lines left out; none without a file. Raises UsageError."""
    if file is None:
        return ()
    try:
        content = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "This list of pages cannot be read.", where=str(file), advice="Name a text file with one page per line."
        ) from error
    names = tuple(line.strip() for line in content.splitlines() if line.strip())
    if not names:
        raise UsageError("This list of pages is empty.", where=str(file))
    return names


def add_start(parser: argparse.ArgumentParser, default: str) -> None:
    """`--model` or `--from-scratch`; `default` says what is started from without them."""
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--model", metavar="NAME", default="", help=f"the model to start from; default: {default}")
    start.add_argument("--from-scratch", action="store_true", help="start from chance, without any model")
