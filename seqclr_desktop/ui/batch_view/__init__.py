"""Having the whole collection read: pages, models, progress, and what was read."""
