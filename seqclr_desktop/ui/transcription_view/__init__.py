"""Reading and correcting: the image of a line with its text below, from one line to the next."""

from seqclr_desktop.ui.transcription_view.view import TranscriptionView

__all__ = ["TranscriptionView"]
