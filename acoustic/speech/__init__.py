"""Speech to train with: manifests of recordings, synthesis, new voices made from old ones."""
