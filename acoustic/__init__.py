"""The acoustic training room: from sentences and recordings to a Vosk model folder (see docs/acoustic.md).

Nothing here runs in the product. Only ``net`` and ``features.spectral`` import torch; ``graph`` stays free of it.
"""
