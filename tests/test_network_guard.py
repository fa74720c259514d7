"""The network is out of reach in tests."""

import socket

import pytest

from tests.network_guard import NetworkUsedError


def test_connecting_to_the_network_is_refused() -> None:
    with socket.socket() as speaker, pytest.raises(NetworkUsedError):
        speaker.connect(("127.0.0.1", 9))


def test_looking_up_a_name_is_refused() -> None:
    with pytest.raises(NetworkUsedError):
        socket.getaddrinfo("example.org", 80)


def test_sockets_within_the_machine_stay_allowed() -> None:
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"a line")
        assert right.recv(6) == b"a line"
