"""What every test gets: a home of its own, no display, no network, one thread for torch."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import network_guard

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
for _threads in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_threads] = "1"

network_guard.install()

_CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the program keeps settings, data, caches and logs during this test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SEQCLR_DESKTOP_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_thread_left_alive() -> Iterator[None]:
    """Fail a test that leaves a thread of Python's behind; whoever starts one has to wait for it."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in left:
        thread.join(timeout=5)
    assert not [thread.name for thread in left if thread.is_alive()]


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the source."""
    return _CHECKOUT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of openly licensed real collections beside the checkout (`shared/data`)."""
    folder = _CHECKOUT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real collections (shared/data beside the checkout) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def shared_schemas() -> Path:
    """The folder of the XML schemas of PAGE and ALTO beside the checkout (`shared/schemas`)."""
    folder = _CHECKOUT.parent / "shared" / "schemas"
    if not folder.is_dir():
        pytest.skip("the XML schemas (shared/schemas beside the checkout) are not on this machine")
    return folder
