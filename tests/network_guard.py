"""Keeps a test from speaking to the network: the program must work, and be tested, with none."""

from __future__ import annotations

import socket
import sys
from typing import Any

_SPEAKING = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"}
_LOOKING_UP = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class NetworkUsedError(Exception):
    """A test, or the code it runs, reached for the network."""


def _stands_in_for_unix_sockets(address: object) -> bool:
    """On Windows Python makes its socket pairs from the loopback."""
    return sys.platform == "win32" and isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1")


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event in _LOOKING_UP:
        raise NetworkUsedError(f"a name was looked up: {args[0]!r}")
    if event in _SPEAKING:
        speaker, address = args[0], args[1]
        is_local = getattr(socket, "AF_UNIX", None) == speaker.family
        if not is_local and not _stands_in_for_unix_sockets(address):
            raise NetworkUsedError(f"a socket was used: {address!r}")


def install() -> None:
    """Refuse the network to this process until it ends (an audit hook cannot be taken out again)."""
    sys.addaudithook(_watch)
