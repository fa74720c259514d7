"""Finding lines by what stands in them, and replacing words in many texts."""
