"""SeqCLR Desktop: learn to read the hands of a collection, on the archivist's own machine."""

import os

__version__ = "0.1.0"

# PyTorch's threads otherwise spin while they wait for each other. On a machine that also draws a window
# or does anything else, two spinning threads learn several times slower than two sleeping ones. OpenMP
# reads this once, when PyTorch is loaded, hence here.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
