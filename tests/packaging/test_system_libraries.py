"""Missing system libraries are named as Debian names them."""

import sys

import pytest
import system_libraries
from trouble import SetupTroubleError


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks them")
def test_a_library_that_cannot_be_opened_is_named_by_its_package() -> None:
    libraries = {"libc.so.6": "libc6", "libnobody-has-this.so.1": "libnobody1"}
    assert system_libraries.missing_packages(libraries) == ["libnobody1"]


def test_without_the_right_to_install_the_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # no apt-get is found
    with pytest.raises(SetupTroubleError, match="sudo apt-get install --yes libegl1 libgl1") as trouble:
        system_libraries.provide(["libegl1", "libgl1"], purpose="The window needs them.")
    assert str(trouble.value).startswith("The window needs them.")
