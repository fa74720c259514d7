"""The libraries of Linux itself that pip cannot bring: those Qt opens, and Python's own `venv`.

Where apt is and this is the administrator, they are installed; else the exact command is named.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

from trouble import SetupTroubleError, tell

# what is opened at run time -> Debian's package
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
}
DISPLAY_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """Debian's names of those `libraries` that this machine cannot open."""
    return sorted(package for library, package in libraries.items() if not _opens(library))


def provide_for_qt(*, with_display: bool) -> None:
    """See that Qt finds its libraries. Raises SetupTroubleError naming what to install."""
    if not sys.platform.startswith("linux"):
        return
    wanted = QT_LIBRARIES | (DISPLAY_LIBRARIES if with_display else {})
    missing = missing_packages(wanted)
    if missing:
        provide(missing, purpose="The window needs system libraries that are not on this machine.")


def provide(packages: list[str], *, purpose: str) -> None:
    """Install Debian packages as the administrator, or raise SetupTroubleError with the command to type."""
    command = f"apt-get install --yes {' '.join(packages)}"
    if not _may_install():
        raise SetupTroubleError(f"{purpose} On Debian or Ubuntu, type: sudo {command}")
    tell(f"{purpose} Installing: {', '.join(packages)}")
    if not (_apt("install", *packages) or (_apt("update") and _apt("install", *packages))):
        raise SetupTroubleError(f"{purpose} Installing them failed; try: {command}")


def _may_install() -> bool:
    is_administrator = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_administrator and shutil.which("apt-get") is not None


def _apt(act: str, *packages: str) -> bool:
    command = ["apt-get", act, "--yes", "--quiet", *packages]
    if act == "install":
        command.insert(2, "--no-install-recommends")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        tell(done.stderr.strip()[-2000:])
    return done.returncode == 0
