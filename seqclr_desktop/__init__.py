"""SeqCLR Desktop: learn to read the hands of a collection, on the archivist's own machine."""

import os

__version__ = "0.1.0"

# Both are read once, when PyTorch is loaded, hence here.
# Its threads otherwise spin while they wait for each other. On a machine that also draws a window or does
# anything else, two spinning threads learn several times slower than two sleeping ones.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
# Apple's graphics lack a few of the operations that make views of lines; PyTorch does those on the processor.
os.environ.setdefault("PYTORCH_ENABLE_MPS_FALLBACK", "1")
