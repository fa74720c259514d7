"""Runs the program as `python -m seqclr_desktop` does, with the network out of reach."""

import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests import network_guard

network_guard.install()
runpy.run_module("seqclr_desktop", run_name="__main__", alter_sys=True)
