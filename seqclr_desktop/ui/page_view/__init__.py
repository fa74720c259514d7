"""The page with its lines: the canvas, and the view of the step Lines."""
