"""Giving pages to other programs and people."""
