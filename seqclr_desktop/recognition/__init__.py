"""Using a model: lines in, texts with confidence out."""
