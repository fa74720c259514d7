"""The scripts of `packaging` as modules; they are no package, so that any Python can run them as they lie."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
