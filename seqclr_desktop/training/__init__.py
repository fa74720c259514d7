"""Making a model better: self-supervised pretraining, fine-tuning, and judging. Knows no collection and no Qt."""
