import subprocess
import sys

import pytest

_PROGRAM = """
import sys
from pathlib import Path
from seqclr_desktop.ui.torch_loading import load_torch_libraries
load_torch_libraries()
assert "torch" not in sys.modules
maps = Path("/proc/self/maps").read_text()
assert "libtorch_cpu" in maps, "the library was not opened ahead"
import torch
assert float(torch.ones(3).sum()) == 3
load_torch_libraries()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc for what is loaded")
def test_the_library_is_opened_ahead_and_torch_works_with_it() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
