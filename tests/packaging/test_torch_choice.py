"""The right PyTorch for each machine, and no long wait for an index that does not answer."""

from __future__ import annotations

import socket
import threading
import time

import pytest
import torch_choice


def words(*, nvidia: bool, system: str) -> list[str]:
    return [choice.words for choice in torch_choice.choices(nvidia=nvidia, system=system)]


@pytest.fixture(autouse=True)
def no_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEQCLR_DESKTOP_TORCH", raising=False)


def test_linux_without_gpu_tries_the_machine_itself_then_the_small_build_then_the_usual_one() -> None:
    assert words(nvidia=False, system="linux") == [
        "PyTorch kept on this machine",
        "PyTorch for the CPU",
        "PyTorch",
    ]


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_the_usual_build_is_the_small_one(system: str) -> None:
    assert words(nvidia=False, system=system) == ["PyTorch"]


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_an_nvidia_gpu_wants_cuda_first_and_goes_without_at_last(system: str) -> None:
    choices = list(torch_choice.choices(nvidia=True, system=system))
    assert choices[0].must_have_cuda
    assert not choices[-1].must_have_cuda


def test_a_wish_is_the_only_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEQCLR_DESKTOP_TORCH", "torch==2.7.1 --index-url https://example.org/whl")
    (choice,) = torch_choice.choices(nvidia=True, system="linux")
    assert choice.pip_arguments == ("torch==2.7.1", "--index-url", "https://example.org/whl")


@pytest.mark.parametrize(
    ("version", "nvidia", "serves"),
    [
        ("2.13.0+cpu", False, True),
        ("2.13.0+cpu", True, False),
        ("2.7.1+cu126", True, True),
        ("2.7.1+cu126", False, True),
        ("1.13.1", False, False),
        ("2.5.1", False, False),
        ("3.0", False, True),
        ("unknown", False, False),
    ],
)
def test_an_installed_pytorch_serves_when_new_enough_and_built_for_the_gpu(
    version: str, nvidia: bool, serves: bool
) -> None:
    assert torch_choice.serves(version, nvidia=nvidia) is serves


def test_a_host_that_refuses_does_not_answer() -> None:
    def refuse(address: tuple[str, int], timeout_s: float) -> socket.socket:
        raise ConnectionRefusedError

    assert not torch_choice.answers("host", connect=refuse)


def test_a_host_that_hangs_is_given_up_in_bounded_time() -> None:
    is_over = threading.Event()

    def hang(address: tuple[str, int], timeout_s: float) -> socket.socket:
        is_over.wait()
        raise TimeoutError

    began = time.monotonic()
    assert not torch_choice.answers("host", timeout_s=0.05, connect=hang)
    assert time.monotonic() - began < 5
    is_over.set()


def test_a_host_that_is_there_answers() -> None:
    assert torch_choice.answers("host", connect=lambda address, timeout_s: socket.socket())
