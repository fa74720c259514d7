"""The window: the only room with Qt. Everything it can do, a script can do without it."""
