"""What is running, what waits, and what has ended and how."""
