"""Giving pages to other programs and people."""

from seqclr_desktop.ui.exchange_view.export_dialog import ExportDialog

__all__ = ["ExportDialog"]
