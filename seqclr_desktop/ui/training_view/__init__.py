"""Making models: what will be learnt from, the training as it goes, and what came of it."""
