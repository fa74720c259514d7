"""Long acts that combine the trades; run by the window in a thread and by the terminal directly."""
