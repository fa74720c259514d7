"""Finding lines by what stands in them, and replacing words in many texts."""

from seqclr_desktop.ui.finding_view.find_view import FindView
from seqclr_desktop.ui.finding_view.replace_view import ReplaceView

__all__ = ["FindView", "ReplaceView"]
