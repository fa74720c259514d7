"""Qt item models over the collection: ids are cached, records fetched in windows as they come into sight."""
