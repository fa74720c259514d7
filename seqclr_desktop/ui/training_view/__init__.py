"""Making models: what will be learnt from, the training as it goes, and what came of it."""

from seqclr_desktop.ui.training_view.view import TrainingView

__all__ = ["TrainingView"]
