"""Reading and correcting: the image of a line with its text below, from one line to the next."""
