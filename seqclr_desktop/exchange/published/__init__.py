"""The folders in which the research world publishes handwriting, read as they were published."""

from seqclr_desktop.exchange.published.recognising import recognise
from seqclr_desktop.exchange.published.records import PublishedFolder, PublishedPicture

__all__ = ["PublishedFolder", "PublishedPicture", "recognise"]
