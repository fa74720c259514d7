"""Having the whole collection read: pages, models, progress, and what was read."""

from seqclr_desktop.ui.batch_view.view import BatchView

__all__ = ["BatchView"]
