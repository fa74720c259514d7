"""Lines of writing drawn by the program's makers, for scripts of which no open handwriting is to be had.

A hand writes a text as ink; pen and paper age it. Nothing of this is used by the window.
"""
