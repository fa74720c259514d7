"""Other people's formats: transcriptions read, and pages written so that other programs take them."""

from seqclr_desktop.exchange.reading import picture_name, read_transcription
from seqclr_desktop.images.sidecars import find_sidecar

__all__ = ["find_sidecar", "picture_name", "read_transcription"]
