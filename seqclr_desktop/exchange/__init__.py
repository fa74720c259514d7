"""Other people's formats: transcriptions read, and pages written so that other programs take them."""

from seqclr_desktop.exchange.reading import read_transcription

__all__ = ["read_transcription"]
