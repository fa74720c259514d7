"""Loads PyTorch's shared libraries without stopping the window.

`import torch` opens a library of hundreds of megabytes while it holds Python's lock, and for that half
second no other thread runs, the window's included. A foreign function called through ctypes lets the
lock go: opened that way first, the library is there when `import torch` asks for it.

The system opens one library at a time. A thread that needs another meanwhile waits for that with
Python's lock in its hand; so those that pictures of lines need are loaded before, and no picture is made
until it is over.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from seqclr_desktop.ui.background import no_pictures_meanwhile

_log = logging.getLogger(__name__)
_NEEDED_MEANWHILE = ("PIL.JpegImagePlugin", "PIL.TiffImagePlugin", "scipy.ndimage")
_LIBRARIES = {
    "linux": ("libc10.so", "libtorch_cpu.so", "libtorch.so", "libtorch_python.so"),
    "darwin": ("libc10.dylib", "libtorch_cpu.dylib", "libtorch.dylib", "libtorch_python.dylib"),
}


def load_torch_libraries() -> None:
    """Call this in a thread that is about to import torch. Does nothing where it is loaded, or cannot be."""
    if "torch" in sys.modules:
        return
    package = find_spec("torch")
    if package is None or not package.submodule_search_locations:
        return
    for name in _NEEDED_MEANWHILE:
        import_module(name)
    # libtorch's OpenMP reads its settings from the environment when it is opened, not when it is imported.
    assert "OMP_WAIT_POLICY" in os.environ
    folder = Path(package.submodule_search_locations[0]) / "lib"
    with no_pictures_meanwhile():
        for name in _LIBRARIES.get(sys.platform, ()):
            try:
                _open(folder / name)
            except (OSError, AttributeError) as error:  # `import torch` will say more clearly what is wrong
                _log.info("%s was not loaded ahead: %s", name, error)
                return


def _open(library: Path) -> None:
    if not library.exists():
        return
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes, dlopen.restype = [ctypes.c_char_p, ctypes.c_int], ctypes.c_void_p
    dlopen(os.fsencode(library), os.RTLD_NOW | os.RTLD_GLOBAL)
