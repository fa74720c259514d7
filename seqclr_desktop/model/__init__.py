"""The network and its file: alphabet, encoder, instance mapping, decoder, checkpoint. No user's files, no training."""
