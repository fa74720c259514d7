"""Finding the lines of a page: where each runs, how tall it is, and in which order they are read.

Knows pictures and shapes only: reading files and keeping lines is the business of `jobs.find_lines`.
"""

from seqclr_desktop.layout.segmenter import FoundLayout, Segmenter, default_segmenter

__all__ = ["FoundLayout", "Segmenter", "default_segmenter"]
