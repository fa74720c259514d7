"""SeqCLR Desktop: learn to read the hands of a collection, on the archivist's own machine."""

__version__ = "0.1.0"
